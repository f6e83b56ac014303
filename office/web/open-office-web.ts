import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../devices/ports.ts';
import { repeat } from '../../firmware-host/async/interval.ts';
import type { ServerTls } from '../../firmware-host/mqtt/embedded/open-listeners.ts';
import { builtPage } from '../../firmware-host/web/built-pages.ts';
import { openHttpDoor, type WebVisit } from '../../firmware-host/web/http-door.ts';
import { replyHeaders, sendBody } from '../../firmware-host/web/send-body.ts';
import type { Content } from '../../firmware-host/web/web-server.ts';
import { createWebSessions } from '../../firmware-host/web/web-sessions.ts';
import { createWelcome, plainName } from '../../firmware-host/web/welcome.ts';
import type { FleetView } from '../fleet/fleet-view.ts';
import type { ReportReader } from '../store/report-store.ts';
import type { HistoryStore } from '../store/store-port.ts';
import { createOfficeReports } from './create-office-reports.ts';
import { type EventStreams, openEventStreams } from './event-streams.ts';
import { sendReply, type WebReply } from './http-reply.ts';
import { openIncidentNotes } from './incident-notes.ts';
import { createOfficeRequests, type OfficeRequests } from './office-requests.ts';
import type { OfficeHolder, RefusedClient } from './office-session.ts';
import { createOfficeLogin, type OfficeUser } from './office-users.ts';
import { officeWebLimits } from './office-web-limits.ts';
import { noUsualHours, type UsualHours } from './site-facts-of.ts';
import { createSiteRows } from './site-rows.ts';
import { createUserScope } from './user-scope.ts';

export interface OfficeWebOptions {
  readonly fleet: FleetView;
  readonly history: HistoryStore;
  /** At least one. */
  readonly users: readonly OfficeUser[];
  readonly clock: Clock;
  /** Unix ms. */
  readonly wall: () => number;
  /** Missing: this machine alone, any free port. `names`: by which else it is called, such as a proxy's name. */
  readonly listen?: { readonly host?: string; readonly port?: number; readonly names?: readonly string[] };
  readonly tls?: ServerTls;
  /** Somebody has planned or ended a maintenance window: the verdicts are to be given `history.windows()` again. */
  readonly windowsChanged: () => void;
  /** What reports are made of, beside the history. */
  readonly reports?: ReportsOptions;
  /** Answers `/metrics`, and decides who may read them. */
  readonly metrics?: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** The files of the page, such as `office.html`. Missing: those that were built. */
  readonly files?: ReadonlyMap<string, Content>;
  /** What was refused, and to whom: for the log, which bounds it. */
  readonly refused?: RefusedClient;
  /** What went wrong inside, such as a store that does not answer. */
  readonly failed?: (why: unknown) => void;
}

export interface ReportsOptions {
  /** Missing: nothing was reckoned of any site. */
  readonly records?: ReportReader;
  /** For sites that do not say their hours. */
  readonly usual: UsualHours;
  /** The name of the office, for print sheets. */
  readonly title: string;
}

export interface OfficeWeb {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the office's pages, and what they show, to users who have logged in. Rejects with `web.failed` when it cannot
 * listen there.
 */
export async function openOfficeWeb(of: OfficeWebOptions): Promise<OfficeWeb> {
  const { fleet, history, clock, wall, tls, refused = () => undefined } = of;
  const { host = '127.0.0.1', port: wanted = 0, names = [] } = of.listen ?? {};
  const scheme = tls === undefined ? 'http' : 'https';
  const rows = createSiteRows();
  const stopRows = fleet.onChange(({ sites }) => rows.changed(sites));
  const sessions = createWebSessions<OfficeHolder>({ clock, limits: officeWebLimits });
  const holderOf = (user: OfficeUser): OfficeHolder => ({
    ...{ name: user.name, user },
    scope: createUserScope(user, fleet, history, of.reports?.records),
  });
  const login = createOfficeLogin(of.users, clock);
  const notes = openIncidentNotes(history, { clock, wall, changed: () => streams.notesChanged() });
  const streams: EventStreams = openEventStreams({ clock, wall, rows, notes: () => notes });
  const stopSweeping = repeat(clock, sweepEveryMs, () => sessions.sweep(), 'office web: idle sessions');
  const windowStore = {
    newId: randomUUID,
    saveWindow: (window) => history.saveWindow(window).then(of.windowsChanged),
    endWindow: (id, now) => history.endWindow(id, now).then(of.windowsChanged),
  } satisfies Pick<HistoryStore, 'saveWindow' | 'endWindow'> & { newId(): string };
  const { usual = noUsualHours, title } = of.reports ?? {};
  const reports = { ...createOfficeReports({ clock, wall, usual }), title };
  let port = wanted;
  const requests = createOfficeRequests({
    ...{ sessions, holderOf, login, rows, notes, windowStore, reports, streams, clock, wall, refused },
    failed: of.failed ?? (() => undefined),
    isSecure: tls !== undefined,
    port: () => port,
  });
  const content = pageContent(of.files ?? builtPage('office'));
  const mayCome = createWelcome(host, names, () => port, scheme);
  const headers = replyHeaders(tls !== undefined);
  const stop = (): void => {
    for (const one of [stopRows, stopSweeping, () => notes.close(), () => streams.close()]) one();
    sessions.endAll();
  };
  try {
    const { strangers, streams: members, bytesIn, bodyWaitMs } = officeWebLimits;
    const http = await openHttpDoor({
      ...{ host, port, tls, clock, refused, limits: { strangers, members, bytesIn, bodyWaitMs } },
      hint: 'Write another port or host: web: { port: 8491 } in the file of the office, or --port.',
      serve: (visit) => serve(visit, { mayCome, content, requests, headers, refused, metrics: of.metrics }),
    });
    port = http.port;
    const shown = host.includes(':') ? `[${host}]` : host;
    return {
      url: `${scheme}://${shown}:${port}/`,
      close() {
        stop();
        return http.close();
      },
    };
  } catch (thrown) {
    stop();
    throw thrown;
  }
}

const sweepEveryMs = 60_000;
const metricsPath = '/metrics';

/** The files of the page by path. They say nothing of the fleet: anybody who reaches the server may have them. */
function pageContent(files: ReadonlyMap<string, Content>): ReadonlyMap<string, Content> {
  const content = new Map([...files].map(([name, file]) => [`/${name}`, file]));
  const page = files.get('office.html');
  if (page !== undefined) content.set('/', page);
  return content;
}

/** For a person who calls the office by a name that it does not have. */
function unknownName(host: string | undefined): string {
  const name = plainName(host);
  return (
    `Kantor tidak mengenal nama '${name}'. Pakai alamat IP-nya, atau tambahkan nama ini di pengaturan halaman kantor.\n` +
    `The office does not know the name '${name}'. Use its IP address, or add this name to the settings of its page.\n`
  );
}

function serve(
  visit: WebVisit,
  of: {
    readonly mayCome: ReturnType<typeof createWelcome>;
    readonly content: ReadonlyMap<string, Content>;
    readonly requests: OfficeRequests;
    readonly headers: Readonly<Record<string, string>>;
    readonly refused: RefusedClient;
    readonly metrics: OfficeWebOptions['metrics'];
  },
): void {
  const { request, response } = visit;
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  if (path === metricsPath && of.metrics !== undefined) return void of.metrics(request, response);
  const reply = (what: WebReply): void => sendReply(request, response, what, of.headers);
  const refusal = of.mayCome(request);
  if (refusal !== undefined) {
    of.refused(refusal, visit.address);
    if (path !== '/' || refusal !== 'host') reply({ refusal: 'origin' });
    else {
      const body = Buffer.from(unknownName(request.headers.host));
      const type = { 'content-type': 'text/plain; charset=utf-8' };
      sendBody(request, response, { status: 403, body, headers: { ...of.headers, ...type } });
    }
    return;
  }
  const file = of.content.get(path);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (file !== undefined && isRead)
    sendBody(request, response, {
      ...{ status: 200, body: file.body },
      headers: { ...of.headers, 'content-type': file.type },
    });
  else void of.requests(visit, path).then((what) => what !== undefined && reply(what));
}
