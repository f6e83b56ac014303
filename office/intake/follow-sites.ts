import type { Cursors } from './cursors.ts';
import type { SiteEvent } from './event.ts';
import { Intake, type IntakeOptions } from './office-intake.ts';

export interface FollowOptions
  extends Pick<IntakeOptions, 'connection' | 'account' | 'boot' | 'clock' | 'from' | 'told'> {
  readonly cursors: Pick<Cursors, 'read' | 'apply'>;
  /**
   * Receives each event once and in order, the events of one site in one call. Its writes to the database of `cursors`
   * are committed with the cursor. When that fails, the same array comes again, and what was written is undone.
   */
  readonly apply: (events: readonly SiteEvent[]) => void;
}

/** Consumes the events of all sites, for reports: the intake of the office, with cursors for a store. */
export function followSites(options: FollowOptions): { stop(): Promise<void> } {
  const { cursors, apply, ...more } = options;
  const store = {
    read: cursors.read,
    apply: (batches: Parameters<Cursors['apply']>[0]) => cursors.apply(batches, apply),
  };
  // Nothing in it says the time to people.
  return new Intake({ ...more, store, wall: () => 0 });
}
