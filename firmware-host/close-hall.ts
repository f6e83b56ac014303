import type { Cancel } from '../devices/ports.ts';
import { atMost } from './async/time-limit.ts';
import { type BuiltHall, sayDevices } from './open-hall.ts';

/** A number that was given at a stop has so long to be durable and come out. */
const printedMs = 3_000;
const darkMs = 1_000;
const drainMs = 1_000;
/** What is said last does not wait for a disk that hangs, and the end of the process only so long. */
const closeMs = 10_000;

/**
 * Closes the hall, in this order: paper that is on its way, devices, the last record, the last messages, and what the
 * hall was put together from. Nothing is closed anywhere else.
 */
export async function closeHall(of: BuiltHall & { readonly stopBeats: Cancel }): Promise<void> {
  const { clock } = of.ports;
  /** What was posted before is decided by then. */
  const nextTurn = () => new Promise<void>((turn) => of.soon(turn));
  of.own.stopping();
  of.stopBeats();
  await nextTurn();
  await Promise.all([
    of.show.dark(darkMs),
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
