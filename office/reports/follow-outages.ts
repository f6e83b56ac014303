import { isId } from '../../firmware-host/mqtt/topics.ts';
import type { OpenOutage, OutageRecord } from '../store/report-store.ts';
import type { ReportedEvent } from './reported-event.ts';

/** A site that tells of more at once tells nonsense; the others are left out. */
const openMax = 1_000;
const codeLengthMax = 100;

/**
 * When the devices of a site could not be used, while its events are read in order: while the link was lost, or while a
 * fault of severity `error` stood.
 */
export interface FollowedOutages {
  readonly open: readonly OpenOutage[];
  /** Those that are over. */
  readonly ended: readonly OutageRecord[];
  note(event: ReportedEvent): void;
  /** A run has ended: the next one tells of its own links. A fault that stands is told over restarts. */
  endLinks(to: number): void;
  /** What stands has one part until `to`, and another one from `from` on: a clock was set between them. */
  cut(to: number, from: number): void;
  /** Events after this number never were, as far as the site knows: it will not tell the end of what they told of. */
  forgetAfter(sequence: number, to: number): void;
}

export function followOutages(before: readonly OpenOutage[]): FollowedOutages {
  const open = new Map(before.map((one) => [keyOf(one.device, one.of), one]));
  const ended: OutageRecord[] = [];

  function end({ device, code, from }: OpenOutage, to: number): void {
    if (to > from) ended.push({ device, code, from, to });
  }

  function begin(outage: OpenOutage): void {
    const key = keyOf(outage.device, outage.of);
    const told = open.get(key);
    // It is told again: its end was lost, or the memory of the site. `for_s` will count from here.
    if (told !== undefined) end(told, outage.from);
    if (told !== undefined || open.size < openMax) open.set(key, outage);
  }

  function over(device: string, of: string, to: (outage: OpenOutage) => number): void {
    const key = keyOf(device, of);
    const told = open.get(key);
    if (told === undefined) return;
    open.delete(key);
    end(told, to(told));
  }

  return {
    ended,
    get open() {
      return [...open.values()];
    },
    note({ type, time, sequence, data }) {
      const { device } = data;
      if (!type.startsWith('device/') || typeof device !== 'string' || !isId(device)) return;
      const code = codeOf(data.code);
      const at = { device, from: time, sequence };
      if (type === 'device/lost') begin({ ...at, of: 'link', code: code ?? '' });
      else if (type === 'device/found') over(device, 'link', () => time);
      else if (code === undefined) return;
      else if (type === 'device/faulted' && data.severity === 'error')
        begin({ ...at, of: faultOf(code), code });
      else if (type === 'device/cleared')
        over(device, faultOf(code), ({ from }) => endOfFault(from, time, data.for_s));
    },
    endLinks(to) {
      for (const { device, of } of [...open.values()]) if (of === 'link') over(device, of, () => to);
    },
    cut(to, from) {
      for (const [key, outage] of [...open]) {
        end(outage, to);
        open.set(key, { ...outage, from });
      }
    },
    forgetAfter(sequence, to) {
      for (const outage of [...open.values()])
        if (outage.sequence > sequence) over(outage.device, outage.of, () => to);
    },
  };
}

const keyOf = (device: string, of: string): string => `${device} ${of}`;

/** A fault may have any code. */
const faultOf = (code: string): string => `fault ${code}`;

function codeOf(told: unknown): string | undefined {
  return typeof told === 'string' && told.length <= codeLengthMax ? told : undefined;
}

/** A fault is cleared when it has been gone for a while; `for_s` says how long it was there. */
function endOfFault(from: number, time: number, forSeconds: unknown): number {
  if (typeof forSeconds !== 'number' || !(forSeconds >= 0)) return time;
  return Math.min(time, from + Math.round(forSeconds * 1_000));
}
