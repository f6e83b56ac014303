import { counterOf, type Device, deviceNamed, type Site } from '../../config/site.ts';
import { asFault } from '../../devices/fault.ts';
import type { Done } from '../../devices/kind.ts';
import type { Clips, Clock, Millis } from '../../devices/ports.ts';
import type {
  DisplayCommand,
  PrinterCommand,
  SignalCommand,
  SpeakerCommand,
  TicketContent,
} from '../../devices/roles.ts';
import { pause } from '../async/time-limit.ts';
import type { Answer } from '../mqtt/commands/command-port.ts';
import type { Announcements } from '../perform/announcements.ts';
import type { Signals } from '../perform/signals.ts';
import { chime, wording } from '../voice/wording.ts';

/** All segments of every digit that fits. */
const everySegment = '8888';
const lampTestMs: Millis = 3_000;
const blinkMs: Millis = 400;
const blinks = 4;

/** The part of a SupervisedDevice that is needed here. */
interface Testable {
  perform(command: DisplayCommand | PrinterCommand | SignalCommand | SpeakerCommand): Promise<Done>;
}

/** A device with its supervised device. */
interface Tested {
  readonly device: Device;
  readonly hardware: Testable;
}

/** The commands with which a technician finds a device or checks that it works. */
export interface DeviceTest {
  /** A display blinks, a lamp flashes; then it shows again what it is to show. A speaker says what it is. */
  identify(device: string): Promise<Answer>;
  /** Lights up a display, lets a lamp flash, prints a test ticket that has no number, or has a speaker count. */
  test(device: string): Promise<Answer>;
}

interface Parts {
  readonly site: () => Site;
  readonly clock: Clock;
  readonly wall: () => number;
  readonly device: (id: string) => Testable | undefined;
  /** The current text for the displays of a counter. */
  readonly textAt: (counter: string) => string;
  readonly signals: Pick<Signals, 'stateOf'>;
  /** Has a speaker say it when its zone has come to it. Absent: there is no hall around it, and it says it at once. */
  readonly say?: Announcements['say'];
  readonly clips: Pick<Clips, 'get'>;
}

export function createDeviceTest(of: Parts): DeviceTest {
  const { site } = of;

  /** The device and its supervised device, or undefined. */
  function asked(id: string): Tested | undefined {
    const device = deviceNamed(site(), id);
    const hardware = of.device(id);
    return device && hardware && { device, hardware };
  }

  return {
    async identify(id) {
      const found = asked(id);
      if (found === undefined) return { error: 'unknown-device', about: id };
      if (found.device.role === 'speaker') return speak(of, found, 'identify');
      if (found.device.role === 'signal') return answer(() => flash(of, found).then(() => ({ device: id })));
      if (found.device.role !== 'display') return { error: 'not-testable', about: id };
      const texts = Array.from({ length: blinks }, () => [everySegment, '']).flat();
      return answer(async () => {
        await pass(of, found, texts, blinkMs);
        return { device: id };
      });
    },
    async test(id) {
      const found = asked(id);
      if (found === undefined) return { error: 'unknown-device', about: id };
      switch (found.device.role) {
        case 'display':
          return answer(async () => ({
            device: id,
            done: await pass(of, found, [everySegment], lampTestMs),
          }));
        case 'signal':
          return answer(async () => ({ device: id, done: await flash(of, found) }));
        case 'printer': {
          const content = testSlip(site(), of.wall(), found.device.options.columns);
          return answer(async () => ({
            device: id,
            done: await found.hardware.perform({ type: 'print', content }),
          }));
        }
        case 'speaker':
          return speak(of, found, 'test');
        default:
          return { error: 'not-testable', about: id };
      }
    },
  };
}

/** Shows each text for its time, then the current text of the counter, even if the display was lost meanwhile. */
async function pass(
  { site, clock, textAt }: Parts,
  { device, hardware }: Tested,
  texts: readonly string[],
  ms: Millis,
): Promise<Done> {
  let done: Done = 'sent';
  try {
    for (const text of texts) {
      done = await hardware.perform({ type: 'show', text });
      await pause(clock, ms, 'device test: next step');
    }
  } finally {
    // A reload may have given it to another counter meanwhile.
    const counter = counterOf(deviceNamed(site(), device.id) ?? device);
    const text = counter === undefined ? '' : textAt(counter);
    // If the display is offline, its supervisor shows this text once it is back.
    await hardware.perform({ type: 'show', text }).catch(() => undefined);
  }
  return done;
}

/** A speaker says what it is; as a test it counts, too. Where no words were built yet, its chime is heard. */
async function speak(
  { site, say, clips: built }: Parts,
  { device, hardware }: Tested,
  kind: 'identify' | 'test',
): Promise<Answer> {
  const { id } = device;
  const { voice } = site();
  if (voice === undefined) return { error: 'no-voice', about: id };
  const words = wording(site(), { kind, speaker: id }, (clip) => built.get(clip) !== undefined);
  const clips = words.length === 0 ? [chime] : words;
  const sayAlone = () => hardware.perform({ type: 'say', clips, volume: voice.volume });
  return answer(async () => {
    const done = await (say?.(id, kind) ?? sayAlone());
    return kind === 'test' ? { device: id, done } : { device: id };
  });
}

/** Flashes for a while, then shows what it is to show now, even if it was lost meanwhile. */
async function flash({ clock, signals }: Parts, { device, hardware }: Tested): Promise<Done> {
  try {
    const done = await hardware.perform({ type: 'signal', state: 'flash' });
    await pause(clock, lampTestMs, 'device test: next step');
    return done;
  } finally {
    const state = signals.stateOf(device.id);
    await hardware.perform({ type: 'signal', state }).catch(() => undefined);
  }
}

async function answer(work: () => Promise<object>): Promise<Answer> {
  try {
    return { result: await work() };
  } catch (thrown) {
    return { error: asFault(thrown, 'driver.error') };
  }
}

/**
 * A test ticket with a ruler: as many digits as characters should fit on a line. If `columns` is right, the ruler fills
 * exactly one line.
 */
function testSlip(site: Site, wall: number, columns: unknown): TicketContent {
  const issued = new Intl.DateTimeFormat(site.language === 'id' ? 'id-ID' : 'en-GB', {
    timeZone: site.zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(wall);
  return {
    site: site.title,
    service: site.language === 'id' ? 'Uji cetak: bukan nomor antrean' : 'Print test: not a ticket',
    number: 'TEST',
    class: 'regular',
    issued,
    waitingAhead: 0,
    code: 'TEST',
    copy: false,
    footer: typeof columns === 'number' ? ruler(columns) : site.ticketDesign.footer,
    language: site.language,
    agency: site.ticketDesign.agency,
    codeAs: site.ticketDesign.code,
  };
}

/** `1234567890123...`, `columns` long. */
export const ruler = (columns: number): string =>
  '1234567890'.repeat(Math.ceil(columns / 10)).slice(0, columns);
