import bindTransport, { type Firmata } from 'firmata-io';
import { Fault } from '../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { WireTransport } from './firmata-transport.ts';

/** An Uno restarts when its port is opened; boot loader and version blinking take it up to four seconds. */
const greetingMs: Millis = 10_000;
/** A board that did not restart sends nothing by itself, and one that is starting may miss a request. */
const askAgainMs: Millis = 2_000;

/** Requests the board's identity until firmata-io knows its version, firmware and pins. */
export function greet(
  transport: WireTransport,
  clock: Clock,
  onOver: (listener: (why: Error) => void) => Cancel,
): Promise<Firmata> {
  const io = new bindTransport.Firmata(transport);
  // firmata-io would ask once, after five seconds by a clock that tests cannot control.
  clearTimeout(io.reportVersionTimeoutId);
  io.on('error', () => {
    // Only the transport's errors are emitted here, and this transport reports them through `onOver` instead.
  });

  return new Promise((resolve, reject) => {
    const cancels: Cancel[] = [];
    const settle = (finish: () => void) => {
      for (const cancel of cancels) cancel();
      finish();
    };

    let asking: Cancel | undefined;
    const ask = () => {
      io.reportVersion(() => {});
      io.queryFirmware(() => {});
      asking = clock.after(askAgainMs, ask, 'board: ask again');
    };
    cancels.push(() => asking?.());
    // From here on firmata-io requests the rest. Another version request could be answered after the greeting and then
    // look like a restart of the board.
    io.once('reportversion', () => io.once('queryfirmware', () => asking?.()));

    io.once('ready', () => settle(() => resolve(io)));
    cancels.push(
      clock.after(greetingMs, () => settle(() => reject(noAnswer(transport.heard()))), 'board: greeting'),
      onOver((why) => settle(() => reject(why))),
    );
    ask();
  });
}

function noAnswer(heard: boolean): Fault {
  const hint = 'Upload StandardFirmata to the board, and see that baud_rate is that of the sketch (57600).';
  return heard
    ? new Fault('link.wrong_device', 'the device that answers does not speak Firmata', { hint })
    : new Fault('link.timeout', 'no board answered', { hint });
}
