import { clockTime, parseSpan } from '../../../config/values/span.ts';
import type { choices } from './questions.ts';

/** The answers from which a first site file is made. What they say of the hall is for `loket check` to judge. */
export interface Answers extends Readonly<Record<Hardware, string>> {
  readonly id: string;
  readonly title: string;
  readonly zone: string;
  /** What displays and tickets speak. */
  readonly language: Choice<'language'>;
  readonly days: string;
  /** `always`, or the spans of each of the days. */
  readonly hours: 'always' | readonly string[];
  readonly services: readonly NewService[];
  readonly counters: number;
  readonly keys: Choice<'keys'>;
  readonly display: Choice<'display'>;
  /** How the keys are connected with which visitors take tickets. */
  readonly machine: Choice<'machine'>;
  readonly printer: Choice<'printer'>;
  readonly scanner: Choice<'scanner'>;
  /** Who sees the board: televisions of the network, a screen of this machine alone, or nobody. */
  readonly board: Choice<'board'>;
  /** Who opens the pages of the hall: browsers of this machine, or nobody. */
  readonly web: Choice<'web'>;
  /** What speaks: the sound card of this machine, the television with the board, or nothing. */
  readonly voice: Choice<'voice'>;
  /** The broker of this program, or the address of another one. */
  readonly mqtt: string;
}

type Hardware = 'keys' | 'display' | 'machine' | 'printer' | 'scanner' | 'board' | 'web' | 'voice';
type Choice<Name extends keyof typeof choices> = (typeof choices)[Name][number];

export interface NewService {
  readonly id: string;
  readonly title: string;
  readonly prefix: string;
}

/** As `check` has it for ids. */
const idMax = 40;

/** An id for topics and file names, of whole words: `Izin Tinggal` becomes `izin-tinggal`. Empty: none can be made. */
export function idFrom(title: string): string {
  const id = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  // YAML would read these as numbers, or not as text at all.
  const text = /^\d|^(true|false|null|)$/.test(id) && id !== '' ? `layanan-${id}` : id;
  if (text.length <= idMax) return text;
  const words = text.slice(0, idMax + 1);
  return words.slice(0, Math.max(0, words.lastIndexOf('-')));
}

/** `8-15` and `08:00 - 15:00` as `08.00-15.00`; what is no span is left as it is, for `check` to name. */
function spanFrom(text: string): string {
  const [, from, fromMinute = '00', to, toMinute = '00'] =
    /^(\d{1,2})(?:[.:](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[.:](\d{2}))?$/.exec(text) ?? [];
  const span = from === undefined ? undefined : parseSpan(`${from}.${fromMinute}-${to}.${toMinute}`);
  return span === undefined ? text : `${clockTime(span.from, '.')}-${clockTime(span.to, '.')}`;
}

/** The hours of `08.00-11.30, 13.00-15.00`, or of `always`. */
export const hoursFrom = (text: string): Answers['hours'] =>
  /^\s*(always|selalu)\s*$/i.test(text) ? 'always' : text.split(',').map((span) => spanFrom(span.trim()));

/**
 * BCM lines in the order in which they are assigned, without those of the I2C bus (2, 3) and of the serial line (14,
 * 15).
 */
export const gpioLines: readonly number[] = [
  ...[17, 27, 22, 23, 24, 25, 5, 6, 12, 13, 16, 26, 20, 21, 19, 18, 4, 7, 8, 9, 10, 11],
];

/** Pins of an Uno for keys: 0 and 1 are its serial line, 10, 11 and 13 those of a display. */
export const boardPins: readonly number[] = [2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15, 16, 17, 18, 19];

type Lines = Pick<Answers, 'keys' | 'machine' | 'counters' | 'services'>;

/** How many GPIO lines the keys of the counters need: one each. */
export const linesAtCounters = ({ keys, counters }: Lines): number => (keys === 'gpio' ? counters : 0);

/** How many keys visitors have: one for each service, and one for priority. */
export const machineKeys = ({ services }: Lines): number => services.length + 1;

/** How many GPIO lines these answers need in all. */
export const linesNeeded = (answers: Lines): number =>
  linesAtCounters(answers) + (answers.machine === 'gpio' ? machineKeys(answers) : 0);

/** A text as YAML, in quotes where it needs them; YAML reads them as JSON does. */
export const quoted = (text: string): string =>
  /^[A-Za-z][A-Za-z /]*[A-Za-z]$/.test(text) && !word.test(text) ? text : JSON.stringify(text);
const word = /^(true|false|yes|no|on|off|null)$/i;
