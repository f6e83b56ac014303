import type { Millis } from '../../devices/ports.ts';
import { openBrokerConnection } from '../../firmware-host/mqtt/external-connection.ts';
import type { Link, LinkEvents } from '../../firmware-host/mqtt/external-link.ts';
import { lastWill } from '../../firmware-host/mqtt/last-will.ts';
import { stateMessage, stateRank } from '../../firmware-host/mqtt/messages/outgoing.ts';
import { openPublisher } from '../../firmware-host/mqtt/publisher.ts';
import { guardAgainstStaleWill } from '../../firmware-host/mqtt/stale-will.ts';
import { controllerOnline } from '../../firmware-host/mqtt/states.ts';
import type { Party } from '../../firmware-host/mqtt/tls-fault.ts';
import type { WorldBroker } from './broker.ts';
import { ProcessClock, type WorldClock } from './clock.ts';

/** How a version that knew nothing of rivals came back: so soon, for ever. */
const fightMs = { least: 750, most: 1_500 } as const;

/** By which the broker tells it from the hall, whose id it has. */
export const cloneName = 'clone';

/**
 * A second controller with the id of the hall's site, as when its card was copied. It takes the hall's place and says
 * its own state; nobody presses keys there, and it sends no events: whose are followed where both send some, a person
 * has to decide (test/links/two-controllers.test.ts). `old`: it fights for the place, as version 0.1.0 did.
 */
export function startClone(of: {
  readonly site: string;
  readonly boot: string;
  readonly broker: WorldBroker;
  readonly party: Party;
  readonly old: boolean;
  readonly clock: WorldClock;
  readonly wall: number;
  readonly random: () => number;
}): { kill(): void } {
  const { site, boot, broker, random } = of;
  const clock = new ProcessClock(of.clock);
  const online = stateMessage(site, 'controller/state', controllerOnline(boot, of.wall));
  const will = lastWill(site, boot, () => of.wall);
  const open = (told: LinkEvents, connection: number): Link =>
    broker.connect(
      {
        ...{ id: `loket-${site}`, name: cloneName, clock },
        will: will(connection),
        ...(of.party === 'uplink' ? { party: of.party } : {}),
      },
      told,
    );

  let attempts = 0;
  function fight(): void {
    attempts++;
    const link: Link = open(
      {
        up: () => void link.publish(online.topic, online.payload, online).catch(() => undefined),
        lost: () => void clock.after(waitMs(), fight),
        message: () => undefined,
      },
      attempts,
    );
  }

  const waitMs = (): Millis => fightMs.least + (fightMs.most - fightMs.least) * random();

  if (of.old) fight();
  else {
    const connection = openBrokerConnection({
      open,
      clock,
      random,
      report: () => undefined,
      party: of.party,
    });
    const publisher = openPublisher({ connection, clock, rank: stateRank });
    guardAgainstStaleWill(connection, publisher, online.topic);
    publisher.enqueue(online);
  }
  return {
    kill() {
      clock.kill();
      broker.died(cloneName, true);
    },
  };
}
