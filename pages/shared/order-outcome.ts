/** What came of an order: as the hall says it, or that the connection was lost. */
export type OrderOutcome =
  | { readonly ok: true; readonly result: object }
  | { readonly ok: false; readonly code: string; readonly text: string };
