import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { asFault, type Fault } from '../../../devices/fault.ts';
import { faultCatalogue } from '../../../devices/fault-catalogue.ts';
import type { OfficeSettings } from '../../../office/config/office-settings.ts';
import { createMetricsHandler } from '../../../office/metrics/metrics-handler.ts';
import { openProcessFigures } from '../../../office/metrics/office-figures.ts';
import { type Office, type OfficeParts, openOffice } from '../../../office/open-office.ts';
import type { OfficeStore } from '../../../office/store/store-port.ts';
import type { OfficeUser } from '../../../office/web/office-users.ts';
import { type OfficeWeb, openOfficeWeb } from '../../../office/web/open-office-web.ts';
import { usualHours } from '../../../office/web/site-facts-of.ts';
import { type Opened, openAll } from '../../async/open-all.ts';
import { systemClock, systemWall } from '../../edge/system-clock.ts';
import type { ServerTls } from '../../mqtt/embedded/open-listeners.ts';
import { openBoundedLog, openRefusalLog } from '../../process/refusal-log.ts';
import { officeConnection } from './office-connection.ts';
import { officeFigures } from './office-figures-now.ts';
import { officeHints } from './office-hints.ts';
import { metricsToken, officeTls, officeUsers } from './office-secrets.ts';
import { openStore } from './open-store.ts';

export interface StartOfficeOptions {
  /** The folder of the store, and of nothing else. */
  readonly data: string;
  /** Unique among the workers of one store; the name of the machine where it is missing. */
  readonly worker?: string;
  readonly version: string;
}

export interface StartedOffice {
  readonly office: Office;
  /** Undefined without users: nobody could see it. */
  readonly web: OfficeWeb | undefined;
  close(): Promise<void>;
}

/** What an office stands on. */
export interface OfficeGround {
  readonly store: OfficeStore;
  readonly users: readonly OfficeUser[];
  readonly tls: ServerTls | undefined;
  readonly token: string | undefined;
  readonly line: Pick<OfficeParts, 'connect' | 'account'>;
}

/** Starts the office of a file with its pages. Rejects with a Fault that says what is missing. */
export async function startOffice(
  file: string,
  settings: OfficeSettings,
  options: StartOfficeOptions,
  log: Logger,
): Promise<StartedOffice> {
  await mkdir(options.data, { recursive: true, mode: 0o750 });
  const { report } = inLog(log, new Map());
  const users = await officeUsers(file, settings);
  const tls = await officeTls(file, settings);
  const token = await metricsToken(file, settings);
  const line = await officeConnection(file, settings, options.worker ?? hostname(), report);
  const store = await openStore(file, settings, options.data);
  return startOfficeOn({ store, users, tls, token, line }, settings, options, log);
}

/** Starts an office on what is there already; it closes the store. */
export function startOfficeOn(
  ground: OfficeGround,
  settings: OfficeSettings,
  options: StartOfficeOptions,
  log: Logger,
): Promise<StartedOffice> {
  const closes: (() => Promise<void> | void)[] = [];
  return openAll((opened) =>
    startOn({ ground, settings, options, log }, closes, (one, close) => {
      closes.unshift(() => close(one));
      return opened(one, close);
    }),
  );
}

async function startOn(
  of: {
    readonly ground: OfficeGround;
    readonly settings: OfficeSettings;
    readonly options: StartOfficeOptions;
    readonly log: Logger;
  },
  closes: readonly (() => Promise<void> | void)[],
  opened: Opened,
): Promise<StartedOffice> {
  const { ground, settings, options, log } = of;
  const { users, tls, token, line } = ground;
  const store = opened(ground.store, (one) => one.close());
  const time = { clock: systemClock, wall: systemWall };
  const storeFaults = new Map<string, number>();
  const logged = inLog(log, storeFaults);
  const office = opened(
    await openOffice({
      ...{ store, ...logged, ...line, ...time },
      worker: options.worker ?? hostname(),
      boot: randomBytes(8).toString('hex'),
      keepDays: settings.store.keep_days,
    }),
    (one) => one.close(),
  );
  const figures = opened(openProcessFigures(), (one) => one.close());
  const source = {
    ...{ view: office.fleet, figures: () => officeFigures(office, storeFaults), process: figures.read },
    ...{ version: options.version, startedAt: systemWall(), ...time },
  };
  const web =
    users.length === 0
      ? undefined
      : opened(
          await openOfficeWeb({
            ...{ fleet: office.fleet, history: store.history, users, ...time },
            listen: { host: settings.web.host, port: settings.web.port, names: settings.web.hosts },
            ...(tls === undefined ? {} : { tls }),
            windowsChanged: office.windowsChanged,
            reports: {
              records: store.reports,
              usual: usualHours(settings.reports),
              title: settings.office.title,
            },
            metrics: createMetricsHandler({
              ...{ source: () => source, token },
              failed: (why) => log.error({ err: why }, 'the metrics could not be written'),
            }),
            refused: refusedInLog(log),
            failed: (why) => log.warn({ err: why }, 'a page could not be answered'),
          }),
          (one) => one.close(),
        );
  return {
    ...{ office, web },
    async close() {
      for (const close of closes) await close();
    },
  };
}

function refusedInLog(log: Logger): (refusal: string, address: string) => void {
  const tell = openRefusalLog(systemClock, log, 'a browser was refused');
  return (refusal, address) => tell(refusal, { address });
}

/** `storeFaults` counts what the store refuses, by code. */
function inLog(log: Logger, storeFaults: Map<string, number>): Pick<OfficeParts, 'report' | 'told'> {
  const report = ({ code, message, hint }: Fault): void => {
    if (code.startsWith('store.')) storeFaults.set(code, (storeFaults.get(code) ?? 0) + 1);
    log.warn({ code, hint: hint ?? officeHints[code] ?? faultCatalogue[code].en }, message);
  };
  // A site may give its numbers again with each event.
  const tell = openBoundedLog(systemClock, log);
  const ofSite = (site: string, fields: object, text: string): void =>
    tell(`${site} ${text}`, { site, ...fields }, text);
  return {
    report,
    told: {
      lost: (site, gap) => ofSite(site, gap, 'events of a site are not to be had any more'),
      again: (site, numbers) => ofSite(site, numbers, 'a site goes on from an older copy of its journal'),
      twice: (site, boots) => ofSite(site, { boots }, 'two controllers have the id of one site'),
      notStored: (why) => report(asFault(why, 'store.error')),
      noMarkers: () => log.warn(withoutMarkers),
    },
  };
}

const withoutMarkers =
  'the broker brings no markers back: see mosquitto-central.acl; more may be asked for than is missing';
