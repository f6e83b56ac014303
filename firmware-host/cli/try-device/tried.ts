/** What came of trying a device. `unsure`: it took what was sent, and nobody has looked. */
export type TrialVerdict = 'ok' | 'unsure' | 'fault' | 'off';

export interface Tried {
  /** The counter's id, or a word for what stands elsewhere. */
  readonly place: string;
  readonly device: string;
  readonly kind: string;
  readonly verdict: TrialVerdict;
  readonly note: string;
}
