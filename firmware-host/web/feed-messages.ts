/** A message below `loket/v1/SITE/`: its address there, such as `counter/loket-1/state`, and its JSON. */
export interface FeedMessage {
  readonly address: string;
  readonly payload: string;
}

/** A message to a board. `beat`: the connection is up; it also says whether the broker is. */
export type BoardMessage =
  | ({ readonly type: 'mqtt' } & FeedMessage)
  | { readonly type: 'beat'; readonly broker: boolean };
