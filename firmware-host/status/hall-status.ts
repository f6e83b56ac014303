import type { Said } from '../../config/texts/words.ts';
import type { StatePayload } from '../mqtt/messages/message-table.ts';
import { deviceRow, worstFirst } from './device-rows.ts';
import { eventSentence, type HallNames, reasonSaid } from './event-sentences.ts';
import { hallFacts } from './hall-facts.ts';
import { both } from './said-span.ts';
import type { StatusBook } from './status-book.ts';
import { statusLimits } from './status-limits.ts';
import { statusTexts } from './status-texts.ts';
import type { CounterRow, HallState, HallStatus, ServiceRow, Trouble } from './status-types.ts';
import { trouble } from './trouble.ts';

/** What is known from outside of the messages. */
export interface HeardFrom {
  readonly site: string;
  /** Whether the connection to the broker stands. Without it, nothing is known. */
  readonly connected: boolean;
  /** Now, in ms of the clock by which messages were heard. */
  readonly now: number;
}

/**
 * How a hall is, from what it has said: pure. Nothing is made up: while the hall is not heard, its devices, queues and
 * counters are not known, whatever they said last.
 */
export function hallStatus(book: StatusBook, from: HeardFrom): HallStatus {
  const hall = stateOf(book, from);
  const heard = hall === 'online';
  const info = book.of('controller/info');
  const names = namesOf(info);
  const devices = book
    .ids('device')
    .map((id) => deviceRow(id, book, heard, names))
    .sort(worstFirst);
  const own = heard ? (book.of('controller/state')?.reasons ?? []) : [];
  const troubles = [
    ...own.map((reason) => trouble(undefined, reason)),
    ...devices.flatMap(({ admin, troubles }) => (admin === 'enabled' ? troubles : [])),
  ];
  return {
    site: from.site,
    title: info?.title ?? from.site,
    version: info?.version,
    zone: info?.zone,
    language: info?.language,
    hall,
    says: statusTexts.halls[hall],
    troubles: troubles.sort(byUrgency),
    devices,
    services: book.ids('service').map((id) => serviceRow(id, book, heard, names)),
    counters: book.ids('counter').map((id) => counterRow(id, book, heard, names)),
    facts: hallFacts(book, { heard, connected: from.connected }),
    events: book.events.flatMap(({ sequence, at, type, data }) => {
      const says = eventSentence(type, data, names);
      return says === undefined ? [] : [{ sequence, at, says }];
    }),
  };
}

function stateOf(book: StatusBook, { connected, now }: HeardFrom): HallState {
  if (!connected) return 'unreachable';
  const said = book.of('controller/state');
  if (said === undefined) return 'unheard';
  if (said.state === 'offline') return said.reason === 'stopped' ? 'stopped' : 'lost';
  const everyS = book.of('controller/health')?.every_s;
  const { healthAt } = book;
  const isSilent =
    everyS !== undefined &&
    healthAt !== undefined &&
    now - healthAt > everyS * 1_000 * statusLimits.missedHealths;
  return isSilent ? 'silent' : 'online';
}

function namesOf(info: StatePayload<'controller/info'> | undefined): HallNames {
  const counters = new Map(info?.counters.map(({ id, title }) => [id, title]));
  const services = new Map(info?.services.map(({ id, title }) => [id, title]));
  return { counter: (id) => counters.get(id) ?? id, service: (id) => services.get(id) ?? id };
}

function serviceRow(id: string, book: StatusBook, heard: boolean, names: HallNames): ServiceRow {
  const now = heard ? book.of('service/{id}/state', id) : undefined;
  const says =
    now === undefined
      ? statusTexts.notHeard
      : now.open
        ? statusTexts.open
        : reasonSaid(now.reason ?? 'service-closed');
  return { id, title: names.service(id), now, says };
}

function counterRow(id: string, book: StatusBook, heard: boolean, names: HallNames): CounterRow {
  const now = heard ? book.of('counter/{id}/state', id) : undefined;
  return { id, title: names.counter(id), now, says: counterSaid(now) };
}

function counterSaid(now: CounterRow['now']): Said {
  if (now === undefined) return statusTexts.notHeard;
  const state = statusTexts.counters[now.state];
  return now.ticket === null ? state : both(`${state.id} ${now.ticket}`, `${state.en} ${now.ticket}`);
}

const severities: readonly Trouble['severity'][] = ['error', 'warn', 'info'];

/** What somebody has to mend comes before what mends itself, then the worst, then the oldest. */
function byUrgency(one: Trouble, other: Trouble): number {
  const [mends, alsoMends] = [one.fix === 'auto' ? 1 : 0, other.fix === 'auto' ? 1 : 0];
  return (
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    mends - alsoMends ||
    one.since - other.since
  );
}
