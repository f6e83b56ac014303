import type { Clock } from '../../../devices/ports.ts';
import { createFleet, type Fleet } from '../../../office/fleet/fleet.ts';
import type { Verdicts } from '../../../office/verdict/verdicts.ts';
import { createVerdicts } from '../../../office/verdict/verdicts.ts';
import { MemoryHistory } from './memory-history.ts';

/** Provinces with a place each, roughly where they are. */
const regions = [
  ['aceh', 4.7, 96.7],
  ['sumut', 2.9, 99.1],
  ['riau', 0.9, 101.6],
  ['kepri', 1.0, 104.2],
  ['sumbar', -0.8, 100.5],
  ['lampung', -4.9, 105.1],
  ['dki', -6.2, 106.83],
  ['jabar', -6.9, 107.6],
  ['jateng', -7.2, 110.2],
  ['jatim', -7.7, 112.5],
  ['bali', -8.4, 115.2],
  ['ntt', -9.5, 122.1],
  ['kaltim', 0.0, 116.6],
  ['kalbar', -0.1, 110.2],
  ['sulsel', -4.3, 119.9],
  ['sulut', 1.2, 124.5],
  ['maluku', -3.5, 128.7],
  ['papua', -3.7, 138.4],
] as const;
const towns = ['Selatan', 'Utara', 'Timur', 'Barat', 'Kota', 'Pesisir', 'Hulu', 'Hilir', 'Tengah', 'Baru'];
const kinds = ['firmata-board', 'keypad', 'max7219-display', 'escpos-printer', 'serial-scanner'];
const versions = ['0.2.0', '0.2.0', '0.2.0', '0.2.0', '0.1.9', '0.1.9', '0.1.4'];

/** Numbers that look random, the same each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A clock that runs as ever and can be moved on. */
export interface SkippingClock extends Clock {
  skip(ms: number): void;
  /** Unix ms, moved on as well. */
  wall(): number;
}

export function skippingClock(of: Clock, wall0: number): SkippingClock {
  const startedAt = of.now();
  let skipped = 0;
  return {
    now: () => of.now() + skipped,
    after: (ms, run) => of.after(ms, run),
    skip(ms) {
      skipped += ms;
    },
    wall: () => wall0 + of.now() - startedAt + skipped,
  };
}

export interface ShownFleet {
  readonly fleet: Fleet;
  readonly verdicts: Verdicts;
  readonly history: MemoryHistory;
  /** A message of a site, live. */
  say(site: string, topic: string, payload: object): void;
  /** Judges now, and tells the fleet and the history. */
  judge(): void;
  readonly ids: readonly string[];
}

/** A fleet of sites that have spoken, judged by the verdicts of the office. `ageMs`: for how long it listens. */
export function openShownFleet(
  count: number,
  of: { readonly clock: Clock; readonly wall: () => number; readonly devices?: number },
): ShownFleet {
  const { clock, wall, devices = 12 } = of;
  const now = () => ({ at: clock.now(), wall: wall() });
  const verdicts = createVerdicts(now());
  const fleet = createFleet(now());
  const history = new MemoryHistory();
  const ids: string[] = [];
  const say = (site: string, topic: string, payload: object): void => {
    const heard = { site, topic, payload, retain: false, heardAt: clock.now(), wallAt: wall() };
    verdicts.hear(heard);
    fleet.hear(heard);
  };
  const judge = (): void => {
    const judged = verdicts.judge(now());
    for (const { incident } of judged.incidents) history.incidentsKept.set(incident.id, incident);
    for (const change of judged.verdicts) history.follow(change, wall());
    fleet.judged(judged, now());
  };
  verdicts.lineUp(now());
  fleet.lineUp(wall());
  const random = dice(17);
  for (let at = 0; at < count; at++) {
    const [region, latitude, longitude] = regions[at % regions.length] ?? ['dki', 0, 0];
    const number = Math.floor(at / regions.length) + 1;
    const town = towns[number % towns.length];
    const site = `mpp-${region}-${number}`;
    ids.push(site);
    say(site, 'controller/state', {
      state: 'online',
      reason: null,
      since: null,
      boot: `boot-${at}`,
      connection: 1,
    });
    say(site, 'controller/info', {
      ...{ version: versions[at % versions.length], title: `MPP ${capital(region)} ${town} ${number}` },
      ...{
        zone: 'WIB',
        language: 'id',
        region,
        site_hash: hash(at % 40),
        node: 'v22.21.1',
        os: 'Debian 12 arm64',
      },
      lat: latitude + (random() - 0.5) * 2.2,
      lon: longitude + (random() - 0.5) * 3,
      services: [
        { id: 'paspor', title: 'Paspor' },
        { id: 'pajak', title: 'Pajak kendaraan' },
        { id: 'kependudukan', title: 'Kependudukan' },
      ],
      ...{ counters: [], devices: [], kinds },
    });
    sayQueues(say, site, random);
    for (let index = 0; index < devices; index++) sayDevice(say, site, index);
  }
  return { fleet, verdicts, history, say, judge, ids };
}

type Say = ShownFleet['say'];

export function sayQueues(say: Say, site: string, random: () => number): void {
  for (const service of ['paspor', 'pajak', 'kependudukan']) {
    const waiting = Math.floor(random() ** 2 * 24);
    const issued = 30 + Math.floor(random() * 140);
    say(site, `service/${service}/state`, {
      ...{
        open: true,
        waiting,
        longest_wait_s: waiting === 0 ? 0 : 60 + Math.floor(random() * waiting * 130),
      },
      ...{ surge: waiting > 20, issued, quota_left: service === 'paspor' ? Math.max(0, 160 - issued) : null },
    });
  }
  for (let counter = 1; counter <= 6; counter++)
    say(site, `counter/loket-${counter}/state`, { state: counter === 6 ? 'closed' : 'serving' });
}

const deviceNames = [
  ['papan-1', 'board', 'firmata-board', 'Papan Arduino loket 1-4'],
  ['printer-1', 'printer', 'escpos-printer', 'Printer tiket'],
  ['pemindai-1', 'scanner', 'serial-scanner', 'Pemindai pintu masuk'],
] as const;

function sayDevice(say: Say, site: string, index: number): void {
  const counter = Math.floor((index - 3) / 2) + 1;
  const isDisplay = index % 2 === 1;
  const [id, role, kind, title] = deviceNames[index] ?? [
    isDisplay ? `loket-${counter}-display` : `loket-${counter}-keys`,
    isDisplay ? 'display' : 'keys',
    isDisplay ? 'max7219-display' : 'keypad',
    isDisplay ? `Angka loket ${counter}` : `Tombol loket ${counter}`,
  ];
  const isOnBoard = index > 2;
  say(site, `device/${id}/info`, {
    ...{ role, kind, title, place: isOnBoard ? `papan-1 ${index}` : `/dev/serial/by-id/${id}` },
    parent: isOnBoard ? { kind: 'board', id: 'papan-1' } : null,
  });
  sayState(say, site, id, 'online');
}

/** A device that is fine, or has these faults. */
export function sayState(
  say: Say,
  site: string,
  id: string,
  state: string,
  code?: string,
  fix = 'clerk',
): void {
  const reasons =
    code === undefined ? [] : [{ code, severity: 'error', fix, since: '2026-01-05T01:00:00.000Z' }];
  say(site, `device/${id}/state`, {
    ...{ admin: 'enabled', state, usable: code === undefined, reasons },
    since: '2026-01-05T01:00:00.000Z',
  });
}

function capital(text: string): string {
  return text.length === 3 ? text.toUpperCase() : `${text[0]?.toUpperCase()}${text.slice(1)}`;
}

function hash(seed: number): string {
  return (seed * 2_654_435_761 + 12_345).toString(16).padStart(8, 'a').repeat(8).slice(0, 64);
}

/** Lets time pass in steps: sites that are not `dead` go on saying their health. */
export function passTime(
  shown: ShownFleet,
  clock: SkippingClock,
  seconds: number,
  dead: ReadonlySet<string>,
): void {
  for (let at = 0; at < seconds; at += healthEveryS) {
    clock.skip(healthEveryS * 1_000);
    sayHealth(shown, dead);
    shown.judge();
  }
}

const healthEveryS = 10;

export function sayHealth({ ids, say }: ShownFleet, dead: ReadonlySet<string>): void {
  for (const id of ids) if (!dead.has(id)) say(id, 'controller/health', { uptime_s: 60 });
}

/** A morning with all sorts of trouble, for a fleet of 90 sites or more. Resolves with the sites that are dead. */
export function haveTroubles(shown: ShownFleet, clock: SkippingClock): ReadonlySet<string> {
  const { ids, say, history, verdicts } = shown;
  const dead = new Set<string>();
  const site = (at: number): string => ids[at] ?? '';
  const goAway = (at: number, reason: string): void => {
    dead.add(site(at));
    const payload = { state: 'offline', reason, since: null, boot: `boot-${at}`, connection: 1 };
    say(site(at), 'controller/state', payload);
  };
  passTime(shown, clock, 60, dead);
  passTime(shown, clock, 1_200, dead);
  goAway(11, 'lost');
  passTime(shown, clock, 2_700, dead);
  sayState(say, site(25), 'printer-1', 'degraded', 'cover.open');
  passTime(shown, clock, 600, dead);
  goAway(60, 'stopped');
  const onBoard = ['papan-1', ...[1, 2, 3, 4].flatMap((at) => [`loket-${at}-keys`, `loket-${at}-display`])];
  for (const id of onBoard) sayState(say, site(7), id, 'offline', 'link.absent', 'technician');
  passTime(shown, clock, 900, dead);
  for (let at = 17; at < ids.length; at += regions.length) goAway(at, 'lost');
  passTime(shown, clock, 300, dead);
  sayState(say, site(3), 'printer-1', 'degraded', 'paper.out');
  const from = clock.wall() - 600_000;
  const window = {
    id: 'w-1',
    from,
    to: from + 7_200_000,
    site: site(20),
    by: 'sari',
    text: 'Ganti printer tiket',
  };
  history.windowsKept.set(window.id, window);
  verdicts.setWindows([window]);
  passTime(shown, clock, 120, dead);
  return dead;
}
