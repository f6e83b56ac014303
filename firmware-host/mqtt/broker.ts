import type { Client } from 'aedes';
import type { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';
import type { AccessRefusal } from './embedded/access.ts';
import { createAedes } from './embedded/aedes-rules.ts';
import { type DoorRefusal, openDoor } from './embedded/door.ts';
import { sendFreshRetained } from './embedded/fresh-retained.ts';
import { inProcessSession } from './embedded/in-process-session.ts';
import type { Session } from './session.ts';

export type Refusal = AccessRefusal | DoorRefusal;

export interface BrokerStatus {
  readonly clients: number;
  /** How often something was refused, by reason. */
  readonly refused: Readonly<Partial<Record<Refusal, number>>>;
}

/** The broker inside the process, reached from this machine only. The rest of the host sees sessions. */
export interface EmbeddedBroker {
  /** The port it listens on. */
  readonly port: number;
  session(): Session;
  status(): BrokerStatus;
  close(): Promise<void>;
}

/**
 * Listens on loopback at `port` (0: any free one). Rejects with `broker.port_busy` when another program has it. It
 * speaks MQTT 3.1.1. Retained messages live in memory and sessions are not kept: everything is said again at start.
 */
export async function openEmbeddedBroker(options: {
  readonly site: string;
  readonly host: '127.0.0.1' | '::1';
  readonly port: number;
  readonly clock: Clock;
  readonly report: (fault: Fault) => void;
}): Promise<EmbeddedBroker> {
  const { site, host, port, clock, report } = options;
  const refused: Partial<Record<Refusal, number>> = {};
  const refuse = (refusal: Refusal): void => {
    refused[refusal] = (refused[refusal] ?? 0) + 1;
  };

  const aedes = await createAedes({ site, refuse, report });
  const latest = new Map<string, Buffer>();
  sendFreshRetained(aedes, latest);
  const closeAedes = () => new Promise<void>((resolve) => aedes.close(resolve));
  const accepted = new WeakSet<Client>();
  aedes.on('connackSent', (_packet, client) => accepted.add(client));

  try {
    const door = await openDoor({
      host,
      port,
      clock,
      refuse,
      report,
      welcome(socket) {
        const client = aedes.handle(socket);
        return () => accepted.has(client);
      },
    });
    return {
      port: door.port,
      session: () => inProcessSession(aedes, latest),
      status: () => ({ clients: aedes.connectedClients, refused: { ...refused } }),
      async close() {
        await door.close();
        await closeAedes();
      },
    };
  } catch (thrown) {
    await closeAedes();
    throw thrown;
  }
}
