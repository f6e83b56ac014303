import type { AnswersByElement } from './rating-days.ts';

/** Paper forms that were added together, as sums: who answered what is not kept. */
export interface FormList {
  /**
   * The first digits of the SHA-256 of the file that they came in; with a number behind it where it was added again.
   */
  readonly id: string;
  /** The name of that file. */
  readonly file: string;
  /** When it was added: ISO 8601, UTC. */
  readonly added: string;
  readonly days: readonly FormDay[];
}

/** The forms of one day and service. */
export interface FormDay {
  readonly date: string;
  /** `noService` where the form names none. */
  readonly service: string;
  /** People who filled one in. */
  readonly forms: number;
  readonly answers: AnswersByElement;
}

export const formsIn = ({ days }: Pick<FormList, 'days'>): number =>
  days.reduce((sum, { forms }) => sum + forms, 0);
