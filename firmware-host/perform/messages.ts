import type { SettledSite } from '../../config/running-site.ts';
import type { Device, Site } from '../../config/site.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import type { Counts, KeptMemory } from '../device-memory.ts';
import type { Record } from '../journal/journal-port.ts';
import type { ControllerHealth } from '../mqtt/messages/controller-messages.ts';
import type { StateAddress } from '../mqtt/messages/message-table.ts';
import { eventMessage, stateMessage } from '../mqtt/messages/outgoing.ts';
import type { Publisher } from '../mqtt/publisher.ts';
import { hallRatingStateOf, ratingStateOf } from '../mqtt/rating-states.ts';
import {
  controllerOnline,
  controllerStopped,
  counterState,
  deviceState,
  serviceState,
} from '../mqtt/states.ts';
import { topicOf } from '../mqtt/topics.ts';
import type { Now } from '../queue/hall.ts';
import type { RefusalCode } from '../queue/refusals.ts';
import type { ReadState } from '../queue/state.ts';
import { toldRatings } from '../queue/told-ratings.ts';
import { counterView, serviceView } from '../queue/views.ts';
import type { ActiveFault } from '../supervise/active-faults.ts';
import type { DeviceCounters } from '../supervise/device-statistics.ts';
import type { DeviceStatus } from '../supervise/device-status.ts';
import { asksVisitors } from './asks-visitors.ts';
import { controllerInfo, deviceInfo } from './infos.ts';
import { createMoments } from './moments.ts';
import { noticesOf } from './notices.ts';
import type { SetNotice } from './set-notice.ts';

/** Publishes the hall's MQTT messages. Every method returns at once: the publisher does the sending. */
export interface Messages {
  /** `refused`: why a key press or scan there was just refused. */
  counter(id: string, refused?: RefusalCode): void;
  service(id: string, now: Now): void;
  /** What visitors answered today, where the site asks them. */
  ratings(now: Now): void;
  /** What visitors have to know besides numbers. */
  notices(now: Now): void;
  device(device: Device, status: DeviceStatus): void;
  /** `serial`: its serial number, if it reported one. */
  deviceInfo(device: Device, serial: string | undefined): void;
  /** Clears the retained messages of an id that is no longer in the site file. */
  gone(what: 'device' | 'counter' | 'service', id: string): void;
  /** `reasons`: the active faults of the controller itself. */
  online(reasons: readonly ActiveFault[]): void;
  stopped(): void;
  info(version: string): void;
  health(health: ControllerHealth): void;
  /** To be called only with durable records. */
  event(record: Record): void;
}

export function createMessages(of: {
  readonly site: () => Site;
  readonly publisher: Pick<Publisher, 'enqueue'>;
  readonly state: ReadState;
  readonly boot: string;
  readonly clock: Clock;
  /** Adds to what a device has counted in this run what it has in all. */
  readonly memory: Pick<KeptMemory, 'withTotals'>;
  readonly wall: () => number;
  /** The notice for visitors that people have set, while it is in force. */
  readonly message: SetNotice['text'];
  readonly platform: { readonly node: string; readonly os: string };
}): Messages {
  const { site, publisher, state, clock, wall } = of;
  const { id: siteId }: SettledSite = site();
  const startedAt = clock.now();
  const wallOf = createMoments({ clock, wall });
  const put: Publisher['enqueue'] = (message) => publisher.enqueue(message);
  const onWall = (reason: ActiveFault) => ({ ...reason, since: wallOf(reason.since) });

  return {
    counter(id, refused) {
      const view = counterView(state, id);
      if (view === undefined) return;
      const payload = counterState({ ...view, since: view.since ?? wallOf(startedAt) }, refused);
      put(stateMessage(siteId, 'counter/{id}/state', payload, id));
    },
    service(id, now) {
      const view = serviceView(state, id, now);
      if (view !== undefined) put(stateMessage(siteId, 'service/{id}/state', serviceState(view), id));
    },
    ratings(now) {
      for (const message of ratingMessages(site(), state, now)) put(message);
    },
    notices(now) {
      const notices = noticesOf({ state, now, titles: site().services, message: of.message() });
      put(stateMessage(siteId, 'board/state', { notices }));
    },
    device(device, status) {
      const reasons = status.reasons.map(onWall);
      const view = deviceState({ ...status, since: wallOf(status.since), reasons });
      put(stateMessage(siteId, 'device/{id}/state', view, device.id));
      const counts = of.memory.withTotals(device.id, device.kind.kind, countsOf(status.counters));
      const health = { ...counts, ...lastGood(status.counters, clock.now()) };
      put(stateMessage(siteId, 'device/{id}/health', health, device.id));
    },
    deviceInfo(device, serial) {
      put(stateMessage(siteId, 'device/{id}/info', deviceInfo(site(), device, serial), device.id));
    },
    gone(what, id) {
      for (const message of clearing(siteId, what, id)) put(message);
    },
    online(reasons) {
      const online = controllerOnline(of.boot, wallOf(startedAt), reasons.map(onWall));
      put(stateMessage(siteId, 'controller/state', online));
    },
    stopped() {
      put(stateMessage(siteId, 'controller/state', controllerStopped(of.boot, wall())));
    },
    info(version) {
      put(stateMessage(siteId, 'controller/info', controllerInfo(site(), version, of.platform)));
    },
    health(health) {
      put(stateMessage(siteId, 'controller/health', health));
    },
    event(record) {
      put(eventMessage(siteId, record, wall()));
    },
  };
}

/** What visitors answered, where the site asks them. */
function* ratingMessages(site: Site, state: ReadState, now: Now) {
  if (!asksVisitors(site)) return;
  for (const [id, { visits }] of state.services) {
    if (!site.services.has(id)) continue;
    yield stateMessage(site.id, 'rating/{id}/state', ratingStateOf(toldRatings(state, id, now), visits), id);
  }
  const hall = hallRatingStateOf(toldRatings(state, undefined, now), state);
  yield stateMessage(site.id, 'rating/state', hall);
}

/** The addresses of the retained messages of one device, counter or service. */
const addressesOfOne = {
  device: ['device/{id}/state', 'device/{id}/health', 'device/{id}/info'],
  counter: ['counter/{id}/state'],
  service: ['service/{id}/state', 'rating/{id}/state'],
} as const satisfies { readonly [what in Parameters<Messages['gone']>[0]]: readonly StateAddress[] };

const clearing = (site: string, what: keyof typeof addressesOfOne, id: string) =>
  addressesOfOne[what].map((address) => ({
    ...{ topic: topicOf(site, address, id), payload: '', retain: true, qos: 1 as const },
  }));

/** By their names on the wire. */
function countsOf({ opens, reconnects, losses, faults, ioErrors, work }: DeviceCounters): Counts {
  return { opens, reconnects, losses, io_errors: ioErrors, faults, ...work };
}

/** How long ago there was proof that it is there, if ever. */
function lastGood({ lastGoodAt }: DeviceCounters, now: Millis): Counts {
  return lastGoodAt === undefined ? {} : { last_good_s: Math.round(now - lastGoodAt) / 1000 };
}
