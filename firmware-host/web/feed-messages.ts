/** A message below `loket/v1/SITE/`: its address there, such as `counter/loket-1/state`, and its JSON. */
export interface FeedMessage {
  readonly address: string;
  readonly payload: string;
}

/** What a board is told. `beat`: the connection stands, and whether the broker is there. */
export type BoardMessage =
  | ({ readonly type: 'mqtt' } & FeedMessage)
  | { readonly type: 'beat'; readonly broker: boolean };
