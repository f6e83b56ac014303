import type { Duplex } from 'node:stream';
import { Fault } from '../../../devices/fault.ts';
import type { Clock } from '../../../devices/ports.ts';
import type { Outgoing } from '../broker-connection.ts';
import type { ClientTls } from '../dial.ts';
import { keepAliveSeconds, type Link, type LinkEvents, openLink } from '../external-link.ts';
import type { Protocol } from '../mqtt-protocol.ts';
import { linkOver } from './over-wire.ts';
import { openWatchdog } from './uplink-watchdog.ts';
import { type KnownTime, openWire } from './uplink-wire.ts';

/** Two keepalives without a packet: the connection is dead, whatever the state of the socket. */
const silenceMs = 2 * keepAliveSeconds * 1_000;

/** The address of the central office, and the settings of its connection. */
export interface OfficeAddress {
  readonly site: string;
  /** `mqtt://HOST[:PORT]` or `mqtts://HOST[:PORT]`. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: ClientTls;
  /** `controller/state` offline, with the boot id. */
  readonly will: Outgoing;
  readonly clock: Clock;
  readonly time: KnownTime;
  /** Opens a link; without it, one is opened over the network to `url` with `protocol`. */
  readonly connect?: (told: LinkEvents) => Link;
}

/** One connection to the central office, given up when it is silent. `report` is called with faults of the clock. */
export function openOfficeLink(
  office: OfficeAddress,
  protocol: Pick<Protocol, 'next'>,
  report: (fault: Fault) => void,
  told: LinkEvents,
): Link {
  const watchdog = openWatchdog(office.clock, silenceMs, () =>
    link.abandon(new Fault('broker.down', 'the central office has been silent for two keepalives')),
  );
  const guarded: LinkEvents = {
    ...told,
    heard: watchdog.fed,
    lost(why, where) {
      watchdog.stop();
      told.lost(why, where);
    },
  };
  const link =
    office.connect === undefined ? overNetwork(office, protocol, report, guarded) : office.connect(guarded);
  return link;
}

function overNetwork(
  office: OfficeAddress,
  protocol: Pick<Protocol, 'next'>,
  report: (fault: Fault) => void,
  told: LinkEvents,
): Link {
  const wire = openWire({ ...office, tls: office.tls ?? {}, report });
  const clientId = `loket-${office.site}`;
  const open = (stream: Duplex, on: LinkEvents): Link =>
    openLink(
      {
        ...{ ...office, stream, clientId, protocol: protocol.next() },
        ...{ ackTimeoutMs: silenceMs, party: 'uplink' },
      },
      on,
    );
  return linkOver(wire, open, told);
}
