/** A message below `loket/v1/SITE/`: its address there, such as `counter/loket-1/state`, and its JSON. */
export interface FeedMessage {
  readonly address: string;
  readonly payload: string;
}

/**
 * A message to a board. `beat`: the connection is up; it also says whether the broker is, and the controller's time
 * `at` in Unix ms: the clock of a television may be wrong. `look`: after the connection is made and after each change.
 */
export type BoardMessage =
  | ({ readonly type: 'mqtt' } & FeedMessage)
  | { readonly type: 'look'; readonly look: BoardLook }
  | { readonly type: 'beat'; readonly broker: boolean; readonly at: number };

/** A language that the board itself speaks. */
export type BoardLanguage = 'id' | 'en';

/** One text in both languages; the same text twice where the site has only one. */
export type BoardText = { readonly [language in BoardLanguage]: string };

/** How a board looks, and what it tells besides numbers. Numbers need none of it: a board without it shows them too. */
export interface BoardLook {
  readonly title: string;
  /** One language, or two in turn; the first one is shown first. */
  readonly languages: readonly BoardLanguage[];
  /** CSS colours as `#rrggbb`. */
  readonly colours?: { readonly background: string; readonly text: string; readonly accent: string };
  /** A path on this server: an image that is shown beside the title. */
  readonly logo?: string;
  /** The running text. */
  readonly text?: BoardText;
  /** What visitors have to know now, such as the end of tickets; the most urgent first. */
  readonly notices: readonly BoardText[];
  readonly zones: readonly { readonly id: string; readonly title: string }[];
  /** Whether boards play announcements. */
  readonly sound: boolean;
  /** The devices of kind `board-speaker`: boards play the announcements that name one of them. */
  readonly speakers: readonly string[];
}
