import * as z from 'zod';
import type { Millis } from '../../devices/ports.ts';
import { heardLimits } from './heard-limits.ts';

/** A message as the office heard it. */
export interface Heard {
  readonly site: string;
  /** Below `loket/v1/{site}/`. */
  readonly topic: string;
  /** Parsed JSON; undefined for an empty payload, which clears a retained topic. */
  readonly payload: unknown;
  /** As received: true means that the broker had kept it, and its age is unknown. */
  readonly retain: boolean;
  /** The office's monotonic clock and its wall clock (Unix ms). */
  readonly heardAt: Millis;
  readonly wallAt: number;
}

const instant = z
  .string()
  .transform((text) => Date.parse(text))
  .pipe(z.number());
const { reasonsOfDeviceMax, reasonsOfControllerMax, wordMaxCharacters } = heardLimits;
const word = z.string().transform((text) => text.slice(0, wordMaxCharacters));
const fault = z.looseObject({
  code: word,
  severity: word,
  fix: word,
  since: instant.optional().catch(undefined),
});
const faults = (most: number) => z.array(fault).transform((all) => all.slice(0, most));
const state = z.looseObject({
  state: z.enum(['online', 'offline']),
  reason: word.nullable(),
  boot: word,
  connection: z.int().nonnegative().optional().catch(undefined),
  reasons: faults(reasonsOfControllerMax).optional().catch(undefined),
});
const info = z.looseObject({ region: word.optional().catch(undefined) });
const health = z.looseObject({
  uptime_s: z.number(),
  at: instant.optional().catch(undefined),
  every_s: z.number().positive().optional().catch(undefined),
});
const deviceState = z.looseObject({
  admin: word,
  state: word,
  usable: z.boolean(),
  since: instant.optional().catch(undefined),
  reasons: faults(reasonsOfDeviceMax).catch([]),
});
const parent = z.object({ kind: z.enum(['board', 'usb', 'serial', 'network']), id: word });
const deviceInfo = z.looseObject({
  role: word,
  place: z.string().catch(''),
  parent: parent.nullable().optional().catch(undefined),
});

/** What is wrong with a device or a controller, as the site says it. `since`: Unix ms of the site's clock. */
export type SaidFault = z.output<typeof fault>;
export type StateWord = z.output<typeof state>;
export type HealthWord = z.output<typeof health>;
export type DeviceStateWord = z.output<typeof deviceState>;
export type DeviceInfoWord = z.output<typeof deviceInfo>;
/** Of an event. `clean`: how the run before ended, where one begins. */
export interface EventWord {
  readonly time: number;
  readonly boot: string;
  readonly sequence: number;
  readonly historical: boolean;
  readonly clean: boolean | undefined;
}
export type Parent = z.output<typeof parent>;

/** A message by what it says; times in it are Unix ms of the site's clock. `other`: a word of the site, not judged. */
export type Word =
  | { readonly of: 'state'; readonly said: StateWord }
  | { readonly of: 'info'; readonly region: string | undefined }
  | { readonly of: 'health'; readonly said: HealthWord }
  | { readonly of: 'device-state'; readonly device: string; readonly said: DeviceStateWord }
  | { readonly of: 'device-info'; readonly device: string; readonly said: DeviceInfoWord }
  | { readonly of: 'event'; readonly started: boolean; readonly said: EventWord }
  | { readonly of: 'cleared'; readonly device: string | undefined; readonly isSite: boolean }
  | { readonly of: 'other' };

const nouns: ReadonlySet<string> = new Set(['controller', 'device', 'service', 'counter', 'event', 'reply']);
const other: Word = { of: 'other' };

/**
 * Reads what is judged and leaves the rest, so that sites older and newer than the office are understood. Undefined
 * for what is no word of the site: commands come from others.
 */
export function readWord(topic: string, payload: unknown): Word | undefined {
  const [noun = '', second = '', third = ''] = topic.split('/', 3);
  if (!nouns.has(noun)) return undefined;
  if (payload === undefined)
    return {
      of: 'cleared',
      device: noun === 'device' ? second : undefined,
      isSite: topic === 'controller/state',
    };
  if (noun === 'event') {
    const said = eventWord(payload);
    return said === undefined ? other : { of: 'event', started: topic === 'event/host/started', said };
  }
  if (noun === 'controller') return controllerWord(second, payload);
  if (noun === 'device') return deviceWord(second, third, payload);
  return other;
}

/** By hand, since nearly all that sites say are events: a schema of zod takes several times as long. */
function eventWord(payload: unknown): EventWord | undefined {
  const { time, boot, sequence, historical, data }: { readonly [field: string]: unknown } = Object(payload);
  if (typeof time !== 'string' || typeof boot !== 'string' || typeof historical !== 'boolean')
    return undefined;
  const [at, number] = [Date.parse(time), typeof sequence === 'string' ? Number(sequence) : Number.NaN];
  if (Number.isNaN(at) || !Number.isFinite(number)) return undefined;
  const { clean } = Object(data) as { clean?: unknown };
  return {
    time: at,
    boot: boot.slice(0, wordMaxCharacters),
    sequence: number,
    historical,
    clean: typeof clean === 'boolean' ? clean : undefined,
  };
}

function controllerWord(what: string, payload: unknown): Word {
  if (what === 'state') {
    const said = state.safeParse(payload).data;
    return said === undefined ? other : { of: 'state', said };
  }
  if (what === 'health') {
    const said = health.safeParse(payload).data;
    return said === undefined ? other : { of: 'health', said };
  }
  const said = what === 'info' ? info.safeParse(payload).data : undefined;
  return said === undefined ? other : { of: 'info', region: said.region };
}

function deviceWord(device: string, what: string, payload: unknown): Word {
  if (what === 'state') {
    const said = deviceState.safeParse(payload).data;
    return said === undefined ? other : { of: 'device-state', device, said };
  }
  const said = what === 'info' ? deviceInfo.safeParse(payload).data : undefined;
  return said === undefined ? other : { of: 'device-info', device, said };
}
