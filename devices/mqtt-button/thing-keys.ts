import type { Opening } from '../kind.ts';
import { thingLimits } from '../mqtt-thing/thing-limits.ts';
import type { KeyRule } from '../mqtt-thing/thing-models.ts';
import { isObject } from '../mqtt-thing/thing-payload.ts';
import type { HeardOfThing } from '../mqtt-thing/thing-session.ts';
import type { Millis } from '../ports.ts';
import type { KeyEvent } from '../roles.ts';

/** What the keys of one device need. */
interface ThingKeysParts extends Pick<Opening<unknown, KeyEvent>, 'tell' | 'warn' | 'count'> {
  readonly rules: readonly KeyRule[];
  readonly lockoutMs: Millis;
  readonly settleMs: Millis;
  /** See ThingSession. */
  readonly freshSince: () => Millis;
}

/**
 * Makes presses of messages. A message that the broker had kept, that comes soon after the hall or the device has
 * connected, or that says itself that it is old, is no press: somebody pressed once, and is not there any more. Of a
 * key that says when it is up again it tells at least that the key is down.
 */
export function createThingKeys(of: ThingKeysParts): (heard: HeardOfThing) => void {
  const { rules, tell, warn } = of;
  const down = new Set<string>();
  const pressedAt = new Map<string, Millis>();

  function press({ key, released }: KeyRule, at: Millis): void {
    const last = pressedAt.get(key);
    // The same press once more: the device or its broker has sent it again.
    if (down.has(key) || (last !== undefined && at - last < of.lockoutMs)) {
      of.count?.('presses_debounced');
      return;
    }
    pressedAt.set(key, at);
    warn('thing.late', undefined);
    tell({ type: 'pressed', key }, at);
    if (released === undefined) tell({ type: 'released', key }, at);
    else down.add(key);
  }

  function old({ key, released }: KeyRule, { at, isRetold }: HeardOfThing, why: string): void {
    if (released === undefined && !isRetold) warn('thing.late', `key ${key}: ${why}`);
    if (released === undefined || down.has(key)) return;
    down.add(key);
    tell({ type: 'held', key }, at);
  }

  function take(rule: KeyRule, heard: HeardOfThing): void {
    const said = heard.payload.field(rule.field);
    if (said === rule.pressed) {
      const why = whyOld(heard, of.freshSince() + of.settleMs);
      if (why === undefined) press(rule, heard.at);
      else old(rule, heard, why);
    }
    if (said === rule.released && down.delete(rule.key)) tell({ type: 'released', key: rule.key }, heard.at);
  }

  return (heard) => {
    const about = rules.filter(({ topic }) => topic === heard.topic);
    if (about.length === 0) return;
    if (about.some(({ field }) => field.length > 0)) {
      const isRead = heard.payload.text === '' || isObject(heard.payload.text);
      warn('thing.unreadable', isRead ? undefined : `${heard.topic}: it is no JSON object`);
    }
    for (const rule of about) take(rule, heard);
  };
}

/** Why a message is not of now; undefined: it is. */
function whyOld({ kept, at, wall, payload }: HeardOfThing, freshAt: Millis): string | undefined {
  if (kept) return 'the broker had kept it';
  if (at < freshAt) return 'it came with the connection';
  const seen = timeIn(payload.field(['last_seen']));
  if (seen !== undefined && wall !== undefined && wall - seen > thingLimits.pressMostMs)
    return `it is ${Math.round((wall - seen) / 1_000)} s old`;
  return undefined;
}

/** `last_seen` of Zigbee2MQTT, in the forms that can be told apart: ISO 8601, or ms since 1970. */
function timeIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{12,14}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(time) ? time : undefined;
}
