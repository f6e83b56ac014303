import type { Said } from '../../config/texts/words.ts';
import type { StatePayload } from '../mqtt/messages/message-table.ts';
import type { HallNames } from './event-sentences.ts';
import type { StatusBook } from './status-book.ts';
import { statusTexts } from './status-texts.ts';
import type { DeviceRow, Works } from './status-types.ts';
import { trouble } from './trouble.ts';

type State = StatePayload<'device/{id}/state'>;

/** One device. Of a hall that is not `heard` only its name and place are known. */
export function deviceRow(id: string, book: StatusBook, heard: boolean, names: HallNames): DeviceRow {
  const info = book.of('device/{id}/info', id);
  const state = heard ? book.of('device/{id}/state', id) : undefined;
  return {
    id,
    title: info?.title ?? id,
    role: info?.role ?? '',
    place: info?.place ?? '',
    counter: info?.counter == null ? undefined : names.counter(info.counter),
    parent: info?.parent?.id,
    works: worksOf(state),
    admin: state?.admin ?? 'enabled',
    says: deviceSaid(state),
    since: state && Date.parse(state.since),
    evidence: state === undefined ? statusTexts.notHeard : statusTexts.evidence[state.evidence],
    paper: info?.role === 'printer' ? paperOf(state) : undefined,
    troubles: state?.reasons.map((reason) => trouble(id, reason)) ?? [],
  };
}

function worksOf(state: State | undefined): Works {
  if (state === undefined || state.state === 'unknown' || state.state === 'starting') return 'unknown';
  if (state.admin !== 'enabled' || state.state === 'disabled') return 'off';
  if (!state.usable) return 'failed';
  return state.state === 'degraded' ? 'impaired' : 'well';
}

function deviceSaid(state: State | undefined): Said {
  if (state === undefined) return statusTexts.notHeard;
  if (state.admin === 'maintenance') return statusTexts.maintenance;
  const isThere = state.state === 'online' || state.state === 'degraded';
  return isThere && !state.usable ? statusTexts.unusable : statusTexts.devices[state.state];
}

/** What a printer says of its paper; one that cannot be asked, or is not there, says nothing. */
function paperOf(state: State | undefined): DeviceRow['paper'] {
  const { paper } = statusTexts;
  const has = (code: string) => state?.reasons.some((reason) => reason.code === code) === true;
  if (has('paper.out')) return { works: 'failed', says: paper.out };
  if (has('paper.low')) return { works: 'impaired', says: paper.low };
  const isAsked =
    state !== undefined &&
    ['online', 'degraded'].includes(state.state) &&
    ['ack', 'poll'].includes(state.evidence) &&
    !has('printer.status_unsupported');
  return isAsked ? { works: 'well', says: paper.well } : { works: 'unknown', says: paper.unknown };
}

const order: readonly Works[] = ['failed', 'unknown', 'impaired', 'off', 'well'];

export function worstFirst(one: DeviceRow, other: DeviceRow): number {
  return order.indexOf(one.works) - order.indexOf(other.works) || one.id.localeCompare(other.id);
}
