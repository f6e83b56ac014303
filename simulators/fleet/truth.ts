/** What may be wrong with a site, by what causes it. */
export type TroubleKind =
  | 'killed'
  | 'reset'
  | 'frozen'
  | 'hung'
  | 'stopped'
  | 'region'
  | 'board'
  | 'paper'
  | 'display'
  | 'clock'
  | 'two-controllers'
  | 'flapping'
  | 'maintenance'
  | 'closed'
  /** Of an older version: no fault, and known all the same. */
  | 'old'
  /** No site at all, only what a broker retains of one. */
  | 'leftover';

/** Something that was done to a site. Times are Unix ms, right ones. */
export interface Trouble {
  readonly site: string;
  readonly device?: string;
  readonly kind: TroubleKind;
  readonly from: number;
  /** When its cause ended, which is seconds before the site is well again; undefined: it stands. */
  readonly to: number | undefined;
}

/** The list of all that was done, for those who compare it with what is said. */
export interface Truth {
  readonly list: readonly Trouble[];
  /** Notes the beginning; the function that it returns notes the end. */
  begins(kind: TroubleKind, site: string, device?: string): () => void;
}

/** Troubles that ended are forgotten, the oldest first, when there are more than this. */
const troublesMax = 10_000;

export function createTruth(wall: () => number): Truth {
  const list: { site: string; device?: string; kind: TroubleKind; from: number; to: number | undefined }[] =
    [];
  return {
    list,
    begins(kind, site, device) {
      if (list.length >= troublesMax) {
        const ended = list.findIndex(({ to }) => to !== undefined);
        if (ended >= 0) list.splice(ended, 1);
      }
      const one = { site, ...(device === undefined ? {} : { device }), kind, from: wall(), to: undefined };
      const kept: (typeof list)[number] = one;
      list.push(kept);
      return () => {
        kept.to ??= wall();
      };
    },
  };
}
