/** The result of trying a device. `unsure`: it took what was sent, but nobody has looked at it. */
export type TrialVerdict = 'ok' | 'unsure' | 'fault' | 'off';

export interface Tried {
  /** The counter's id, or a word for a device that belongs to no counter. */
  readonly place: string;
  readonly device: string;
  readonly kind: string;
  readonly verdict: TrialVerdict;
  readonly note: string;
}
