import type { Said } from '../../config/texts/words.ts';
import { type BoardStateMessage, noticeKinds, noticesMax } from '../mqtt/messages/hall-messages.ts';
import { clockIsPlausible } from '../queue/day.ts';
import type { Now, ServiceRules } from '../queue/hall.ts';
import { nextNumber, quotaLeft } from '../queue/numbering.ts';
import { closedBecause } from '../queue/schedule.ts';
import type { ReadState } from '../queue/state.ts';
import { type NextOpening, nextOpening } from './next-opening.ts';
import { ofServices, noticeTexts as texts } from './notice-texts.ts';

/** Something that visitors have to know now. */
type Notice = BoardStateMessage['notices'][number];

/** How long before the last ticket the end of tickets is told. */
const closingSoonMinutes = 15;

type Told = Pick<Notice, 'kind' | 'text'>;

/**
 * The notices of a hall, from its facts: the least urgent are left out when there are too many. `message` is what
 * people have set, while it is in force.
 */
export function noticesOf(of: {
  readonly state: ReadState;
  readonly now: Now;
  readonly titles: ReadonlyMap<string, { readonly title: string }>;
  readonly message: Said | undefined;
}): Notice[] {
  const { state, now, titles, message } = of;
  const services = [...state.hall.services.values()];
  const told = services.map((rules) => ({ id: rules.id, told: toldOf(state, rules, now) }));
  const isWorking = told.some(({ told }) => told?.kind !== 'closed' && told?.kind !== 'break');
  const counters = isWorking ? toldOfCounters(state) : undefined;
  return [
    ...(message === undefined ? [] : [ofHall({ kind: 'message', text: message })]),
    ...(counters === undefined ? [] : [ofHall(counters)]),
    ...together(told, titles),
  ]
    .toSorted((one, other) => noticeKinds.indexOf(one.kind) - noticeKinds.indexOf(other.kind))
    .slice(0, noticesMax);
}

const ofHall = (told: Told): Notice => ({ ...told, services: [] });

/** One notice for all services of which the same is told; what is true of all of them names none. */
function together(
  all: readonly { readonly id: string; readonly told: Told | undefined }[],
  titles: ReadonlyMap<string, { readonly title: string }>,
): readonly Notice[] {
  const alike = new Map<string, { readonly told: Told; readonly ids: string[] }>();
  for (const { id, told } of all) {
    if (told === undefined) continue;
    const key = `${told.kind} ${told.text.en}`;
    const known = alike.get(key) ?? { told, ids: [] };
    known.ids.push(id);
    alike.set(key, known);
  }
  return [...alike.values()].map(({ told: { kind, text }, ids }) => {
    if (ids.length === all.length) return ofHall({ kind, text });
    return {
      kind,
      text: ofServices(
        ids.map((id) => titles.get(id)?.title ?? id),
        text,
      ),
      services: ids,
    };
  });
}

/** What visitors have to know of one service now. */
function toldOf(state: ReadState, rules: ServiceRules, now: Now): Told | undefined {
  switch (closedBecause(state, rules, now)) {
    case 'service-closed':
      if (state.services.get(rules.id)?.forced === 'closed')
        return { kind: 'closed', text: texts.closedForNow };
      return { kind: 'closed', text: texts.closed(nextOpening(rules, state.hall.holidays, now)) };
    case 'holiday':
      return { kind: 'closed', text: texts.closed(nextOpening(rules, state.hall.holidays, now)) };
    case 'service-break':
      return breakUntil(nextOpening(rules, state.hall.holidays, now));
    case 'past-cutoff':
      return { kind: 'cutoff', text: texts.cutoff };
    default:
      return quotaOf(state, rules) ?? closingOf(state, rules, now);
  }
}

/** During a break the next opening is that of today. */
const breakUntil = (opens: NextOpening | undefined): Told | undefined =>
  opens && { kind: 'break', text: texts.break(opens.minute) };

function quotaOf(state: ReadState, rules: ServiceRules): Told | undefined {
  if (nextNumber(state, rules) === undefined) return { kind: 'quota', text: texts.quota };
  if (quotaLeft(state, rules, 'regular') > 0) return undefined;
  const isFull = quotaLeft(state, rules, 'priority') === 0;
  return { kind: 'quota', text: isFull ? texts.quota : texts.quotaButPriority };
}

/** The end of tickets by the hours, shortly before it. */
function closingOf(state: ReadState, rules: ServiceRules, now: Now): Told | undefined {
  const spans = rules.hours?.get(now.weekday) ?? [];
  const isForced = state.services.get(rules.id)?.forced === 'open';
  if (spans.length === 0 || isForced || !clockIsPlausible(state, now)) return undefined;
  const at = Math.max(...spans.map(({ to }) => to)) - rules.cutoffMinutes;
  return at - now.minute <= closingSoonMinutes ? { kind: 'closing', text: texts.closing(at) } : undefined;
}

const prayers = /^(salat|sholat|shalat|solat|ibadah)\b/i;

/** Told when every counter that is not closed has a break. */
function toldOfCounters(state: ReadState): Told | undefined {
  const there = [...state.counters.values()].filter(({ phase }) => phase !== 'closed');
  if (there.length === 0 || there.some(({ phase }) => phase !== 'break')) return undefined;
  const isPrayer = there.every(({ breakReason }) => prayers.test(breakReason ?? ''));
  return { kind: 'counters', text: isPrayer ? texts.prayer : texts.counters };
}
