import { near } from '../config/near.ts';
import type { Language } from '../config/site.ts';
import { shown } from '../config/texts/words.ts';
import { speedMax } from './paced-clock.ts';
import { type ScannerHabit, scannerHabitNames } from './scanner-habits.ts';
import { commandNames, usageOf } from './shell-help.ts';
import { shellTexts } from './shell-texts.ts';

/** A console command of a simulated hall; a page can send them too. */
export type ShellCommand =
  | DeviceCommand
  | ControlCommand
  | { readonly type: 'ticket'; readonly service: string; readonly class: 'regular' | 'priority' }
  | { readonly type: 'reprint' | 'void'; readonly ticket: string }
  | { readonly type: 'open-day'; readonly date: string }
  | { readonly type: 'help'; readonly topic?: string }
  | { readonly type: 'believe-clock' | 'show' | 'quit' };

/** A command for one device. */
export type DeviceCommand =
  | { readonly type: 'press'; readonly device: string; readonly key: string; readonly ms: number }
  | { readonly type: 'hold' | 'release'; readonly device: string; readonly key: string }
  | { readonly type: 'pulse'; readonly device: string; readonly key: string; readonly ms: number }
  | { readonly type: 'scan'; readonly device: string; readonly text: string }
  | { readonly type: 'scanner'; readonly device: string; readonly state: ScannerHabit }
  | { readonly type: 'paper'; readonly device: string; readonly state: 'ok' | 'low' | 'out' }
  | { readonly type: 'cover'; readonly device: string; readonly state: 'closed' | 'open' }
  | { readonly type: 'hang'; readonly device: string; readonly state: 'on' | 'off' }
  | { readonly type: 'unplug' | 'plug'; readonly device: string };

/** A command for the hall as a whole. */
export type ControlCommand =
  | { readonly type: 'broker'; readonly state: 'away' | 'back' }
  | { readonly type: 'disk'; readonly state: 'hangs' | 'ok' }
  | { readonly type: 'contacts'; readonly state: 'worn' | 'ok' }
  | { readonly type: 'clock'; readonly ms: number | 'right' }
  | { readonly type: 'speed'; readonly times: number }
  | { readonly type: 'step' }
  | { readonly type: 'day'; readonly seed: number | 'stop' };

const pressMs = 100;
const pulseMs = 1;
const pressMax = 3_600_000;
const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const seedMax = 2 ** 31;

/**
 * Parses one line. An invalid one gives a sentence in this language that says what is wrong; an empty one gives
 * undefined.
 */
export function shellLine(
  line: string,
  speak: Language,
): ShellCommand | { readonly wrong: string } | undefined {
  const [word, ...rest] = line.trim().split(/\s+/);
  if (word === undefined || word === '') return undefined;
  const say = shellTexts[speak];
  const usage = usageOf(word);
  if (usage === undefined) return { wrong: say.noCommand(shown(word), near(word, commandNames)) };
  return read(word, rest, line) ?? { wrong: say.write(usage) };
}

function read(word: string, rest: readonly string[], line: string): ShellCommand | undefined {
  const [first, second, third] = rest;
  switch (word) {
    case 'press':
    case 'pulse': {
      const usualMs = word === 'press' ? pressMs : pulseMs;
      const ms = third === undefined ? usualMs : Number(third);
      if (first === undefined || second === undefined || rest.length > 3) return undefined;
      if (!Number.isInteger(ms) || ms < 1 || ms > pressMax) return undefined;
      return { type: word, device: first, key: second, ms };
    }
    case 'hold':
    case 'release':
      if (first === undefined || second === undefined || rest.length > 2) return undefined;
      return { type: word, device: first, key: second };
    case 'ticket':
      if (first === undefined || rest.length > 2 || (second ?? 'priority') !== 'priority') return undefined;
      return { type: 'ticket', service: first, class: second === undefined ? 'regular' : 'priority' };
    case 'scan': {
      // A code may contain spaces: it is everything after the device's name.
      const text =
        first === undefined ? '' : line.trim().slice('scan'.length).trim().slice(first.length).trim();
      return first === undefined || text === '' ? undefined : { type: 'scan', device: first, text };
    }
    case 'scanner':
      return ofDevice(rest, scannerHabitNames, (device, state) => ({ type: 'scanner', device, state }));
    case 'paper':
      return ofDevice(rest, ['ok', 'low', 'out'], (device, state) => ({ type: 'paper', device, state }));
    case 'cover':
      return ofDevice(rest, ['closed', 'open'], (device, state) => ({ type: 'cover', device, state }));
    case 'hang':
      return ofDevice(rest, ['on', 'off'], (device, state) => ({ type: 'hang', device, state }));
    case 'unplug':
    case 'plug':
      return first === undefined || rest.length !== 1 ? undefined : { type: word, device: first };
    case 'reprint':
    case 'void':
      return first === undefined || rest.length !== 1
        ? undefined
        : { type: word, ticket: first.toUpperCase() };
    case 'open-day':
      return first === undefined || rest.length !== 1 ? undefined : { type: word, date: first };
    case 'help':
      if (rest.length > 1) return undefined;
      return first === undefined ? { type: 'help' } : { type: 'help', topic: first };
    case 'believe-clock':
    case 'show':
    case 'quit':
      return rest.length === 0 ? { type: word } : undefined;
    default:
      return control(word, rest);
  }
}

function control(word: string, rest: readonly string[]): ControlCommand | undefined {
  const [first] = rest;
  if (word === 'step') return rest.length === 0 ? { type: 'step' } : undefined;
  if (first === undefined || rest.length !== 1) return undefined;
  const one = <S extends string>(...states: readonly S[]) => states.find((state) => state === first);
  switch (word) {
    case 'broker': {
      const state = one('away', 'back');
      return state && { type: 'broker', state };
    }
    case 'disk': {
      const state = one('hangs', 'ok');
      return state && { type: 'disk', state };
    }
    case 'contacts': {
      const state = one('worn', 'ok');
      return state && { type: 'contacts', state };
    }
    case 'clock': {
      const [, sign, number, unit = ''] = /^([+-])(\d{1,5})([smhd])$/.exec(first) ?? [];
      if (first === 'right') return { type: 'clock', ms: 'right' };
      const ms = Number(number) * (unitMs[unit] ?? Number.NaN) * (sign === '-' ? -1 : 1);
      return Number.isNaN(ms) ? undefined : { type: 'clock', ms };
    }
    case 'speed': {
      const times = /^\d{1,3}$/.test(first) ? Number(first) : Number.NaN;
      return times <= speedMax ? { type: 'speed', times } : undefined;
    }
    case 'day': {
      if (first === 'stop') return { type: 'day', seed: 'stop' };
      const seed = /^\d{1,10}$/.test(first) ? Number(first) : Number.NaN;
      return seed < seedMax ? { type: 'day', seed } : undefined;
    }
    default:
      return undefined;
  }
}

/** A device and one of these states after it. */
function ofDevice<S extends string>(
  rest: readonly string[],
  states: readonly S[],
  make: (device: string, state: S) => DeviceCommand,
): DeviceCommand | undefined {
  const [device, word] = rest;
  const state = states.find((known) => known === word);
  return device === undefined || state === undefined || rest.length !== 2 ? undefined : make(device, state);
}
