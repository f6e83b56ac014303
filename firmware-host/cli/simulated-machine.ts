import type { SettledSite } from '../../config/running-site.ts';
import { type BrokerCable, createBrokerCable } from '../../simulators/broker-cable.ts';
import { type Controls, createControls, createWallClock, type WallClock } from '../../simulators/controls.ts';
import { PacedClock } from '../../simulators/paced-clock.ts';
import type { SimulatedHall } from '../../simulators/simulated-hall.ts';
import { type SlowDisk, slowDisk } from '../../simulators/slow-disk.ts';
import { systemClock, systemWall } from '../edge/system-clock.ts';
import type { Record } from '../journal/journal-port.ts';
import { lastWill } from '../mqtt/last-will.ts';
import type { Between } from '../process/start.ts';

/**
 * The machine of a simulated hall besides its hardware: time, a disk and a broker connection, which can be made to
 * fail.
 */
export interface SimulatedMachine {
  readonly clock: PacedClock;
  readonly wall: WallClock;
  readonly between: Omit<Between, 'clips'>;
  /** The records of the business day until this start, once the hall has been started. */
  recovered(): readonly Record[];
  /** To be called once the hall has been started. */
  controls(hall: SimulatedHall, changed: () => void): Controls;
}

export function simulatedMachine(site: SettledSite): SimulatedMachine {
  const clock = new PacedClock(systemClock, setImmediate);
  const wall = createWallClock(clock, systemWall);
  let cable: BrokerCable | undefined;
  let disk: SlowDisk | undefined;
  let dayUntilNow: readonly Record[] = [];

  /**
   * Disks and sockets take real time. A hall whose time runs fast does not notice, because its clock is stopped
   * meanwhile.
   */
  async function unnoticed<T>(work: Promise<T>): Promise<T> {
    const go = clock.hold();
    try {
      return await work;
    } finally {
      go();
    }
  }

  return {
    clock,
    wall,
    between: {
      machine: systemClock,
      connection(connection, boot) {
        cable = createBrokerCable({ connection, will: lastWill(site.id, boot, wall.now), clock });
        const { connection: line } = cable;
        return {
          get connected() {
            return line.connected;
          },
          get number() {
            return line.number;
          },
          get clients() {
            return connection.clients;
          },
          get refusals() {
            return connection.refusals;
          },
          publish: (topic, payload, delivery) => unnoticed(line.publish(topic, payload, delivery)),
          subscribe: line.subscribe,
          unsubscribe: line.unsubscribe,
          onConnected: line.onConnected,
          ...(line.onLost && { onLost: line.onLost }),
          close: line.close,
        };
      },
      journal(journal, recovered) {
        dayUntilNow = recovered;
        // A day played earlier may be ahead of the machine's time. The hall continues from there.
        const behindMs = (recovered.at(-1)?.wall ?? 0) - wall.now();
        if (behindMs > 0) wall.move(behindMs);
        disk = slowDisk(clock, { ...journal, append: (records) => unnoticed(journal.append(records)) });
        return disk;
      },
    },
    recovered: () => dayUntilNow,
    controls(hall, changed) {
      if (cable === undefined || disk === undefined) throw new Error('the hall has not been started');
      return createControls({ clock, wall, hall, cable, disk, changed });
    },
  };
}
