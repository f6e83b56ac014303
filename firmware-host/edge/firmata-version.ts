import type { Firmata } from 'firmata-io';
import { Fault } from '../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';

/** A display that is being set up keeps the line busy for about a quarter of a second; several share one board. */
const answerMs: Millis = 3_000;

/**
 * Tells the two reasons apart why a board reports its version: it was asked, or it has restarted and forgotten all
 * its pins, which it tells in no other way. Returns `probe`, which asks. Two probes at a time are enough: one that
 * is under way, and one for all who came after it was sent.
 */
export function watchVersion(
  io: Firmata,
  clock: Clock,
  onOver: (listener: (why: Error) => void) => Cancel,
  restarted: (why: Error) => void,
): () => Promise<void> {
  let answered: (() => void) | undefined;
  const restart = () => restarted(new Fault('link.io_error', 'the board restarted'));
  io.on('reportversion', () => {
    if (answered === undefined) restart();
    else answered();
  });
  // The firmware's name is never asked for after the greeting.
  io.on('queryfirmware', restart);

  let asked: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const ask = () => {
    asked = new Promise<void>((resolve, reject) => {
      const silent = () => settle(() => reject(new Fault('link.timeout', 'the board does not answer')));
      const cancels = [clock.after(answerMs, silent, 'board: version answer')];
      const settle = (finish: () => void) => {
        answered = undefined;
        asked = undefined;
        for (const cancel of cancels) cancel();
        finish();
      };
      answered = () => settle(resolve);
      cancels.push(onOver((why) => settle(() => reject(why))));
      io.reportVersion(() => {});
    });
    return asked;
  };
  return () => {
    if (asked === undefined) return ask();
    const answeredOrNot = asked.catch(() => undefined);
    next ??= answeredOrNot.then(() => {
      next = undefined;
      // Another probe may have been sent in the meantime: after all who wait here had come.
      return asked ?? ask();
    });
    return next;
  };
}
