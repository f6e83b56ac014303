import type { Millis } from '../../devices/ports.ts';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import type { BrokerConnection } from '../../firmware-host/mqtt/broker-connection.ts';
import { openBrokerConnection } from '../../firmware-host/mqtt/external-connection.ts';
import type { SiteEvent } from '../../office/intake/event.ts';
import { Intake, type IntakeOptions } from '../../office/intake/office-intake.ts';
import { startHistoryWriter } from '../../office/judge/history-writer.ts';
import { type Judging, startJudging } from '../../office/judge/judging.ts';
import { lineLoss } from '../../office/judge/line-loss.ts';
import type { AppliedRun } from '../../office/store/store-port.ts';
import type { Incident, Judgement, Moment, VerdictChange } from '../../office/verdict/verdict-types.ts';
import { createVerdicts, type Judged, type Verdicts } from '../../office/verdict/verdicts.ts';
import type { WorldBroker } from './broker.ts';
import { ProcessClock, type WorldClock } from './clock.ts';
import { KeptHistory } from './kept-history.ts';
import type { Rules } from './rules.ts';

/** Of this name at its broker. */
export const officeName = 'office';

interface OfficeParts {
  readonly site: string;
  readonly clock: WorldClock;
  /** The office's clock is right: Unix ms. */
  readonly wall: () => number;
  readonly broker: WorldBroker;
  readonly random: () => number;
  /** What the site's disk holds. */
  readonly records: readonly Record[];
  readonly rules: Rules;
  /** Hears what is judged, in each turn. */
  readonly judged: (judged: Judged) => void;
}

/** One run of the office. */
interface OfficeRun {
  readonly clock: ProcessClock;
  readonly verdicts: Verdicts;
}

/**
 * The central office: its intake, and its verdicts as open-office.ts puts them together. Its cursor and its history
 * survive it, and its memory does not.
 */
export class Office {
  readonly #of: OfficeParts;
  readonly history = new KeptHistory();
  /** The last event that was applied. */
  applied = 0;
  #run: OfficeRun | undefined;
  /** World time since when it has its line to the broker, or has none. */
  #lineSince: Millis | undefined;
  #noLineSince: Millis = 0;

  constructor(of: OfficeParts) {
    this.#of = of;
  }

  get runs(): boolean {
    return this.#run?.clock.alive === true;
  }

  /** World time since when it listens; undefined while it has no line. */
  get listensSince(): Millis | undefined {
    return this.runs ? this.#lineSince : undefined;
  }

  /** World time since when it has no line; it may not run. */
  get deafSince(): Millis {
    return this.#noLineSince;
  }

  /** What is said of the site; undefined while it does not run, and before it has judged. */
  said(): Judgement | undefined {
    return this.runs ? this.#run?.verdicts.site(this.#of.site) : undefined;
  }

  /** What is open. */
  incidents(): readonly Incident[] {
    return this.runs ? (this.#run?.verdicts.incidents() ?? []) : [];
  }

  /** What is said of its devices. */
  devices(): ReadonlyMap<string, Judgement> {
    return this.#run?.verdicts.devices(this.#of.site) ?? new Map();
  }

  start(): void {
    if (this.runs) return;
    const { clock: world, wall } = this.#of;
    const clock = new ProcessClock(world);
    const startedAt: Moment = { at: clock.now(), wall: wall() };
    const verdicts = createVerdicts(startedAt, {
      incidents: this.history.stillOpen(startedAt),
      sites: [...this.history.sites].map((id) => ({ id })),
    });
    this.#run = { clock, verdicts };
    this.#deaf();
    const judging = this.#judge(clock, verdicts);
    const connection = this.#connect(clock, judging);
    new Intake({
      ...{ connection, account: officeName, boot: officeName, store: this.#store, clock, wall, from: 1 },
      told: this.#told,
      heard: judging.hear,
    });
  }

  kill(): void {
    this.#run?.clock.kill();
    this.#deaf();
    this.#of.broker.died(officeName, true);
  }

  #deaf(): void {
    this.#lineSince = undefined;
    this.#noLineSince = this.#of.clock.now();
  }

  #judge(clock: ProcessClock, verdicts: Verdicts): Judging {
    const { wall } = this.#of;
    const writer = startHistoryWriter({
      ...{ history: this.history, clock, wall },
      standing: () => ({ verdicts: this.#standing(verdicts), incidents: verdicts.incidents() }),
      report: (fault) => this.#of.rules.breaks('office', fault.message),
    });
    writer.setWriting(true);
    return startJudging({
      ...{ verdicts, clock, wall },
      judged: (judged) => {
        writer.judged(judged);
        this.#of.judged(judged);
      },
      heldUp: () => undefined,
    });
  }

  #standing(verdicts: Verdicts): readonly VerdictChange[] {
    const { site } = this.#of;
    const judgement = verdicts.site(site);
    if (judgement === undefined) return [];
    const devices = [...verdicts.devices(site)].map(([device, said]) => ({ site, device, judgement: said }));
    return [{ site, judgement }, ...devices];
  }

  #connect(clock: ProcessClock, judging: Judging): BrokerConnection {
    const { broker, random } = this.#of;
    const connection = openBrokerConnection({
      open: (told) =>
        broker.connect(
          { id: officeName, clock },
          {
            ...told,
            lost: (why, where) => {
              if (this.#lineSince !== undefined) this.#deaf();
              judging.lineDown(lineLoss(why, where));
              told.lost(why, where);
            },
          },
        ),
      clock,
      random,
      // An outage of the office's own broker is part of the play.
      report: () => undefined,
    });
    connection.onConnected(() => {
      this.#lineSince = this.#of.clock.now();
      judging.lineUp();
    });
    return connection;
  }

  readonly #store: IntakeOptions['store'] = {
    read: async () =>
      this.applied === 0
        ? undefined
        : { sequence: this.applied, runs: runsOf(this.#of.records, this.applied) },
    apply: async (batches) => {
      for (const { events } of batches) this.#apply(events);
    },
  };

  readonly #told: NonNullable<IntakeOptions['told']> = {
    lost: (_site, { from, to }) => this.#of.rules.breaks('office', `gave up events ${from} to ${to}`),
    again: (_site, { from }) => this.#of.rules.breaks('office', `took event ${from} for another one`),
  };

  #apply(events: readonly SiteEvent[]): void {
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
  }
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
