import type { KeptIncident } from '../store/store-port.ts';
import type { WebReply } from './http-reply.ts';
import { jsonReply } from './http-reply.ts';
import { incidentAnswer, inventoryAnswer, siteAnswer, spanAnswer, windowAnswer } from './office-answers.ts';
import { readNote, readWindow } from './office-fields.ts';
import type { IncidentAnswer, Me, OfficeRole, SiteAnswer } from './office-messages.ts';
import { report, reportFile, satisfaction, satisfactionFile } from './office-reports.ts';
import type { OfficeUser } from './office-users.ts';
import { officeWebLimits } from './office-web-limits.ts';
import { allWords } from './office-words.ts';
import type { Call } from './route-call.ts';
import type { UserScope } from './user-scope.ts';

export interface OfficeRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** `{id}` stands for one part of the path. */
  readonly path: string;
  /** The least role. */
  readonly role: OfficeRole;
  readonly answer: (call: Call) => WebReply | Promise<WebReply>;
}

const unknown: WebReply = { refusal: 'unknown' };
const done: WebReply = { json: '{}' };
const words: WebReply = jsonReply(allWords());

export const officeRoutes: readonly OfficeRoute[] = [
  { method: 'GET', path: '/api/me', role: 'look', answer: ({ user }) => jsonReply(meOf(user)) },
  { method: 'GET', path: '/api/words', role: 'look', answer: () => words },
  { method: 'GET', path: '/api/fleet', role: 'look', answer: fleet },
  { method: 'GET', path: '/api/inventory', role: 'look', answer: inventory },
  { method: 'GET', path: '/api/site/{id}', role: 'look', answer: site },
  { method: 'GET', path: '/api/incidents', role: 'look', answer: incidents },
  {
    method: 'POST',
    path: '/api/incident/{id}/acknowledge',
    role: 'acknowledge',
    answer: note('acknowledged'),
  },
  { method: 'POST', path: '/api/incident/{id}/comment', role: 'acknowledge', answer: note('commented') },
  { method: 'GET', path: '/api/windows', role: 'look', answer: windows },
  { method: 'POST', path: '/api/windows', role: 'administer', answer: saveWindow },
  { method: 'DELETE', path: '/api/windows/{id}', role: 'administer', answer: endWindow },
  { method: 'GET', path: '/api/report', role: 'look', answer: report },
  { method: 'GET', path: '/api/report/{id}', role: 'look', answer: reportFile },
  { method: 'GET', path: '/api/satisfaction', role: 'look', answer: satisfaction },
  { method: 'GET', path: '/api/satisfaction/file', role: 'look', answer: satisfactionFile },
];

export function meOf({ name, role, regions }: OfficeUser): Me {
  return { name, role, regions: regions ?? null };
}

function fleet({ scope, rows, now, notes }: Call): WebReply {
  const regionOf = (id: string): string | undefined => scope.fleet.site(id)?.region;
  const open = scope.fleet
    .incidents()
    .slice(-officeWebLimits.incidentsMax)
    .map((incident) => incidentAnswer(incident, notes.of(incident.id), regionOf));
  const sites: string[] = [];
  for (const one of scope.fleet.sites()) sites.push(rows.of(one));
  const { listeningSince = null } = scope.fleet;
  const head = JSON.stringify({ now, listeningSince, incidents: open });
  // Rows are JSON already.
  return { json: `${head.slice(0, -1)},"sites":[${sites.join()}]}` };
}

function inventory({ scope }: Call): WebReply {
  const rows = [...scope.fleet.sites()].map((one) => ({
    ...{ site: one.id, title: one.title ?? null },
    ...inventoryAnswer(one),
  }));
  return jsonReply({ sites: rows });
}

async function site({ scope, id, now }: Call): Promise<WebReply> {
  const found = scope.fleet.site(id);
  if (found === undefined) return unknown;
  const historyFrom = now - officeWebLimits.historyMs;
  // A store that is away takes nothing from what is known now.
  const history = await historyOf(scope, id, historyFrom, now).catch(() => null);
  return jsonReply(siteAnswer(found, { now, historyFrom, history }));
}

async function historyOf(
  scope: UserScope,
  id: string,
  from: number,
  now: number,
): Promise<NonNullable<SiteAnswer['history']>> {
  const { spansMax, incidentsMax } = officeWebLimits;
  const [spans, kept] = await Promise.all([
    scope.spans(id, from, now),
    scope.incidents({ site: id }, from, now, incidentsMax),
  ]);
  return {
    spans: spans.slice(-spansMax).map(spanAnswer),
    incidents: kept.filter(({ incident }) => incident.site === id).map((one) => keptAnswer(scope, one)),
  };
}

async function incidents({ scope, now }: Call): Promise<WebReply> {
  const { historyMs, incidentsMax } = officeWebLimits;
  const kept = await scope.incidents({}, now - historyMs, now, incidentsMax);
  return jsonReply({ incidents: kept.map((one) => keptAnswer(scope, one)) });
}

function keptAnswer(scope: UserScope, { incident, notes }: KeptIncident): IncidentAnswer {
  return incidentAnswer(incident, notes, (id) => scope.fleet.site(id)?.region);
}

function note(what: 'acknowledged' | 'commented'): OfficeRoute['answer'] {
  return async ({ scope, user, id, body, now, notes }) => {
    const text = readNote(body, what);
    if (text === undefined) return { refusal: 'bad-field' };
    if (!(await scope.knowsIncident(id, now))) return unknown;
    await notes.add({ incident: id, by: user.name, at: now, what, text });
    return done;
  };
}

async function windows({ scope, now }: Call): Promise<WebReply> {
  const kept = (await scope.windows()).filter(({ to }) => to > now - officeWebLimits.historyMs);
  return jsonReply({ windows: kept.slice(-officeWebLimits.windowsMax).map(windowAnswer) });
}

async function saveWindow({ scope, user, body, now, windowStore }: Call): Promise<WebReply> {
  const window = readWindow(body, now);
  if (window === undefined) return { refusal: 'bad-field' };
  if (!scope.seesWindow(window)) return unknown;
  const kept = (await scope.windows()).filter(({ to }) => to > now);
  if (kept.length >= officeWebLimits.windowsMax) return { refusal: 'too-many' };
  const id = windowStore.newId();
  await windowStore.saveWindow({ ...window, id, by: user.name });
  return jsonReply({ id });
}

async function endWindow({ scope, id, now, windowStore }: Call): Promise<WebReply> {
  const found = (await scope.windows()).find((window) => window.id === id);
  if (found === undefined) return unknown;
  await windowStore.endWindow(id, now);
  return done;
}
