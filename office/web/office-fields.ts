import { isId } from '../../firmware-host/mqtt/topics.ts';
import type { KeptWindow } from '../store/store-port.ts';
import { officeWebLimits } from './office-web-limits.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The text of a note; undefined where it is none. An acknowledgement may be without words. */
export function readNote(body: unknown, what: 'acknowledged' | 'commented'): string | undefined {
  const text = textOf((body as Fields).text);
  return text === '' && what === 'commented' ? undefined : text;
}

/** A window of a region, a site or one of its devices, that is not over; undefined where it is none. */
export function readWindow(body: unknown, now: number): Omit<KeptWindow, 'id' | 'by'> | undefined {
  const { windowLongestMs, windowAheadMs } = officeWebLimits;
  const { from, to, region, site, device, text } = body as Fields;
  const words = textOf(text);
  if (!isMoment(from) || !isMoment(to) || words === undefined) return undefined;
  if (to <= from || to <= now || to - from > windowLongestMs || from > now + windowAheadMs) return undefined;
  const span = { from, to, text: words };
  if (isIdText(region) && site === undefined && device === undefined) return { ...span, region };
  if (!isIdText(site) || region !== undefined) return undefined;
  if (device === undefined) return { ...span, site };
  return isIdText(device) ? { ...span, site, device } : undefined;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return '';
  if (typeof value !== 'string' || value.length > officeWebLimits.noteCharactersMax) return undefined;
  // Half a surrogate pair is no text that a store keeps.
  return value.isWellFormed() && !value.includes('\0') ? value.trim() : undefined;
}

function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isIdText(value: unknown): value is string {
  return typeof value === 'string' && isId(value);
}
