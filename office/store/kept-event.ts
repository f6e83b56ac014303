/** An event to be kept. */
export interface KeptEvent {
  readonly sequence: number;
  readonly boot: string;
  /** Such as `ticket/called`. */
  readonly type: string;
  /** When it happened, by the site's clock. What is no number of milliseconds is kept as 0. */
  readonly time: number;
  readonly subject: string | undefined;
  readonly data: object;
}
