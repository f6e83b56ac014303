import type { Draft } from '../draft.ts';
import type { Path } from '../locate.ts';
import { isLoopback, mqttBroker } from '../mqtt.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';

/** The web server of the hall and the board have ports of their own, and pages with accounts have accounts. */
export function checkWeb(draft: Draft, report: Report): void {
  checkBoardPort(draft, report);
  checkPorts(draft, report);
  if (draft.web === undefined) return;
  const { pages } = draft.web;
  for (const [at, page] of pages.entries())
    if (pages.indexOf(page) < at) report.error(['web', 'pages', at], say('served-twice', page));
  checkAccounts(draft, draft.web, report);
  const prints = [...draft.devices.read.values()].some(({ kind }) => kind.role === 'printer');
  const tickets = pages.indexOf('tickets');
  if (tickets >= 0 && !prints) report.warn(['web', 'pages', tickets], say('nothing-prints'));
}

/** A board is served at its own port, or by `web`. */
function checkBoardPort({ board, web, hasWeb }: Draft, report: Report): void {
  if (board === undefined || board.port !== undefined) return;
  // Without `web`, or with a mistake there, it is not known whether the port is needed.
  if (web === undefined ? !hasWeb : !web.pages.includes('board')) report.missing(['board', 'port']);
}

/** Beyond this machine everybody may see the board; for the other pages there have to be users. */
function checkAccounts({ mqtt }: Draft, { host, pages }: NonNullable<Draft['web']>, report: Report): void {
  if (mqtt === undefined || isLoopback(host) || pages.every((page) => page === 'board')) return;
  const [page = ''] = pages.filter((one) => one !== 'board');
  if (mqtt.broker === 'external') report.error(['web', 'host'], say('web-external-broker', page));
  else if ((mqtt.users ?? []).every(({ role }) => role === 'device'))
    report.error(['web', 'host'], say('web-without-users', page));
  else if (mqtt.tls === undefined) report.warn(['web', 'host'], say('web-without-tls'));
}

/** A port as the file names it, or leaves it to its default. */
interface Listening {
  readonly host: string;
  readonly port: number;
  readonly path: Path;
  readonly name: string;
}

function checkPorts(draft: Draft, report: Report): void {
  const listening = listeningIn(draft);
  for (const [at, one] of listening.entries()) {
    const other = listening.slice(0, at).find((before) => clash(before, one));
    if (other !== undefined) report.error(one.path, say('same-port', one.port, other.name));
  }
}

function listeningIn({ mqtt, board, web }: Draft): readonly Listening[] {
  const broker = mqtt && mqttBroker(mqtt);
  const all: (Omit<Listening, 'port'> & { readonly port: number | undefined })[] = [];
  if (broker?.broker === 'embedded') {
    const { host, port, webSocketPort } = broker;
    all.push({ host, port, path: ['mqtt', 'port'], name: 'mqtt' });
    all.push({ host, port: webSocketPort, path: ['mqtt', 'websocket', 'port'], name: 'mqtt.websocket' });
  }
  if (board !== undefined) all.push({ ...board, port: board.port, path: ['board', 'port'], name: 'board' });
  if (web !== undefined) all.push({ ...web, path: ['web', 'port'], name: 'web' });
  return all.flatMap(({ port, ...one }) => (port === undefined ? [] : [{ ...one, port }]));
}

const everywhere: readonly string[] = ['0.0.0.0', '::'];
const sameHost = (host: string) => (host === 'localhost' ? '127.0.0.1' : host);

function clash(one: Listening, other: Listening): boolean {
  if (one.port !== other.port) return false;
  const hosts = [one, other].map(({ host }) => sameHost(host));
  return hosts[0] === hosts[1] || hosts.some((host) => everywhere.includes(host));
}
