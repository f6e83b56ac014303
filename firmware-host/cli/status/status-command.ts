import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Language, Site } from '../../../config/site.ts';
import type { Said } from '../../../config/texts/words.ts';
import { Fault } from '../../../devices/fault.ts';
import { repeat } from '../../async/interval.ts';
import { atMost, pause } from '../../async/time-limit.ts';
import { systemClock, systemWall } from '../../edge/system-clock.ts';
import type { BrokerConnection } from '../../mqtt/broker-connection.ts';
import { openExternalConnection } from '../../mqtt/external-connection.ts';
import { contractRoot } from '../../mqtt/topics.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { lastEvents } from '../../process/last-events.ts';
import { readCertificates, readPassword } from '../../process/secrets.ts';
import { siteFrom } from '../../process/site-file.ts';
import { stopOnSignals } from '../../process/start.ts';
import { hallStatus } from '../../status/hall-status.ts';
import { both } from '../../status/said-span.ts';
import { createStatusBook, type StatusBook } from '../../status/status-book.ts';
import type { HallStatus } from '../../status/status-types.ts';
import { places } from '../install/install-paths.ts';
import { pacedOutput } from '../paced-output.ts';
import { askPassword } from '../typed-lines.ts';
import { statusLines } from './status-lines.ts';

export interface StatusOptions {
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly broker?: string;
  readonly username?: string;
  readonly passwordFile?: string;
  readonly ca?: string;
  readonly data: string;
}

/** A broker on this machine answers in milliseconds; a hall of a hundred counters retains about 1 MB. */
const heardWithinMs = 5_000;
const redrawEveryMs = 1_000;

/** What a hall that cannot be heard is told with. */
const unreachable = both(
  'Broker di situs ini tidak menjawab: sistem antrean tidak berjalan, atau brokernya mati. Lihat: sudo systemctl status loket',
  'The broker of this site does not answer: the queue system does not run, or its broker is down. See: sudo systemctl status loket',
);
const noSite = {
  what: (file: string) => both(`tidak ada ${file}`, `there is no ${file}`),
  hint: both(
    'Sebutkan berkas situsnya: loket status site.yaml',
    'Name the site file: loket status site.yaml',
  ),
};
const noAccount = both(
  'Broker ini meminta akun: --username NAMA (dari mqtt.users di berkas situs)',
  'This broker asks for an account: --username NAME (of mqtt.users in the site file)',
);

const wrongAccount = both(
  'Nama atau kata sandi akun itu salah: pakai akun dari mqtt.users di berkas situs',
  'The name or the password of that account is wrong: use one of mqtt.users in the site file',
);

/** `loket status [SITE]`: how a running hall is, from the messages that it publishes. */
export async function showStatus(path: string | undefined, options: StatusOptions): Promise<void> {
  try {
    const file = path ?? places.site;
    if (path === undefined && !existsSync(file))
      throw new Fault('config.invalid', noSite.what(file)[language(undefined)], {
        hint: noSite.hint[language(undefined)],
      });
    const site = await siteFrom(file);
    if (site === undefined) {
      process.exitCode = 1;
      return;
    }
    await show(site, dirname(file), options);
  } catch (thrown) {
    explain(thrown);
  }
}

async function show(site: Site, folder: string, options: StatusOptions): Promise<void> {
  const speak = language(site.language);
  let ended: (fault: Fault | undefined) => void = () => undefined;
  const heard = new Promise<Fault | undefined>((resolve) => {
    ended = resolve;
  });
  const connection = await connected(site, folder, options, (fault) => ended(fault));
  const book = createStatusBook();
  const prefix = `${contractRoot}/${site.id}/`;
  connection.subscribe(`${prefix}#`, ({ topic, payload }) => {
    const text = Buffer.from(payload).toString('utf8');
    book.hear({ address: topic.slice(prefix.length), payload: text, at: systemClock.now() });
    if (isWhole(book)) ended(undefined);
  });
  const now = () =>
    hallStatus(book, { site: site.id, connected: connection.connected, now: systemClock.now() });
  const told = hearLast(book, options.data, site.id);
  const lines = (status: HallStatus) =>
    statusLines(status, {
      language: speak,
      now: systemWall(),
      columns: process.stdout.columns || 80,
      noEvents: told,
    });
  if (options.watch === true && options.json !== true) {
    const stopDrawing = watch(() => lines(now()), connection);
    // Waiting does not help who is not let in.
    void heard.then((fault) => {
      if (fault?.code !== 'broker.auth') return;
      stopDrawing();
      void connection.close();
      explain(explained(fault, speak, options));
    });
    return;
  }
  await atMost(systemClock, heardWithinMs, heard, 'status: heard');
  const fault = await Promise.race([heard, undefined]);
  if (options.watch === true && fault === undefined) return tellChanges(now, connection);
  const status = now();
  await connection.close();
  if (fault !== undefined) throw explained(fault, speak, options);
  if (options.json === true) console.log(JSON.stringify(status));
  else console.log(lines(status).join('\n'));
  if (isTroubled(status)) process.exitCode = 1;
}

/** Has the book hear the last events. Returns why not; then a status is without them until new ones happen. */
function hearLast(book: StatusBook, data: string, site: string): Said | undefined {
  try {
    const events = lastEvents(data, site);
    for (const event of events ?? []) book.hear({ ...event, at: systemClock.now() });
    return events === undefined
      ? both(`jurnal di ${data} milik situs lain`, `the journal in ${data} is of another site`)
      : undefined;
  } catch {
    return both(
      `jurnal di ${data} tidak dapat dibaca: pakai sudo, atau sebut foldernya dengan --data`,
      `the journal in ${data} cannot be read: use sudo, or name its folder with --data`,
    );
  }
}

/** Whether a person has something to do: the exit code says so, for scripts. */
const isTroubled = ({ hall, troubles }: HallStatus) =>
  hall !== 'online' || troubles.some(({ severity, fix }) => severity === 'error' && fix !== 'auto');

/** The hall's own broker, as its site file tells where it is, or another one that is named. */
async function connected(
  site: Site,
  folder: string,
  options: StatusOptions,
  report: (fault: Fault) => void,
): Promise<BrokerConnection> {
  const place = await brokerOf(site, folder, options);
  return openExternalConnection({
    ...place,
    ...{ site: site.id, clientId: `loket-status-${process.pid}`, clock: systemClock },
    ...{ random: Math.random, report },
  });
}

async function brokerOf({ mqtt }: Site, folder: string, options: StatusOptions) {
  const { broker, username, passwordFile, ca } = options;
  const own =
    mqtt.broker === 'external'
      ? { url: mqtt.url, ca: mqtt.caFile, login: mqtt.login }
      : {
          url: `${mqtt.tls === undefined ? 'mqtt' : 'mqtts'}://${reachable(mqtt.host)}:${mqtt.port}`,
          ca: mqtt.tls?.cert,
          login: undefined,
        };
  const login =
    username === undefined
      ? own.login && {
          username: own.login.name,
          password: await readPassword(folder, own.login.passwordFile),
        }
      : {
          username,
          password:
            passwordFile === undefined ? await askPassword(username) : await readPassword('.', passwordFile),
        };
  const authority =
    ca === undefined
      ? own.ca !== undefined && broker === undefined && (await readCertificates(folder, own.ca))
      : await readCertificates('.', ca);
  return { url: broker ?? own.url, ...login, ...(authority ? { ca: authority } : {}) };
}

/** A server on all addresses of a machine is on that machine's own. */
const reachable = (host: string) =>
  ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;

function explained(fault: Fault, speak: Language, { username }: StatusOptions): Fault {
  const account = username === undefined ? noAccount : wrongAccount;
  const hint =
    fault.code === 'broker.auth' ? account : fault.code === 'broker.down' ? unreachable : undefined;
  return hint === undefined
    ? fault
    : new Fault(fault.code, fault.message, { hint: hint[speak], cause: fault });
}

/** Whether everything that the hall has was heard: it says itself what it has. */
function isWhole(book: StatusBook): boolean {
  const info = book.of('controller/info');
  if (book.of('controller/state')?.state === 'offline') return true;
  return (
    info !== undefined &&
    book.of('controller/state') !== undefined &&
    book.of('controller/health') !== undefined &&
    info.devices.every((id) => book.of('device/{id}/state', id) && book.of('device/{id}/info', id)) &&
    info.services.every(({ id }) => book.of('service/{id}/state', id)) &&
    info.counters.every(({ id }) => book.of('counter/{id}/state', id))
  );
}

/** Shows it anew each second, until a signal. At a terminal in its place, else one below the other. */
function watch(lines: () => readonly string[], connection: BrokerConnection): () => void {
  const draw = () => {
    const rows = process.stdout.isTTY ? lines().slice(0, (process.stdout.rows || 24) - 1) : [...lines(), ''];
    process.stdout.write(`${process.stdout.isTTY ? '\x1b[H\x1b[2J' : ''}${rows.join('\n')}\n`);
  };
  const stopDrawing = repeat(systemClock, redrawEveryMs, draw, 'status: draw');
  stopOnSignals(async () => {
    stopDrawing();
    await connection.close();
  });
  return stopDrawing;
}

/** Prints it as a line of JSON, and again whenever it has changed, until a signal or until nobody reads it any more. */
async function tellChanges(now: () => HallStatus, connection: BrokerConnection): Promise<void> {
  const print = pacedOutput();
  stopOnSignals(() => connection.close());
  let told = '';
  for (;;) {
    const text = JSON.stringify(now());
    if (text !== told && !(await print(`${text}\n`))) break;
    told = text;
    await pause(systemClock, redrawEveryMs, 'status: tell');
  }
  await connection.close();
}
