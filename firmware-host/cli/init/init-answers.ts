import { lookAlikes, showable } from '../../../devices/display/glyphs.ts';

/** The answers from which a first site file is made. */
export interface Answers {
  readonly id: string;
  readonly title: string;
  readonly zone: string;
  readonly language: 'id' | 'en';
  readonly hours: string;
  readonly services: readonly NewService[];
  readonly counters: number;
  readonly keys: 'board' | 'gpio' | 'numpad' | 'none';
  readonly display: 'max7219' | 'serial' | 'none';
  /** How the keys are connected with which visitors take tickets. */
  readonly machine: 'gpio' | 'board' | 'none';
  readonly printer: 'network' | 'usb' | 'none';
  readonly scanner: 'serial' | 'usb' | 'none';
  /** Who sees the board: televisions of the network, a screen of this machine alone, or nobody. */
  readonly board: 'network' | 'here' | 'none';
}

export interface NewService {
  readonly id: string;
  readonly title: string;
  readonly prefix: string;
}

/** The choices for each answer, the usual one first. */
export const choices = {
  keys: ['board', 'gpio', 'numpad', 'none'],
  display: ['max7219', 'serial', 'none'],
  machine: ['gpio', 'board', 'none'],
  printer: ['network', 'usb', 'none'],
  scanner: ['none', 'serial', 'usb'],
  board: ['network', 'here', 'none'],
} as const satisfies { readonly [Name in keyof Answers]?: readonly Answers[Name][] };

export const countersMax = 40;

/** Letters that a number display can show and that nobody mistakes for a digit. */
const prefixes = [...'ACEFHJLNPRTUY'].filter((letter) => showable.has(letter) && !lookAlikes.has(letter));

export const servicesMax = prefixes.length;

/** Services from `Paspor, Izin Tinggal`: ids and prefixes are made from the titles. Throws an Error in words. */
export function servicesFrom(text: string): readonly NewService[] {
  const titles = text
    .split(',')
    .map((title) => title.replaceAll(/\s+/g, ' ').trim())
    .filter((title) => title !== '');
  if (titles.length === 0 || titles.length > servicesMax)
    throw new Error(`services: 1 to ${servicesMax} titles with commas between them`);
  const taken = new Set<string>();
  return titles.map((title, at) => {
    if (title.length > titleMax) throw new Error(`'${title}': a title has at most ${titleMax} characters`);
    const id = idFrom(title);
    if (id === '' || taken.has(id))
      throw new Error(`'${title}': no id can be made of this title, or it is there twice`);
    taken.add(id);
    return { id, title, prefix: prefixes[at] ?? 'A' };
  });
}

const titleMax = 60;
const idMax = 40;

/** An id for topics and file names: `Izin Tinggal` becomes `izin-tinggal`. */
export function idFrom(title: string): string {
  const id = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  // YAML would read these as numbers, or not as text at all.
  const text = /^\d|^(true|false|null|)$/.test(id) && id !== '' ? `layanan-${id}` : id;
  return text.slice(0, idMax).replace(/-$/, '');
}

/**
 * BCM lines in the order in which they are assigned, without those of the I2C bus (2, 3) and of the serial line (14,
 * 15).
 */
export const gpioLines: readonly number[] = [
  ...[17, 27, 22, 23, 24, 25, 5, 6, 12, 13, 16, 26, 20, 21, 19, 18, 4, 7, 8, 9, 10, 11],
];

/** How many GPIO lines these answers need: one for each counter, one for each service and one for priority. */
export const linesNeeded = ({ keys, machine, counters, services }: Answers): number =>
  (keys === 'gpio' ? counters : 0) + (machine === 'gpio' ? services.length + 1 : 0);

/** Why no site file can be made of these answers; undefined when one can. */
export function unanswerable(answers: Answers): string | undefined {
  const { counters } = answers;
  if (!Number.isInteger(counters) || counters < 1 || counters > countersMax)
    return `counters: a number from 1 to ${countersMax}`;
  if (!/^[a-z0-9-]{1,40}$/.test(answers.id)) return 'id: small letters, digits and dashes, at most 40';
  if (answers.title.trim() === '' || answers.title.length > titleMax)
    return `title: at most ${titleMax} characters`;
  const lines = linesNeeded(answers);
  if (lines > gpioLines.length)
    return `a Raspberry Pi has ${gpioLines.length} free GPIO lines, and this takes ${lines}: use boards`;
  if (answers.machine === 'board' && answers.services.length + 1 > boardPins.length)
    return `a board has ${boardPins.length} free pins, and the ticket machine takes ${answers.services.length + 1}`;
  return undefined;
}

/** Pins of an Uno for keys: 0 and 1 are its serial line, 10, 11 and 13 those of a display. */
export const boardPins: readonly number[] = [2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15, 16, 17, 18, 19];
