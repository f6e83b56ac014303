import type { Duplex } from 'node:stream';
import type { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import { type KeptOpen, keepOpening } from '../keep-opening.ts';
import { listenerLimits } from '../listeners/listener-limits.ts';
import { createReception } from '../listeners/reception.ts';
import { createSlicer } from '../listeners/slices.ts';
import type { BrokerConnection } from './broker-connection.ts';
import type { AccessRefusal } from './embedded/access.ts';
import { createAedes } from './embedded/aedes-rules.ts';
import { createClients, type Offender } from './embedded/clients.ts';
import { sendFreshRetained } from './embedded/fresh-retained.ts';
import { openInProcessConnection } from './embedded/in-process-connection.ts';
import type { Listener, ListenerFrame, ListenerRefusal } from './embedded/listener.ts';
import { openTcpListener, openWebSocketListener, type ServerTls } from './embedded/open-listeners.ts';
import { type BrokerUser, createUsers, type Users } from './embedded/users.ts';

export type BrokerRefusal = AccessRefusal | ListenerRefusal;

export interface BrokerStatus {
  readonly clients: number;
  /** How often something was refused, by reason. */
  readonly refused: Readonly<Partial<Record<BrokerRefusal, number>>>;
}

/** The broker inside the process. The rest of the host sees only broker connections. */
export interface EmbeddedBroker {
  /** The ports that it listens on, or will listen on once they can be opened. */
  readonly port: number;
  readonly webSocketPort: number | undefined;
  /** For each port that is not open, the reason. */
  listenerFaults(): readonly Fault[];
  connection(): BrokerConnection;
  /** Checks the passwords of its users, one login after the other; without users everybody may do everything. */
  readonly passwords: Users;
  status(): BrokerStatus;
  close(): Promise<void>;
}

export interface BrokerOptions {
  readonly site: string;
  /**
   * The address to listen on. Unless it is a loopback address, other machines reach the broker, and `users` is
   * required.
   */
  readonly host: string;
  readonly port: number;
  readonly webSocketPort?: number | undefined;
  /** If given, both listeners accept TLS only. */
  readonly tls?: ServerTls | undefined;
  /** Without users, every client may do everything. */
  readonly users?: readonly BrokerUser[];
  /** The topics below which Home Assistant finds the hall. */
  readonly discovery?: readonly string[];
  readonly clock: Clock;
  readonly report: (fault: Fault) => void;
  /** Called when a port that could not be opened at first is open. */
  readonly opened?: ((port: number) => void) | undefined;
  /** Called each time that a client was refused something. */
  readonly refused?: (refusal: BrokerRefusal, offender: Offender) => void;
}

/**
 * Listens at `port` (0: any free one). A port that cannot be opened is tried again until it can; the host's own
 * connections do not need it. The broker speaks MQTT 3.1.1. Retained messages are kept in memory only and sessions are
 * not persistent: the host publishes everything again at start.
 */
export async function openEmbeddedBroker(options: BrokerOptions): Promise<EmbeddedBroker> {
  const { site, host, port, webSocketPort, tls, users = [], discovery, clock, report } = options;
  const refused: Partial<Record<BrokerRefusal, number>> = {};
  let refusals = 0;
  const refuse = (refusal: BrokerRefusal, offender: Offender): void => {
    refusals++;
    refused[refusal] = (refused[refusal] ?? 0) + 1;
    options.refused?.(refusal, offender);
  };

  const clients = createClients(clock);
  const passwords = createUsers(users);
  const aedes = await createAedes({ site, users: passwords, clients, clock, discovery, refuse, report });
  const latest = new Map<string, Buffer>();
  sendFreshRetained(aedes, latest);
  aedes.on('connackSent', (_packet, client) => {
    const facts = clients.of(client.conn as Duplex);
    if (facts !== undefined) facts.accepted = facts.role !== undefined;
  });

  const frame: ListenerFrame = {
    ...{ host, clock, refuse, report },
    slicer: createSlicer(),
    receive: createReception({
      ...{ clock, ...listenerLimits.mqtt },
      refuse: (refusal, address) => refuse(refusal, { address }),
    }),
    welcome(stream, guest) {
      const facts = clients.enter(stream, guest);
      aedes.handle(stream);
      return facts;
    },
  };
  const listeners: KeptOpen<Listener>[] = [];
  const keep = async (at: number, open: () => Promise<Listener>): Promise<void> => {
    const told = (fault: Fault | undefined) => (fault === undefined ? options.opened?.(at) : report(fault));
    listeners.push(await keepOpening({ open, clock, told, code: 'broker.port_failed' }));
  };
  async function close(): Promise<void> {
    await Promise.all(listeners.map((listener) => listener.close()));
    await new Promise<void>((resolve) => aedes.close(resolve));
  }
  await keep(port, () => openTcpListener(frame, port, tls));
  if (webSocketPort !== undefined)
    await keep(webSocketPort, () => openWebSocketListener(frame, webSocketPort, tls, users.length > 0));
  return {
    get port() {
      return listeners[0]?.listener?.port ?? port;
    },
    get webSocketPort() {
      return listeners[1]?.listener?.port ?? webSocketPort;
    },
    passwords,
    listenerFaults: () => listeners.flatMap(({ fault }) => fault ?? []),
    connection: () => openInProcessConnection(aedes, latest, () => refusals),
    status: () => ({ clients: aedes.connectedClients, refused: { ...refused } }),
    close,
  };
}
