import type { Moment } from './verdict-types.ts';

/**
 * Why the office has no connection to its broker. `refused`: the machine answers and no broker is there. `no-network`:
 * the office's own network is gone. `ended`: the other side closed it. `silent`: nothing answers.
 */
export type LineLoss = 'refused' | 'no-network' | 'ended' | 'silent';

/** What the office knows of its connection to its broker. */
export interface BrokerLine {
  readonly isUp: boolean;
  /** Counts the connections: what was heard on an earlier one says nothing about now. */
  readonly number: number;
  /** The number that the connection was made with: an office that was held up counts on, and has lost no message. */
  readonly madeAs: number;
  /** When the state it is in began. */
  readonly since: Moment;
  readonly why: LineLoss | undefined;
  /** Most sites were lost just before it went: the broker said goodbye for them. */
  readonly hadWills: boolean;
}
