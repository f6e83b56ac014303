import type { Device, Site } from '../../../config/site.ts';
import { Fault } from '../../../devices/fault.ts';
import { faultCatalogue } from '../../../devices/fault-catalogue.ts';
import type { Millis, Ports } from '../../../devices/ports.ts';
import type { Role, RoleEvents } from '../../../devices/roles.ts';
import type { Answer } from '../../mqtt/commands/hall.ts';
import { deviceTest } from '../../perform/device-test.ts';
import { type Equipment, equipment } from '../../supervise/equipment.ts';
import type { Person } from './person.ts';
import type { Verdict } from './tried.ts';
import type { TryWords } from './words.ts';

/** An Arduino that restarts takes up to ten seconds until it answers, and what hangs on it is opened after it. */
const onlineMs: Millis = 20_000;
/** How long a person may take from one key to the next, and to a scan. */
const pressMs: Millis = 30_000;
const scanMs: Millis = 30_000;

type Heard = (event: RoleEvents[Role]) => void;

/** Devices on the bench: open, and not part of a running hall. */
export interface Bench {
  /** Tries one device; what came of it, in words. */
  try(device: Device): Promise<{ readonly verdict: Verdict; readonly note: string }>;
  close(): Promise<void>;
}

/** Opens these devices and what they hang on. `site` is the whole site. */
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
  const { site, ports, person, say } = of;
  const { clock } = ports;
  const heard = new Map<string, Heard>();
  const changed = new Set<() => void>();
  const all: Equipment = equipment({
    site: { devices: withBoards(site, of.devices) },
    ports,
    random: of.random,
    onEvent: (device, event) => heard.get(device.id)?.(event),
    onStatus: () => {
      for (const look of changed) look();
    },
  });
  const tests = deviceTest({
    ...{ site, clock, wall: of.wall },
    device: (id) => all.get(id),
    textAt: () => '',
  });
  all.start();

  /** True when `look` says so before the time is over. `look` is asked whenever a device changes or tells something. */
  function within(ms: Millis, look: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (is: boolean) => {
        cancel();
        changed.delete(check);
        resolve(is);
      };
      const cancel = clock.after(ms, () => settle(false));
      const check = () => {
        if (look()) settle(true);
      };
      changed.add(check);
      check();
    });
  }

  const isThere = (id: string) => {
    const state = all.get(id)?.status().state;
    return state === 'online' || state === 'degraded';
  };

  function absent(id: string) {
    const [reason] = all.get(id)?.status().reasons ?? [];
    const code = reason?.code ?? 'link.timeout';
    const note = [reason?.text, faultCatalogue[code][of.language]].filter(Boolean).join('. ');
    return { verdict: 'fault', note } as const;
  }

  /** Sends something to be seen, and asks whether it was. */
  async function shown(device: string, line: string, question: string) {
    person.tell(`  ${line}`);
    const asked = person.look(device);
    const answer = await tests.test(device);
    if ('error' in answer) return { verdict: 'fault', note: saidBy(answer) } as const;
    const seen = await asked(question);
    // A printer that leaves something unsaid says so here, for the sheet.
    const unsaid = (all.get(device)?.status().reasons ?? []).map(({ text }) => `. ${text}`).join('');
    if (seen !== undefined)
      return { verdict: seen ? 'ok' : 'fault', note: (seen ? say.seen : say.notSeen) + unsaid } as const;
    const acknowledged = (answer.result as { readonly done?: unknown }).done === 'acknowledged';
    return acknowledged
      ? ({ verdict: 'ok', note: say.answered + unsaid } as const)
      : ({ verdict: 'unsure', note: say.nobodyLooked + unsaid } as const);
  }

  const saidBy = (answer: Extract<Answer, { error: unknown }>): string =>
    answer.error instanceof Fault
      ? `${answer.error.message}. ${answer.error.hint ?? faultCatalogue[answer.error.code][of.language]}`
      : String(answer.error);

  async function pressed({ id, keys }: Device) {
    const left = new Set(keys.keys());
    if (left.size === 0) return { verdict: 'unsure', note: say.noKeys } as const;
    let news = false;
    listen(id, (event) => {
      if (event.type !== 'pressed' || !left.delete(event.key)) return;
      news = true;
      person.tell(`    ${say.pressed(event.key, [...left])}`);
    });
    person.press(id, [...left]);
    const cameOne = () => left.size === 0 || news;
    while (left.size > 0) {
      news = false;
      if (!(await within(pressMs, cameOne)))
        return { verdict: 'fault', note: say.missing([...left]) } as const;
    }
    return { verdict: 'ok', note: say.allPressed(keys.size) } as const;
  }

  async function scanned(id: string) {
    let note: string | undefined;
    // What was scanned may be somebody's number: only its length is said.
    listen(id, (event) => {
      if (event.type === 'scanned') note = say.scanned(event.text.length);
      if (event.type === 'refused') note = say.refused(event.reason);
    });
    person.scan(id);
    const came = await within(scanMs, () => note !== undefined);
    return { verdict: came ? 'ok' : 'fault', note: note ?? say.nothingScanned } as const;
  }

  function listen(id: string, take: Heard): void {
    heard.set(id, (event) => {
      take(event);
      for (const look of changed) look();
    });
  }

  return {
    async try(device) {
      const { id, kind, options } = device;
      if (!device.enabled) return { verdict: 'off', note: say.off };
      if (!(await within(onlineMs, () => isThere(id)))) return absent(id);
      switch (kind.role) {
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
          return pressed(device);
        case 'scanner':
          return scanned(id);
      }
    },
    close: () => all.stop(),
  };
}

/** These devices, after the boards that they hang on. */
function withBoards(site: Site, devices: readonly Device[]): readonly Device[] {
  const boards = new Set(
    devices.flatMap(({ kind, options }) =>
      kind.claims(options).flatMap((claim) => (claim.on === 'board' ? [claim.board] : [])),
    ),
  );
  return site.devices.filter((device) => boards.has(device.id) || devices.includes(device));
}
