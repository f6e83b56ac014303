import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Fault } from '../../devices/fault.ts';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { openBrokerConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { openLink } from '../../firmware-host/mqtt/external-link.ts';
import { lastWill } from '../../firmware-host/mqtt/last-will.ts';
import { stateMessage } from '../../firmware-host/mqtt/messages/outgoing.ts';
import { controllerOnline } from '../../firmware-host/mqtt/states.ts';
import type { CursorStore } from '../../firmware-host/mqtt/uplink/cursor.ts';
import { openUplink, type Uplink, type UplinkOptions } from '../../firmware-host/mqtt/uplink/uplink.ts';
import { openCursors } from '../../office/intake/cursors.ts';
import type { SiteEvent } from '../../office/intake/event.ts';
import { followSites } from '../../office/intake/follow-sites.ts';
import type { Gap } from '../../office/intake/resequencer.ts';
import { realClock, until } from '../real-clock.ts';
import { site } from './brokers.ts';

/** A folder that is gone after the test. mosquitto, which leaves root behind, may read it. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'loket-office-'));
  chmodSync(dir, 0o755);
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** The office's mosquitto with lines of configuration of its own. */
export async function officeBroker(port: number, lines: readonly string[] = []) {
  return mosquittoWith([`listener ${port} 127.0.0.1`, 'allow_anonymous true', ...lines].join('\n'));
}

/** mosquitto with this configuration. */
export async function mosquittoWith(configuration: string) {
  const config = join(folder(), 'mosquitto.conf');
  writeFileSync(config, `${configuration}\n`);
  const child = spawn('mosquitto', ['-c', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  await until(() => {
    if (child.exitCode !== null) throw new Error(log);
    return log.includes('running');
  });
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const kill = () => end('SIGKILL');
  onTestFinished(kill);
  return { kill, stop: () => end('SIGTERM'), reload: () => child.kill('SIGHUP') };
}

const willOf = (id: string) => lastWill(id, 'boot-1', () => 0);
const birthOf = (id: string) => stateMessage(id, 'controller/state', controllerOnline('boot-1', 0));

/** A cursor that is kept for the length of a test, and what was saved. */
export function keptCursor(): CursorStore & { saved: number } {
  const store = {
    saved: 0,
    load: async () => store.saved,
    async save(sequence: number) {
      store.saved = sequence;
    },
  };
  return store;
}

/** A site whose journal holds `records`, on the line to the office. */
export async function siteUplink(
  port: number,
  records: readonly Record[],
  more: Partial<UplinkOptions> = {},
): Promise<{ uplink: Uplink; faults: Fault[]; dropped: Gap[]; store: ReturnType<typeof keptCursor> }> {
  const journal = openMemoryJournal();
  await journal.append(records);
  const faults: Fault[] = [];
  const dropped: Gap[] = [];
  const store = keptCursor();
  const uplink = openUplink({
    site,
    url: `mqtt://127.0.0.1:${port}`,
    username: 'site',
    language: () => 'id',
    will: willOf(more.site ?? site),
    journal,
    last: records.length,
    store,
    cursor: 0,
    clock: realClock,
    time: { wall: () => 1_760_000_000_000, trusted: () => true, floor: () => 0 },
    random: () => 0,
    rate: 10_000,
    report: (fault) => void faults.push(fault),
    ...more,
  });
  uplink.onDropped((from, to) => void dropped.push({ from, to }));
  onTestFinished(() => uplink.close());
  uplink.publisher.enqueue(birthOf(more.site ?? site));
  return { uplink, faults, dropped, store };
}

/** Whoever builds reports at the office, on the reference consumer. Sites begin at their first event. */
export function consumer(
  port: number,
  login: { username: string; password?: string } = { username: 'office' },
) {
  const clock = realClock;
  const connection = openBrokerConnection({
    open: (told) =>
      openLink({ url: `mqtt://127.0.0.1:${port}`, clientId: 'reports', ...login, clock, isBulk: true }, told),
    clock,
    random: () => 0,
    report: () => {},
  });
  const cursors = openCursors(':memory:');
  const applied: number[] = [];
  const events: SiteEvent[] = [];
  const missing: Gap[] = [];
  const lost: Gap[] = [];
  const again: Gap[] = [];
  const follow = followSites({
    ...{ connection, account: login.username, boot: 'reports' },
    cursors,
    clock,
    from: 1,
    apply(some) {
      for (const event of some) applied.push(event.sequence);
      if (events.length < 100) events.push(...some);
    },
    told: {
      missing: (_site, gap) => void missing.push(gap),
      lost: (_site, gap) => void lost.push(gap),
      again: (_site, numbers) => void again.push(numbers),
    },
  });
  onTestFinished(async () => {
    await follow.stop();
    await connection.close();
    cursors.close();
  });
  return { applied, events, missing, lost, again, connection, cursors };
}
