import type { Record } from '../../firmware-host/journal/journal-port.ts';
import { openBrokerConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { type FollowOptions, followSites } from '../../office/intake/follow-sites.ts';
import type { AppliedRun } from '../../office/store/store-port.ts';
import type { WorldBroker } from './broker.ts';
import { ProcessClock, type WorldClock } from './clock.ts';
import type { Rules } from './rules.ts';

/** The central office: the reference consumer, whose cursor survives it and whose memory does not. */
export class Office {
  readonly #of: {
    readonly clock: WorldClock;
    readonly broker: WorldBroker;
    readonly random: () => number;
    readonly records: readonly Record[];
    readonly rules: Rules;
  };
  /** The last event that was applied. */
  applied = 0;
  #clock: ProcessClock | undefined;

  constructor(of: {
    readonly clock: WorldClock;
    readonly broker: WorldBroker;
    readonly random: () => number;
    /** What the site's disk holds. */
    readonly records: readonly Record[];
    readonly rules: Rules;
  }) {
    this.#of = of;
  }

  start(): void {
    if (this.#clock?.alive) return;
    const { clock: world, broker, random } = this.#of;
    const clock = new ProcessClock(world);
    this.#clock = clock;
    const connection = openBrokerConnection({
      open: (told) => broker.connect({ id: 'office', clock }, told),
      clock,
      random,
      // An outage of the office's own broker is part of the play.
      report: () => undefined,
    });
    followSites({
      ...{ connection, account: 'office', boot: 'office' },
      cursors: this.#cursors(),
      clock,
      apply: this.#apply,
      from: 1,
      told: this.#told(),
    });
  }

  kill(): void {
    this.#clock?.kill();
    this.#of.broker.died('office', true);
  }

  #cursors(): FollowOptions['cursors'] {
    return {
      read: async () =>
        this.applied === 0
          ? undefined
          : { sequence: this.applied, runs: runsOf(this.#of.records, this.applied) },
      apply: async (batches, work) => {
        for (const { events } of batches) work(events);
      },
    };
  }

  #told(): NonNullable<FollowOptions['told']> {
    const { rules } = this.#of;
    return {
      lost: (_site, { from, to }) => rules.breaks('office', `gave up events ${from} to ${to}`),
      again: (_site, { from }) => rules.breaks('office', `took event ${from} for another one`),
    };
  }

  readonly #apply: FollowOptions['apply'] = (events) => {
    const { rules, records } = this.#of;
    for (const { sequence, type, subject, site } of events) {
      const record = records[sequence - 1];
      if (sequence !== this.applied + 1) rules.breaks('office', `event ${sequence} follows ${this.applied}`);
      if (record === undefined) rules.breaks('office', `event ${sequence} of ${site} is not on its disk`);
      else if (type !== `loket.${record.event.type}.v1`)
        rules.breaks('office', `event ${sequence} is ${type}, and ${record.event.type} on the disk`);
      else if ('ticket' in record.event && subject !== record.event.ticket)
        rules.breaks('office', `event ${sequence} is of ${subject}, and ${record.event.ticket} on the disk`);
      this.applied = sequence;
    }
  };
}

/** The runs of the site's process, as the events up to `last` came from them. */
function runsOf(records: readonly Record[], last: number): readonly AppliedRun[] {
  const runs: { boot: string; first: number; last: number }[] = [];
  for (const { sequence, boot } of records.slice(0, last)) {
    const run = runs.at(-1);
    if (run?.boot === boot) run.last = sequence;
    else runs.push({ boot, first: sequence, last: sequence });
  }
  return runs;
}
