import type { Device, Site } from '../../config/site.ts';
import { i2cAddress } from '../../devices/i2c-address.ts';
import type { Claim } from '../../devices/kind.ts';
import type { Clock } from '../../devices/ports.ts';
import type { Record } from '../journal/port.ts';
import type { Lane } from '../mqtt/lane.ts';
import type { ControllerHealth } from '../mqtt/messages/controller.ts';
import { eventMessage, stateMessage } from '../mqtt/messages/outgoing.ts';
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
import { counterView, serviceView } from '../queue/views.ts';
import type { Reason } from '../supervise/reasons.ts';
import type { DeviceStatus } from '../supervise/status.ts';
import { moments } from './moments.ts';

/** What the hall says over MQTT. Every method returns at once: the lane does the sending. */
export interface Messages {
  /** `refused`: why a press or scan there was refused just now. */
  counter(id: string, refused?: RefusalCode): void;
  service(id: string, now: Now): void;
  device(device: Device, status: DeviceStatus): void;
  /** `serial`: its serial number, where it told one. */
  deviceInfo(device: Device, serial: string | undefined): void;
  /** It is no longer in the site file: takes back what was said of it. */
  gone(what: 'device' | 'counter' | 'service', id: string): void;
  /** With what is wrong with the controller itself. */
  online(reasons: readonly Reason[]): void;
  stopped(): void;
  info(version: string): void;
  health(health: ControllerHealth): void;
  /** Only for records that are durable. */
  event(record: Record): void;
}

export function messages(of: {
  readonly site: Site;
  readonly lane: Pick<Lane, 'enqueue'>;
  readonly state: ReadState;
  readonly boot: string;
  readonly clock: Clock;
  readonly wall: () => number;
  readonly platform: { readonly node: string; readonly os: string };
}): Messages {
  const { site, lane, state, clock, wall } = of;
  const startedAt = clock.now();
  const wallOf = moments({ clock, wall });
  const onWall = (reason: Reason) => ({ ...reason, since: wallOf(reason.since) });

  return {
    counter(id, refused) {
      const view = counterView(state, id);
      if (view === undefined) return;
      const since = view.since ?? wallOf(startedAt);
      const payload = counterState({ ...view, since }, refused);
      lane.enqueue(stateMessage(site.id, 'counter/{id}/state', payload, id));
    },
    service(id, now) {
      const view = serviceView(state, id, now);
      if (view === undefined) return;
      lane.enqueue(stateMessage(site.id, 'service/{id}/state', serviceState(view), id));
    },
    device(device, status) {
      const reasons = status.reasons.map(onWall);
      const view = deviceState({ ...status, since: wallOf(status.since), reasons });
      lane.enqueue(stateMessage(site.id, 'device/{id}/state', view, device.id));
      const { opens, reconnects, losses, faults, ioErrors, lastGoodAt, work } = status.counters;
      const health = { opens, reconnects, losses, io_errors: ioErrors, faults, ...work };
      const seen =
        lastGoodAt === undefined ? {} : { last_good_s: Math.round(clock.now() - lastGoodAt) / 1000 };
      lane.enqueue(stateMessage(site.id, 'device/{id}/health', { ...health, ...seen }, device.id));
    },
    deviceInfo(device, serial) {
      const { kind, role, title } = device.kind;
      const info = {
        kind,
        role,
        title: title[site.language],
        place: placeOf(device),
        counter: device.counter ?? null,
        serial: serial ?? null,
      };
      lane.enqueue(stateMessage(site.id, 'device/{id}/info', info, device.id));
    },
    gone(what, id) {
      const parts = what === 'device' ? ['state', 'health', 'info'] : ['state'];
      for (const part of parts)
        lane.enqueue({
          topic: topicOf(site.id, `${what}/{id}/${part}`, id),
          payload: '',
          retain: true,
          qos: 1,
        });
    },
    online(reasons) {
      const state = controllerOnline(of.boot, wallOf(startedAt), reasons.map(onWall));
      lane.enqueue(stateMessage(site.id, 'controller/state', state));
    },
    stopped() {
      lane.enqueue(stateMessage(site.id, 'controller/state', controllerStopped(of.boot, wall())));
    },
    info(version) {
      const info = {
        version,
        title: site.title,
        zone: site.zone,
        language: site.language,
        site_hash: site.hash,
        ...of.platform,
        services: [...site.services.values()].map(({ id, title }) => ({ id, title })),
        counters: [...site.counters.values()].map(({ id, title, rules }) => ({
          id,
          title,
          number: rules.number,
        })),
        devices: site.devices.map(({ id }) => id),
        kinds: [...new Set(site.devices.map(({ kind }) => kind.kind))],
      };
      lane.enqueue(stateMessage(site.id, 'controller/info', info));
    },
    health(health) {
      lane.enqueue(stateMessage(site.id, 'controller/health', health));
    },
    event(record) {
      lane.enqueue(eventMessage(site.id, record, wall()));
    },
  };
}

/** Where a device is plugged in, from what it claims. */
function placeOf(device: Device): string {
  return device.kind.claims(device.options).map(placeOfClaim).join(', ');
}

function placeOfClaim(claim: Claim): string {
  switch (claim.on) {
    case 'gpio':
      return `gpio ${claim.line}`;
    case 'board':
      return `${claim.board} ${claim.pin}`;
    case 'board-i2c':
      return `${claim.board} ${i2cAddress(claim.address)}`;
    case 'hid':
      return claim.path ?? `usb ${hex(claim.vendorId)}:${hex(claim.productId)}`;
    case 'wire':
      return claim.share === undefined ? claim.address : `${claim.address} ${claim.share}`;
  }
}

const hex = (id: number) => id.toString(16).padStart(4, '0');
