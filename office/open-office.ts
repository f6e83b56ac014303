import { asFault, type Fault } from '../devices/fault.ts';
import type { Clock, Millis } from '../devices/ports.ts';
import { repeatAfter } from '../firmware-host/async/interval.ts';
import { type Opened, openAll } from '../firmware-host/async/open-all.ts';
import type { BrokerConnection } from '../firmware-host/mqtt/broker-connection.ts';
import type { LastWill } from '../firmware-host/mqtt/last-will.ts';
import { createFleet, type Fleet } from './fleet/fleet.ts';
import type { IntakeTold } from './intake/followed-site.ts';
import { keepEvents } from './intake/kept-events.ts';
import { Intake } from './intake/office-intake.ts';
import { officeWill } from './intake/presence.ts';
import { startHistoryWriter } from './judge/history-writer.ts';
import { type Judging, startJudging } from './judge/judging.ts';
import { keepHouse } from './judge/keep-house.ts';
import { keepLeases } from './judge/keep-leases.ts';
import { lineLoss } from './judge/line-loss.ts';
import { startReckoning } from './judge/reckoning.ts';
import type { Held, KnownSite, OfficeStore } from './store/store-port.ts';
import type { VerdictChange } from './verdict/verdict-types.ts';
import { createVerdicts, type Verdicts } from './verdict/verdicts.ts';

/** How often windows that another worker has changed are read. */
const housekeepingMs: Millis = 30_000;

/** What an office is put together from. */
export interface OfficeParts {
  readonly store: OfficeStore;
  /** Connects to the central broker, again and again. `lost` is told of each loss and each failed attempt. */
  readonly connect: (of: {
    readonly will: LastWill;
    readonly lost: (why: Fault, where: 'here' | 'there') => void;
  }) => BrokerConnection;
  /** The account at the broker. */
  readonly account: string;
  /** Names this worker, and this run of it. */
  readonly worker: string;
  readonly boot: string;
  readonly clock: Clock;
  /** Unix ms. */
  readonly wall: () => number;
  /** Raw events are kept for so many days. */
  readonly keepDays: number;
  readonly told: IntakeTold;
  readonly report: (fault: Fault) => void;
}

/** A running office, without its pages. */
export interface Office {
  readonly fleet: Fleet;
  readonly intake: Intake;
  readonly store: OfficeStore;
  /** Reads the maintenance windows anew. */
  readonly windowsChanged: () => void;
  readonly sharesHeld: () => number;
  close(): Promise<void>;
}

/**
 * Puts an office together and starts it. Every worker hears and judges all sites; it stores the events of its shares,
 * and one of them writes down what is judged. Rejects when the store cannot be read: without what was known before, a
 * site that is dead and of which no broker knows would not be missed.
 */
export function openOffice(parts: OfficeParts): Promise<Office> {
  const closes: (() => Promise<void> | void)[] = [];
  return openAll((opened) =>
    openOn(parts, closes, (one, close) => {
      closes.unshift(() => close(one));
      return opened(one, close);
    }),
  );
}

/** In the order in which the parts are opened: they are closed the other way round, the leases last. */
async function openOn(
  parts: OfficeParts,
  closes: readonly (() => Promise<void> | void)[],
  opened: Opened,
): Promise<Office> {
  const { store, clock, wall, report } = parts;
  const { history } = store;
  const startedAt = { at: clock.now(), wall: wall() };
  const [known, incidents] = await Promise.all([history.knownSites(), history.openIncidents(startedAt)]);
  const verdicts = createVerdicts(startedAt, { incidents, sites: known.map(toldBefore) });
  const fleet = createFleet(startedAt, { sites: known, incidents });
  let held = (_held: Held): void => undefined;
  const leases = opened(
    await keepLeases({
      ...{ leases: store.leases, worker: parts.worker, clock, report },
      changed: (now) => held(now),
    }),
    (one) => one.stop(),
  );
  const writer = opened(
    startHistoryWriter({ history, clock, wall, standing: () => standing(fleet, verdicts), report }),
    (one) => one.stop(),
  );
  const reckoning = opened(startReckoning({ reports: store.reports, clock, report }), (one) => one.stop());
  const house = opened(keepHouse(parts, fleet, leases), (one) => one.stop());
  const judging = opened(
    startJudging({
      ...{ verdicts, clock, wall },
      judged(judged, now) {
        fleet.judged(judged, now);
        writer.judged(judged);
        house.judged(judged);
      },
      heldUp() {
        if (fleet.listeningSince !== undefined) fleet.lineUp(wall());
      },
    }),
    (one) => one.stop(),
  );
  const windows = opened(keepWindows(parts, judging), (one) => one.stop());
  await windows.read();
  const connection = opened(connectTo(parts, judging, fleet), (one) => one.close());
  const intake = opened(
    new Intake({
      ...{ connection, clock, wall, account: parts.account, boot: parts.boot, told: parts.told },
      ...{ saysPresence: true, shares: leases.held.shares, store: keepEvents(store.events) },
      heard(heard) {
        judging.hear(heard);
        fleet.hear(heard);
      },
    }),
    (one) => one.stop(),
  );
  held = ({ shares, writesHistory }) => {
    intake.setShares(shares);
    writer.setWriting(writesHistory);
    reckoning.setWriting(writesHistory);
  };
  held(leases.held);
  return {
    ...{ fleet, intake, store, windowsChanged: () => void windows.read() },
    sharesHeld: () => leases.held.shares.size,
    async close() {
      for (const close of closes) await close();
    },
  };
}

const toldBefore = ({ id, region }: KnownSite) => ({ id, ...(region === undefined ? {} : { region }) });

function connectTo({ connect, boot, wall }: OfficeParts, judging: Judging, fleet: Fleet): BrokerConnection {
  const connection = connect({
    will: officeWill(boot, wall),
    lost(why, where) {
      judging.lineDown(lineLoss(why, where));
      fleet.lineDown();
    },
  });
  connection.onConnected(() => {
    judging.lineUp();
    fleet.lineUp(wall());
  });
  return connection;
}

/** All that stands now, for a history that begins or goes on. */
function standing(fleet: Fleet, verdicts: Verdicts) {
  const changes: VerdictChange[] = [];
  for (const { id } of fleet.sites()) {
    const judgement = verdicts.site(id);
    if (judgement !== undefined) changes.push({ site: id, judgement });
    for (const [device, said] of verdicts.devices(id)) changes.push({ site: id, device, judgement: said });
  }
  return { verdicts: changes, incidents: verdicts.incidents() };
}

/** The windows are read when somebody here has changed them, and now and then: other workers change them too. */
function keepWindows({ store, clock, report }: OfficeParts, judging: Judging) {
  const stop = repeatAfter(clock, housekeepingMs, read, 'office: windows');
  async function read(): Promise<void> {
    try {
      judging.setWindows(await store.history.windows());
    } catch (thrown) {
      report(asFault(thrown, 'store.error'));
    }
  }
  return { read, stop };
}
