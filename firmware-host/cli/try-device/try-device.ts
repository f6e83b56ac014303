import type { Device, Site } from '../../../config/site.ts';
import { Fault } from '../../../devices/fault.ts';
import { faultCatalogue } from '../../../devices/fault-catalogue.ts';
import type { Done } from '../../../devices/kind.ts';
import type { Millis, Ports } from '../../../devices/ports.ts';
import type { PrinterCommand } from '../../../devices/roles.ts';
import { createDeviceTest } from '../../requests/device-test.ts';
import { detailSaid } from '../../status/detail-words.ts';
import type { ActiveFault } from '../../supervise/active-faults.ts';
import { isThere } from '../../supervise/device-status.ts';
import { createEquipment } from '../../supervise/equipment.ts';
import { createNews } from './news.ts';
import type { Person } from './person.ts';
import { type Trial, trials } from './trials.ts';
import type { TryWords } from './try-words.ts';

/** An Arduino that restarts takes up to ten seconds until it answers, and its devices are opened after it. */
const onlineMs: Millis = 20_000;

/** Devices on the bench: open, without a running hall. */
export interface Bench {
  /** Tries one device. Returns the result in words. */
  try(device: Device): Promise<Trial>;
  /** Has a printer print. Rejects with a Fault where it is not there, or has not printed. */
  print(device: Device, command: PrinterCommand): Promise<Done>;
  close(): Promise<void>;
}

/** Opens these devices and the boards that they are connected to. `site` is the whole site. */
export function openBench(of: {
  readonly site: Site;
  readonly devices: readonly Device[];
  readonly ports: Ports;
  readonly wall: () => number;
  readonly random: () => number;
  readonly person: Person;
  readonly say: TryWords;
  readonly language: 'id' | 'en';
}): Bench {
  const { site, ports, person, say, language } = of;
  const { clock } = ports;
  const news = createNews(clock);
  const all = createEquipment({
    devices: withBoards(site, of.devices),
    ports,
    random: of.random,
    events: { key: news.told, scan: news.told },
    onStatus: news.changed,
  });
  const tests = createDeviceTest({
    ...{ site: () => site, clock, wall: of.wall, clips: ports.clips },
    device: (id) => all.get(id),
    textAt: () => '',
    signals: { stateOf: () => 'off' },
  });
  const reasons = (id: string) => all.get(id)?.status().reasons ?? [];
  const { shown, pressed, scanned } = trials({ news, tests, reasons, person, say, language });
  all.start();

  const hasCome = (id: string) => [all.get(id)?.status()].some((status) => status && isThere(status));

  return {
    async try(device) {
      const { id, options } = device;
      if (!device.enabled) return { verdict: 'off', note: say.off };
      if (!(await news.comes(onlineMs, () => hasCome(id)))) return absent(reasons(id), language);
      switch (device.role) {
        case 'board':
          return { verdict: 'ok', note: say.answered };
        case 'display':
          return shown(id, say.lamp, say.lampAsked);
        case 'printer':
          return shown(
            id,
            say.paper,
            say.paperAsked(typeof options.columns === 'number' ? options.columns : undefined),
          );
        case 'keys':
        case 'rating':
          return pressed(id, [...(device.role === 'keys' ? device.keys : device.scores).keys()]);
        case 'scanner':
          return scanned(id);
        case 'speaker':
          return shown(id, say.sound, say.soundAsked);
        case 'signal':
          return shown(id, say.signal, say.signalAsked);
      }
    },
    async print({ id }, command) {
      const printer = all.get(id);
      const [reason] = (await news.comes(onlineMs, () => hasCome(id))) ? [] : reasons(id);
      if (reason !== undefined) throw new Fault(reason.code, reason.text);
      // One that has not come says so itself.
      if (printer === undefined) throw new Fault('link.absent', id);
      return printer.perform(command);
    },
    close: () => all.stop(),
  };
}

function absent([reason]: readonly ActiveFault[], language: 'id' | 'en'): Trial {
  const code = reason?.code ?? 'link.timeout';
  const detail = reason && detailSaid(reason.text)[language];
  const note = [detail, faultCatalogue[code][language]].filter(Boolean).join('. ');
  return { verdict: 'fault', note };
}

/** These devices, after the boards that they are connected to. */
function withBoards(site: Site, devices: readonly Device[]): readonly Device[] {
  const boards = new Set(
    devices.flatMap(({ kind, options }) =>
      kind.claims(options).flatMap((claim) => (claim.on === 'board' ? [claim.board] : [])),
    ),
  );
  return site.devices.filter((device) => boards.has(device.id) || devices.includes(device));
}
