import { counterOf, type Device, deviceNamed, type Site } from '../../config/site.ts';
import { asFault } from '../../devices/fault.ts';
import type { Done } from '../../devices/kind.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import type { DisplayCommand, PrinterCommand, TicketContent } from '../../devices/roles.ts';
import { pause } from '../async/time-limit.ts';
import type { Answer } from '../mqtt/commands/command-port.ts';

/** All segments of every digit that fits. */
const everySegment = '8888';
const lampTestMs: Millis = 3_000;
const blinkMs: Millis = 400;
const blinks = 4;

/** The part of a SupervisedDevice that is needed here. */
interface Testable {
  perform(command: DisplayCommand | PrinterCommand): Promise<Done>;
}

/** The commands with which a technician finds a device or checks that it works. */
export interface DeviceTest {
  /** A display blinks; then it shows the text of its counter's state again. */
  identify(device: string): Promise<Answer>;
  /** Lights up a display, or prints a test ticket that has no number. */
  test(device: string): Promise<Answer>;
}

export function createDeviceTest(of: {
  readonly site: () => Site;
  readonly clock: Clock;
  readonly wall: () => number;
  readonly device: (id: string) => Testable | undefined;
  /** The current text for the displays of a counter. */
  readonly textAt: (counter: string) => string;
}): DeviceTest {
  const { site, clock } = of;

  /** The device and its supervised device, or undefined. */
  function asked(id: string): { readonly device: Device; readonly hardware: Testable } | undefined {
    const device = deviceNamed(site(), id);
    const hardware = of.device(id);
    return device && hardware && { device, hardware };
  }

  /** Shows each text for its time, then the current text of the counter, even if the display was lost meanwhile. */
  async function pass(
    { device, hardware }: { readonly device: Device; readonly hardware: Testable },
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
      const text = counter === undefined ? '' : of.textAt(counter);
      // If the display is offline, its supervisor shows this text once it is back.
      await hardware.perform({ type: 'show', text }).catch(() => undefined);
    }
    return done;
  }

  return {
    async identify(id) {
      const found = asked(id);
      if (found === undefined) return { error: 'unknown-device', about: id };
      if (found.device.role !== 'display') return { error: 'not-testable', about: id };
      const texts = Array.from({ length: blinks }, () => [everySegment, '']).flat();
      return answer(async () => {
        await pass(found, texts, blinkMs);
        return { device: id };
      });
    },
    async test(id) {
      const found = asked(id);
      if (found === undefined) return { error: 'unknown-device', about: id };
      switch (found.device.role) {
        case 'display':
          return answer(async () => ({ device: id, done: await pass(found, [everySegment], lampTestMs) }));
        case 'printer': {
          const content = testSlip(site(), of.wall(), found.device.options.columns);
          return answer(async () => ({
            device: id,
            done: await found.hardware.perform({ type: 'print', content }),
          }));
        }
        default:
          return { error: 'not-testable', about: id };
      }
    },
  };
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
    footer: typeof columns === 'number' ? ruler(columns) : site.ticketFooter,
    language: site.language,
  };
}

/** `1234567890123...`, `columns` long. */
export const ruler = (columns: number): string =>
  '1234567890'.repeat(Math.ceil(columns / 10)).slice(0, columns);
