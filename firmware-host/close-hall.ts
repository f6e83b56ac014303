import type { Cancel } from '../devices/ports.ts';
import { atMost } from './async/time-limit.ts';
import { type BuiltHall, sayDevices } from './open-hall.ts';

/** How long a number given just before the stop may take to become durable and be printed. */
const printedMs = 3_000;
const darkMs = 1_000;
const drainMs = 1_000;
/**
 * Time limit of the closing steps: the last messages do not wait for a disk that hangs, and the end of the process does
 * not wait longer than this.
 */
const closeMs = 10_000;

/**
 * Closes the hall, in this order: announcements, pending paper, devices, the last record, the last messages, and the
 * parts that the hall was made of. Nothing is closed anywhere else.
 */
export async function closeHall(of: BuiltHall & { readonly stopBeats: Cancel }): Promise<void> {
  const { clock } = of.ports;
  /** Resolves when inputs posted before were decided. */
  const nextTurn = () => new Promise<void>((turn) => of.soon(turn));
  of.own.stopping();
  of.stopBeats();
  of.announcements.stop();
  await nextTurn();
  of.signals.stop();
  await Promise.all([
    of.show.dark(darkMs),
    of.machines.dark(darkMs),
    atMost(clock, printedMs, of.office.rest(), 'stop: displays and printers'),
  ]);
  sayDevices(of);
  await of.devices.all.stop();
  // What stopped printers have given back is to stand before the end.
  await nextTurn();
  await atMost(clock, drainMs, of.loop.close({ type: 'host.stopped' }), 'stop: last record');
  of.say.stopped();
  await of.publisher.drained(drainMs);
  of.publisher.close();
  await atMost(clock, drainMs, of.memory.flush(), 'stop: counts of devices');
  await of.uplink?.close();
  await of.connection.close();
  await atMost(clock, closeMs, of.journal.close(), 'stop: journal');
}
