import { onTestFinished } from 'vitest';
import type { Site } from '../../config/site.ts';
import { openBoards } from '../../firmware-host/edge/boards.ts';
import type { Host } from '../../firmware-host/host.ts';
import { memoryJournal } from '../../firmware-host/journal/memory.ts';
import { startHost } from '../../firmware-host/main.ts';
import type { Session } from '../../firmware-host/mqtt/session.ts';
import type { Uplink } from '../../firmware-host/mqtt/uplink/uplink.ts';
import { type SimulatedHall, simulatedHall } from '../../simulators/hall.ts';
import { seededRandom } from '../../simulators/random.ts';
import { realClock } from '../real-clock.ts';

/** A whole hall on real time, for real brokers: the host and its drivers on simulated hardware. */
export async function realHall(of: {
  readonly site: Site;
  readonly session: Session;
  readonly boot: string;
  readonly uplink?: Uplink;
}): Promise<{ readonly host: Host; readonly hall: SimulatedHall; stop(): Promise<void> }> {
  const hall = await simulatedHall({
    site: of.site,
    clock: realClock,
    seed: 7,
    openBoards,
    printed: () => undefined,
  });
  const log = { level: 'info', info: () => {}, warn: () => {}, error: () => {} };
  const host = startHost({
    ...of,
    ports: hall.ports,
    wall: Date.now,
    trusted: () => true,
    random: seededRandom(3),
    soon: setImmediate,
    journal: memoryJournal(),
    recovered: [],
    clean: true,
    version: 'test',
    platform: { node: 'test', os: 'test' },
    dataFolder: '.',
    log,
  });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= host.stop();
    return stopping;
  };
  onTestFinished(stop);
  return { host, hall, stop };
}
