import { type Loaded, loadSite } from '../../config/load.ts';
import { formatProblem, formatProblems } from '../../config/problem.ts';
import type { Language, Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';

/** A hall in as few words as it takes. The parts of it can be replaced; `''` leaves one out. */
const smallHall = {
  version: 'version: 1',
  site: 'site: { id: mpp, title: MPP, zone: WIB }',
  hours: '',
  services: 'services: { paspor: { title: Paspor, prefix: A, printer: printer-1 } }',
  counters: 'counters: { loket-1: { number: 1, serves: [paspor] } }',
  boards: 'boards: { board-1: { address: /dev/ttyACM0 } }',
  devices: [
    'devices:',
    '  keys-1: { kind: keypad, board: board-1, counter: loket-1, keys: { next: 2 } }',
    '  display-1: { kind: max7219-display, board: board-1, counter: loket-1, pins: { data: 11, clock: 13, select: 10 } }',
    '  printer-1: { kind: escpos-printer, address: "tcp://192.168.1.51:9100" }',
  ].join('\n'),
};

export type Parts = { readonly [Part in keyof typeof smallHall]?: string };

export function hallText(parts: Parts = {}): string {
  return Object.values({ ...smallHall, ...parts })
    .filter((part) => part !== '')
    .join('\n');
}

/** The small hall with further devices, one a line. */
export function withDevices(...lines: readonly string[]): Parts {
  return { devices: [smallHall.devices, ...lines.map((line) => `  ${line}`)].join('\n') };
}

export function load(parts: Parts = {}): Loaded {
  return loadSite(hallText(parts), 'site.yaml', kinds);
}

/**
 * The messages about a hall, without their places, which hang on the lines of the small hall. Without those about
 * resistors too, which every key on a GPIO line would bring along: fit.test.ts has them.
 */
export function complaints(parts: Parts, language: Language = 'en'): readonly string[] {
  return load(parts)
    .problems.filter(({ code }) => code !== 'pull-needs-hardware')
    .map((problem) => formatProblem('site.yaml', problem, language).replaceAll(/site\.yaml:\d+:\d+/g, '@'));
}

/** The site of a hall that has no mistake. */
export function siteOf(parts: Parts = {}): Site {
  const { site, problems } = load(parts);
  if (site === undefined) throw new Error(formatProblems('site.yaml', problems));
  return site;
}
