import type { Site } from '../../config/site.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock } from '../../devices/ports.ts';
import { createLogThrottle } from '../async/log-throttle.ts';
import type { Log } from '../log.ts';
import { type Refused, refusals } from '../queue/refusals.ts';
import type { Announcements } from './announcements.ts';
import type { CounterDisplays } from './counter-displays.ts';
import type { MachineDisplays } from './machine-displays.ts';
import type { Messages } from './messages.ts';
import type { Signals } from './signals.ts';

/** The same refusal is logged at most this often: repeated attempts must not fill the log. */
const refusalsEveryMs = 1_000;

/**
 * Shows a refusal where a person pressed or scanned. At a counter, its displays and its state show it for a moment; at
 * a ticket machine, the lamps without a counter and its own displays show it, the speakers of its zone say it, and the
 * state of the scanner shows it until the next scan. A client that sent a command gets a reply instead. What a visitor
 * presses at a rating pad is not the officer's business: it is shown nowhere.
 */
export function createRefusing(of: {
  readonly site: () => Pick<Site, 'language'>;
  readonly clock: Clock;
  readonly show: CounterDisplays;
  readonly signals: Pick<Signals, 'refused'>;
  readonly machines: Pick<MachineDisplays, 'refused'>;
  readonly announcements: Pick<Announcements, 'refused'>;
  readonly say: Messages;
  readonly device: (id: string) => { warn(code: FaultCode, text: string): void } | undefined;
  readonly log: Pick<Log, 'info' | 'debug'>;
}): (refused: Refused) => void {
  const seldom = createLogThrottle(of.clock, refusalsEveryMs);
  function show({ code, cause, counter, device }: Refused): void {
    if (cause !== 'key' && cause !== 'scan') return;
    const words = refusals[code];
    if (counter !== undefined) {
      of.show.notice(counter, words.glyphs, () => of.say.counter(counter));
      of.say.counter(counter, code);
      return;
    }
    of.signals.refused();
    if (device !== undefined) {
      of.machines.refused(device, code);
      of.announcements.refused(device, code);
    }
    if (cause === 'scan' && device !== undefined)
      of.device(device)?.warn('scan.rejected', words[of.site().language]);
  }
  return (refused) => {
    const { asked, code, device } = refused;
    const atPad = asked === 'rate' || asked === 'complain';
    if (!atPad) show(refused);
    seldom(`${device} ${asked} ${code}`, (more) => {
      const said = { device, command: asked, code, more };
      if (atPad) of.log.debug?.(said, refusals[code].en);
      else of.log.info(said, refusals[code].en);
    });
  };
}
