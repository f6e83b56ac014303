import type { Level, LineOptions } from '../../devices/ports.ts';

/**
 * How the programs of one major version of libgpiod are called for one line, and what they print. In the arguments CHIP
 * and LINE stand for the chip's name and the line's offset on it, and PULL for the argument that sets the pull.
 */
export interface GpiodSyntax {
  readonly get: readonly string[];
  readonly monitor: readonly string[];
  /** For `gpioset`, followed by LINE=LEVEL: it sets the line and ends, or has the line until it is ended. */
  readonly set: readonly string[];
  readonly hold: readonly string[];
  /** What `gpiomon` prints when it has taken the line; undefined when it prints nothing. */
  readonly ready: RegExp | undefined;
  /** The level after an edge, by the number that `%e` prints for it. */
  readonly edges: ReadonlyMap<string, Level>;
}

/**
 * By major version (help texts of gpiomon, gpioget and gpioset 1.6.3 and 2.2; `gpiomon` watches both edges unless told
 * otherwise, and `gpioset` of version 2 stays unless told otherwise).
 */
export const gpiodSyntaxes: Readonly<Record<1 | 2, GpiodSyntax>> = {
  1: {
    get: ['PULL', 'CHIP', 'LINE'],
    monitor: ['PULL', '--line-buffered', '--format=edge %o %e %s %n', 'CHIP', 'LINE'],
    set: ['--mode=exit', 'CHIP'],
    hold: ['--mode=signal', 'CHIP'],
    ready: undefined,
    edges: new Map([
      ['0', 0],
      ['1', 1],
    ]),
  },
  2: {
    get: ['PULL', '--numeric', '--chip=CHIP', 'LINE'],
    monitor: [
      'PULL',
      '--edges=both',
      '--event-clock=monotonic',
      '--banner',
      '--format=edge %o %e %S',
      '--chip=CHIP',
      'LINE',
    ],
    set: ['--toggle=0', '--chip=CHIP'],
    hold: ['--chip=CHIP'],
    ready: /^Monitoring line /,
    edges: new Map([
      ['1', 1],
      ['2', 0],
    ]),
  },
};

/** Without pull the argument is left out: the boot settings for the line stay in force. */
const pulls: Readonly<Record<LineOptions['pull'], readonly string[]>> = {
  up: ['--bias=pull-up'],
  down: ['--bias=pull-down'],
  off: [],
};

/** The arguments for line `pin` of `chip`. */
export function argumentsFor(
  syntax: GpiodSyntax,
  which: 'get' | 'monitor' | 'set' | 'hold',
  of: { readonly chip: string; readonly pin: number; readonly pull?: LineOptions['pull'] },
): readonly string[] {
  return syntax[which].flatMap((part) =>
    part === 'PULL' ? pulls[of.pull ?? 'off'] : part.replace('CHIP', of.chip).replace('LINE', String(of.pin)),
  );
}

/** The options that the calls need, without their values. Those of PULL have existed since 1.5. */
export const optionsOf = (syntax: GpiodSyntax, which: 'get' | 'monitor'): readonly string[] => [
  '--bias',
  ...syntax[which].flatMap((part) => /^--[a-z-]+/.exec(part) ?? []),
];

/**
 * The version that `gpiomon --version` prints, with its syntax; undefined for one that is not known here. It reads
 * `gpiomon (libgpiod) v2.2.1`, and since 2.3 `gpiomon v2.3 (libgpiod v2.3)`.
 */
export function gpiodVersion(printed: string): { version: string; syntax: GpiodSyntax } | undefined {
  const [line = ''] = printed.trim().split('\n');
  if (!/gpiomon|libgpiod/.test(line)) return undefined;
  const [, version, major] = /(?<![\w.])v?((\d+)\.\d+[\w.+~-]*)/.exec(line) ?? [];
  if (version === undefined || (major !== '1' && major !== '2')) return undefined;
  return { version, syntax: gpiodSyntaxes[major === '1' ? 1 : 2] };
}

/** The chips that `gpiodetect` prints, such as `gpiochip0 [pinctrl-bcm2711] (58 lines)`. */
export function gpiodChips(printed: string): { name: string; label: string; lines: number }[] {
  return [...printed.matchAll(/^(\S+) \[(.*)\] \((\d+) lines\)$/gm)].map(
    ([, name = '', label = '', lines]) => ({ name, label, lines: Number(lines) }),
  );
}
