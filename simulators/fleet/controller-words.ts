import type { HallTime } from './hall-hours.ts';
import { iso, type Reason, reasonText } from './site-devices.ts';
import type { SitePlan } from './site-plan.ts';

/** Sites say their health so often. */
export const healthEverySeconds = 30;

/** One connection of one run of a site's process. */
export interface Session {
  readonly boot: string;
  /** Since the boot, from 1. */
  readonly connection: number;
  readonly isOld: boolean;
}

const numbered = ({ isOld, connection }: Session): string => (isOld ? '' : `,"connection":${connection}`);

/** `controller/state`, online. `since`: Unix ms of the site's clock. */
export function onlineText(session: Session, since: number, reasons: readonly Reason[]): string {
  return (
    `{"state":"online","reason":null,"since":"${iso(since)}","boot":"${session.boot}"${numbered(session)},` +
    `"reasons":[${reasons.map(reasonText).join()}]}`
  );
}

export function stoppedText(session: Session, since: number): string {
  return `{"state":"offline","reason":"stopped","since":"${iso(since)}","boot":"${session.boot}"${numbered(session)}}`;
}

/** The last will. `since`: when the connection was made, which an older version leaves out. */
export function willText(session: Session, since: number): string {
  const said = session.isOld ? null : `"${iso(since)}"`;
  return `{"state":"offline","reason":"lost","since":${said},"boot":"${session.boot}"${numbered(session)}}`;
}

/** `controller/info`. */
export function infoText(plan: SitePlan, opening: HallTime['opening']): string {
  const { version, title, zone, region, latitude, longitude, isOld, siteHash } = plan;
  return JSON.stringify({
    ...{ version, title, zone, language: 'id' },
    ...(isOld ? {} : { region, lat: latitude, lon: longitude, hours: hoursOf(opening), holidays: [] }),
    ...{ site_hash: siteHash, node: 'v20.19.5', os: 'linux 6.12.34+rpt-rpi-v8' },
    services: plan.services.map(({ id, title }) => ({ id, title })),
    counters: plan.counters.map(({ id, number }) => ({ id, number, title: `Loket ${number}` })),
    devices: plan.devices.map(({ id }) => id),
    kinds: [...new Set(plan.devices.map(({ kind }) => kind))],
  });
}

/** The same hours on all seven days. */
function hoursOf(opening: HallTime['opening']) {
  if (opening === 'always') return opening;
  return Object.fromEntries(Array.from({ length: 7 }, (_, day) => [String(day + 1), opening]));
}

export interface Vitals {
  /** Unix ms of the site's clock. */
  readonly at: number;
  readonly everySeconds: number;
  readonly uptimeSeconds: number;
  readonly devicesOnline: number;
  readonly devicesTotal: number;
  readonly sent: number;
  readonly backlog: number;
  readonly replays: number;
}

/** `controller/health`. What no simulator measures is an even value of a Pi that has little to do. */
export function healthText({ isOld }: Pick<Session, 'isOld'>, of: Vitals): string {
  const since = isOld ? '' : `"at":"${iso(of.at)}","every_s":${of.everySeconds},`;
  return (
    `{${since}"uptime_s":${of.uptimeSeconds},"rss_mb":131.5,"inbox_depth":0,"devices_online":${of.devicesOnline},` +
    `"devices_total":${of.devicesTotal},"clock_synced":true,"loop_lag_p99_ms":2.1,"journal_ok":true,` +
    `"journal_waiting":0,"journal_commit_p99_ms":3.4,"mqtt_depth":0,"mqtt_lag_ms":0,` +
    `"commands_done":${of.replays},"commands_refused":0,"uplink_ok":true,"uplink_sequence":${of.sent},` +
    `"uplink_backlog":${of.backlog},"uplink_refused":0,"cpu_c":51.2,"disk_free_mb":21480,"under_voltage":false,` +
    `"throttled":false,"disk_readonly":false}`
  );
}
