import type { Firmata } from 'firmata-io';
import { Fault } from '../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';

/**
 * Setting up a display keeps the line busy for about a quarter of a second, and several displays may share one board.
 */
const answerMs: Millis = 3_000;

/**
 * A board reports its version for two reasons, which this distinguishes: it was asked, or it has restarted and lost the
 * setup of all its pins, which it shows in no other way. Returns `probe`, which requests the version. At most two
 * probes are in flight: the one under way, and one for all callers that came after it was sent.
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
  // The firmware's name is never requested after the greeting.
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
      // Meanwhile another probe may have been sent, after all callers waiting here had come.
      return asked ?? ask();
    });
    return next;
  };
}
