import type { Millis } from '../../devices/ports.ts';
import { seededRandom } from '../../simulators/random.ts';
import { lasting, oneOf, weighed } from './draws.ts';
import type { Traits } from './site.ts';
import { hasVoice, withVoiceTroubles } from './voice-script.ts';

/** What somebody or something does to the hall. */
export type Deed =
  /** `quick`: nobody waits for the key to come up again, nor looks what came of it. */
  | {
      readonly do: 'press';
      readonly device: string;
      readonly key: string;
      readonly ms: Millis;
      readonly quick: boolean;
    }
  | { readonly do: 'double'; readonly device: string; readonly key: string }
  /** Digits on the number pad of counter 2, and the key that uses them. */
  | { readonly do: 'type'; readonly digits: string; readonly key: string }
  | { readonly do: 'scan'; readonly device: string; readonly what: Scanned; readonly pick: number }
  /** A client of the broker, with what it asks for made when its turn comes. */
  | { readonly do: 'command'; readonly name: string; readonly counter: string; readonly pick: number }
  /** Somebody sees to what has to be decided by hand: reprints, confirms or voids a doubtful ticket. */
  | { readonly do: 'decide'; readonly how: 'reprint' | 'confirm' | 'void'; readonly pick: number }
  | ({ readonly do: 'fault' } & Fault);

export type Scanned =
  | 'called'
  | 'other'
  | 'booking'
  | 'garbage'
  | 'personal'
  | 'endless'
  | 'control'
  | OddScan;
/** Of a scanner that is set otherwise: small letters, no line end, a tab. */
export type OddScan = 'small' | 'unended' | 'tabbed';

/** A fault, and for how long it stands where it does. */
export interface Fault {
  readonly kind: FaultKind;
  readonly target: string;
  readonly ms: Millis;
  /** A number from 0 up to 1, for whatever of the fault is left open. */
  readonly pick: number;
}

const cables = [
  ...['tombol-1', 'tombol-2', 'tombol-3', 'angka-2', 'mesin', 'papan-1', 'papan-2'],
  ...['printer-1', 'printer-2', 'pemindai-1', 'pemindai-2', 'pemindai-mesin', 'board-1'],
] as const;
const printers = ['printer-1', 'printer-2'] as const;
const lines = ['papan-1', 'papan-2'] as const;
const keys = ['tombol-1 next', 'tombol-2 next', 'tombol-3 next', 'mesin a'] as const;

/** Every fault of the world, with what it can meet, how long it may last at most, and how often it comes. */
export const faults = {
  kill: { targets: ['host'], mostMs: 5_000, weight: 6 },
  'power-cut': { targets: ['hall'], mostMs: 60_000, weight: 4 },
  stop: { targets: ['host'], mostMs: 3_000, weight: 2 },
  'fsync-slow': { targets: ['disk'], mostMs: 20_000, weight: 4 },
  'fsync-hangs': { targets: ['disk'], mostMs: 6_000, weight: 3 },
  'fsync-fails': { targets: ['disk'], mostMs: 4_000, weight: 2 },
  'disk-full': { targets: ['disk'], mostMs: 10_000, weight: 2 },
  'journal-removed': { targets: ['disk'], mostMs: 12_000, weight: 3 },
  'clock-step': { targets: ['+50y', '-50y', '-1h', '+1d', 'midnight'], mostMs: 60_000, weight: 3 },
  'clock-unsynced': { targets: ['clock'], mostMs: 60_000, weight: 1 },
  'clock-wrong': { targets: ['+16h', '-16h', '+7200h', '-2d', '+5m'], mostMs: 240_000, weight: 4 },
  'day-set-back': { targets: ['technician'], mostMs: 20_000, weight: 1 },
  unplug: { targets: cables, mostMs: 20_000, weight: 12 },
  'frames-lost': { targets: lines, mostMs: 10_000, weight: 3 },
  'display-power': { targets: lines, mostMs: 0, weight: 3 },
  pulse: { targets: keys, mostMs: 0, weight: 5 },
  bounce: { targets: keys, mostMs: 0, weight: 5 },
  'key-stuck': { targets: keys, mostMs: 25_000, weight: 2 },
  'key-flood': { targets: keys, mostMs: 2_000, weight: 1 },
  'paper-out': { targets: printers, mostMs: 15_000, weight: 4 },
  'paper-ends': { targets: printers, mostMs: 15_000, weight: 4 },
  'paper-low': { targets: printers, mostMs: 15_000, weight: 1 },
  'cover-open': { targets: printers, mostMs: 10_000, weight: 2 },
  'printer-off': { targets: printers, mostMs: 10_000, weight: 3 },
  'printer-hangs': { targets: printers, mostMs: 60_000, weight: 2 },
  'printer-garbage': { targets: printers, mostMs: 15_000, weight: 2 },
  'printer-deaf': { targets: printers, mostMs: 15_000, weight: 2 },
  'printer-slow': { targets: printers, mostMs: 40_000, weight: 3 },
  'printer-partial': { targets: printers, mostMs: 40_000, weight: 3 },
  'clear-late': { targets: printers, mostMs: 40_000, weight: 3 },
  'clear-ignored': { targets: printers, mostMs: 30_000, weight: 2 },
  'job-lost': { targets: printers, mostMs: 0, weight: 3 },
  'printer-closes': { targets: printers, mostMs: 0, weight: 3 },
  'cutter-error': { targets: printers, mostMs: 10_000, weight: 1 },
  'scan-flood': { targets: ['pemindai-1', 'pemindai-2', 'pemindai-mesin'], mostMs: 0, weight: 1 },
  'broker-away': { targets: ['broker', 'central'], mostMs: 40_000, weight: 4 },
  'broker-empty': { targets: ['broker', 'central'], mostMs: 5_000, weight: 3 },
  'broker-hangs': { targets: ['broker', 'central'], mostMs: 20_000, weight: 2 },
  'broker-cut': { targets: ['broker', 'central'], mostMs: 0, weight: 3 },
  'port-taken': { targets: ['host'], mostMs: 40_000, weight: 2 },
  'cloned-site': { targets: ['broker', 'central'], mostMs: 90_000, weight: 3 },
  'idle-close': { targets: ['printer-1', 'printer-2', 'papan-2'], mostMs: 2_000, weight: 5 },
  'site-reload': { targets: ['edited', 'wrong'], mostMs: 0, weight: 2 },
  'office-restart': { targets: ['office'], mostMs: 10_000, weight: 2 },
  // Only beside the steps of a world with bad lines: see `besideOf`.
  'site-line': { targets: ['reset', 'frozen', 'flaps'], mostMs: 180_000, weight: 0 },
  'office-line': { targets: ['reset', 'frozen'], mostMs: 120_000, weight: 0 },
  // Only beside the steps of a hall that speaks: see voice-script.ts.
  'card-busy': { targets: ['suara-1'], mostMs: 8_000, weight: 0 },
  'card-hangs': { targets: ['suara-1'], mostMs: 8_000, weight: 0 },
  'sd-out': { targets: ['suara-3'], mostMs: 20_000, weight: 0 },
  'mp3-restarts': { targets: ['suara-3'], mostMs: 0, weight: 0 },
  'mp3-mumbles': { targets: ['suara-3'], mostMs: 20_000, weight: 0 },
  announce: { targets: ['utara', 'selatan', 'suara-1', 'suara-2', 'suara-3'], mostMs: 0, weight: 0 },
  'command-retained': { targets: ['call-next', 'issue-ticket', 'open-counter'], mostMs: 60_000, weight: 2 },
  'command-expired': { targets: ['call-next', 'issue-ticket', 'close-counter'], mostMs: 0, weight: 2 },
  'command-repeated': { targets: ['call-next', 'issue-ticket', 'park'], mostMs: 0, weight: 2 },
  'command-not-allowed': { targets: ['call-next', 'open-day', 'test-device'], mostMs: 0, weight: 1 },
  'command-garbage': { targets: ['call-next', 'issue-ticket', 'no-such'], mostMs: 0, weight: 2 },
} as const satisfies {
  readonly [kind: string]: {
    readonly targets: readonly string[];
    readonly mostMs: Millis;
    readonly weight: number;
  };
};

export type FaultKind = keyof typeof faults;
export const faultKinds = Object.keys(faults) as FaultKind[];

export interface Step {
  readonly deed: Deed;
  /** A fault that happens beside it. */
  readonly beside?: Fault;
  /** Time that passes after it. */
  readonly afterMs: Millis;
}

/** Everything that will happen in one world. The same script is the same run, to the last message. */
export interface Script {
  readonly seed: number;
  readonly traits: Traits;
  readonly steps: readonly Step[];
}

/** One step in so many is a fault. */
const faultEvery = 6;
/** One hall in so many has an Arduino board: its bytes cost most of a run. */
const boardEvery = 12;

/** In one world of so many, lines to the office fail for long, and what ends the process does so for minutes. */
const badLinesEvery = 5;
/** There, such a fault comes beside one step of so many. */
const besideEvery = 30;
/** What comes there, how long it lasts at most, and how often. */
const badLines = {
  'site-line': { mostMs: 180_000, weight: 6 },
  'office-line': { mostMs: 120_000, weight: 3 },
  'office-restart': { mostMs: 30_000, weight: 1 },
  'broker-away': { mostMs: 60_000, weight: 2 },
  kill: { mostMs: 150_000, weight: 2 },
  'power-cut': { mostMs: 150_000, weight: 2 },
  stop: { mostMs: 150_000, weight: 2 },
} as const satisfies { readonly [kind in FaultKind]?: object };

const hasBadLines = (seed: number): boolean => seed % badLinesEvery === 3;

/** The script of a seed. */
export function scriptOf(seed: number, steps: number): Script {
  const random = seededRandom(seed);
  const chance = (share: number) => random() < share;
  const traits: Traits = {
    board: seed % boardEvery === 0,
    dayClose: chance(0.5) ? 'void' : 'carry',
    quota: chance(0.4),
    armed: chance(0.5),
    instead: chance(0.5),
    processIds: chance(0.4),
    voice: hasVoice(seed),
  };
  const script = { seed, traits, steps: Array.from({ length: steps }, () => stepOf(random)) };
  return withVoiceTroubles(withBadLines(script));
}

function withBadLines(script: Script): Script {
  const { seed } = script;
  if (!hasBadLines(seed)) return script;
  // Of a generator of its own: the steps are those that the seed has without it.
  const other = seededRandom(seed ^ 0x11fe);
  return {
    ...script,
    steps: script.steps.map((step) =>
      other() * besideEvery < 1 ? { ...step, beside: besideOf(other) } : step,
    ),
  };
}

function besideOf(random: () => number): Fault {
  const kinds = Object.keys(badLines) as (keyof typeof badLines)[];
  const kind = weighed(kinds, (one) => badLines[one].weight, random);
  const { targets } = faults[kind];
  const target = kind === 'broker-away' ? 'central' : oneOf<string>(targets, random);
  return { kind, target, ms: lasting(badLines[kind].mostMs, 1.5, random), pick: random() };
}

function stepOf(random: () => number): Step {
  const deed = random() * faultEvery < 1 ? faultOf(random) : visitOf(random);
  return { deed, afterMs: pauseOf(random) };
}

/** Mostly moments, sometimes as long as a visit. */
function pauseOf(random: () => number): Millis {
  const which = random();
  const size = which < 0.15 ? 20 : which < 0.7 ? 400 : which < 0.95 ? 1_500 : which < 0.995 ? 6_000 : 40_000;
  return Math.round(random() * size);
}

function faultOf(random: () => number): Deed {
  const kind = weighed(faultKinds, (one) => faults[one].weight, random);
  const { targets, mostMs } = faults[kind];
  const ms = lasting(mostMs, 2.5, random);
  return { do: 'fault', kind, target: oneOf<string>(targets, random), ms, pick: random() };
}

const counters = ['loket-1', 'loket-2', 'loket-3'] as const;
const commands = [
  ...[
    'call-next',
    'call-next',
    'recall',
    'arrive',
    'no-show',
    'park',
    'resume',
    'put-back',
    'end',
    'walk-in',
  ],
  ...[
    'transfer',
    'call-ticket',
    'open-counter',
    'close-counter',
    'break-counter',
    'issue-ticket',
    'issue-ticket',
  ],
  ...[
    'cancel-ticket',
    'force-service',
    'test-device',
    'identify-device',
    'restate',
    'replay',
    'reprint-ticket',
  ],
] as const;

function visitOf(random: () => number): Deed {
  const which = random();
  const key = (device: string, names: readonly string[], longer = 0.06): Deed => {
    const ms = Math.round(random() < longer ? 700 + random() * 400 : 50 + random() * 120);
    return { do: 'press', device, key: oneOf(names, random), ms, quick: random() < 0.15 };
  };
  if (which < 0.3) return key('mesin', ['a', 'a', 'b', 'b', 'prioritas']);
  if (which < 0.42) return key('tombol-1', ['next', 'next', 'recall', 'no-show', 'end']);
  if (which < 0.54) return key('tombol-2', ['next']);
  if (which < 0.66) return key('tombol-3', ['next', 'next', 'recall', 'no-show', 'end'], 0.3);
  if (which < 0.7)
    return { do: 'double', device: 'tombol-3', key: oneOf(['next', 'recall', 'no-show', 'end'], random) };
  if (which < 0.75)
    return {
      do: 'type',
      digits: oneOf(['', '1', '2', '3', '12', '007', '99999999'], random),
      key: oneOf(['enter', '*', '+', '-', '/', '.'], random),
    };
  if (which < 0.85)
    return {
      do: 'scan',
      device: oneOf(['pemindai-1', 'pemindai-2', 'pemindai-mesin'], random),
      what: oneOf<Scanned>(
        [
          ...(['called', 'called', 'other', 'booking', 'booking', 'garbage', 'personal', 'endless'] as const),
          ...(['control', 'small', 'unended', 'tabbed'] as const),
        ],
        random,
      ),
      pick: random(),
    };
  if (which < 0.96)
    return { do: 'command', name: oneOf(commands, random), counter: oneOf(counters, random), pick: random() };
  return { do: 'decide', how: oneOf(['reprint', 'confirm', 'void'] as const, random), pick: random() };
}
