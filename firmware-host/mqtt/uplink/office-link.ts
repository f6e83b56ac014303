import type { Duplex } from 'node:stream';
import { Fault } from '../../../devices/fault.ts';
import type { Clock } from '../../../devices/ports.ts';
import type { ClientTls } from '../dial.ts';
import { keepAliveSeconds, type Link, type LinkEvents, openLink } from '../external-link.ts';
import type { LastWill } from '../last-will.ts';
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
  readonly will: LastWill;
  readonly clock: Clock;
  readonly time: KnownTime;
  /** How connection number `connection` is begun; without it, over the network to `url`. It speaks `protocol`. */
  readonly connect?: (told: LinkEvents, connection: number) => Link;
}

/**
 * Connection number `connection` to the central office, given up when it is silent. `report` is told what is wrong with
 * the clock.
 */
export function openOfficeLink(
  office: OfficeAddress,
  connection: number,
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
    office.connect === undefined
      ? overNetwork(office, connection, protocol, report, guarded)
      : office.connect(guarded, connection);
  return link;
}

function overNetwork(
  office: OfficeAddress,
  connection: number,
  protocol: Pick<Protocol, 'next'>,
  report: (fault: Fault) => void,
  told: LinkEvents,
): Link {
  const wire = openWire({ ...office, tls: office.tls ?? {}, report });
  const clientId = `loket-${office.site}`;
  const open = (stream: Duplex, on: LinkEvents): Link =>
    openLink(
      {
        ...{ ...office, stream, clientId, protocol: protocol.next(), will: office.will(connection) },
        ...{ ackTimeoutMs: silenceMs, party: 'uplink' },
      },
      on,
    );
  return linkOver(wire, open, told);
}
