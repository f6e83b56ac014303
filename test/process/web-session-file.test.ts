import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import type { BrokerUser } from '../../firmware-host/mqtt/embedded/users.ts';
import { readHash } from '../../firmware-host/mqtt/password.ts';
import { createSessionFile, readSessions } from '../../firmware-host/process/web-session-file.ts';
import type { PageHolder } from '../../firmware-host/web/page-feed.ts';
import { createWebSessions } from '../../firmware-host/web/web-sessions.ts';
import { until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { account } from '../web/played-pages.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-sessions-'));
  path = join(folder, 'web-sessions.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const users = [account('sari', 'operate'), account('budi', 'maintain')];
const noon = Date.UTC(2026, 10, 29, 5);
const limits = listenerLimits.pageSessions;

/** A run of the process: it reads the file and keeps it. `wall` is what the clock says at its start. */
function run(wall = noon, known: readonly BrokerUser[] = users, site = 'mpp') {
  const clock = new VirtualClock();
  const warned: string[] = [];
  const of = {
    ...{ clock, site, users: known, wall: () => wall + clock.now() },
    log: { warn: (_context: object, text: string) => void warned.push(text) },
  };
  const sessions = createWebSessions<PageHolder>({
    ...{ clock, limits, kept: readSessions(path, of), changed: () => file.changed() },
  });
  const file = createSessionFile(path, { ...of, list: sessions.list });
  return { clock, sessions, file, warned, names: () => sessions.list().map(({ holder }) => holder.name) };
}

const sari: PageHolder = { name: 'sari', role: 'operate' };
const budi: PageHolder = { name: 'budi', role: 'maintain' };

/** A file of one session of each user; their tokens. */
async function kept() {
  const { sessions, file } = run();
  const tokens = [sessions.begin(sari), sessions.begin(budi)] as const;
  await file.close();
  return tokens;
}

it('a restart logs nobody out, and the file lets nobody in', async () => {
  const [token] = await kept();
  const text = readFileSync(path, 'utf8');
  expect(text).not.toContain(token);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const after = run(noon + 60_000);
  expect(after.sessions.use(token)?.holder).toEqual(sari);
  // What the file holds of it is no token.
  const { key } = JSON.parse(text).sessions[0];
  expect(after.sessions.use(key)).toBeUndefined();
  expect(after.warned).toEqual([]);
});

it('is written a moment after a login or a logout, once for many', async () => {
  const { clock, sessions } = run();
  for (let at = 0; at < 5; at++) sessions.begin(sari);
  expect(existsSync(path)).toBe(false);
  await clock.advance(500);
  await until(() => existsSync(path));
  expect(JSON.parse(readFileSync(path, 'utf8')).sessions).toHaveLength(5);
});

it('a session ends when its user is gone, has another role or another password', async () => {
  await kept();
  expect(run(noon, users.slice(1)).names()).toEqual(['budi']);
  expect(run(noon, [account('sari', 'maintain'), account('budi', 'maintain')]).names()).toEqual(['budi']);
  expect(run(noon, [account('sari', 'view'), account('budi', 'operate')]).names()).toEqual([]);
  const other = readHash(`scrypt$2$1$1$AAAAAAAAAAAAAAAAAAAAAA==$${Buffer.alloc(32, 1).toString('base64')}`);
  if (other === undefined) throw new Error('that is no hash');
  expect(run(noon, [{ name: 'sari', role: 'operate', hash: other }]).names()).toEqual([]);
});

it('goes on aging while the process is not there, and a clock that is behind does not make it younger', async () => {
  await kept();
  const nearly = run(noon + limits.sessionIdleMs - 1_000);
  await nearly.clock.advance(500);
  nearly.sessions.sweep();
  expect(nearly.names()).toEqual(['sari', 'budi']);
  const late = run(noon + limits.sessionIdleMs + 1);
  late.sessions.sweep();
  expect(late.names()).toEqual([]);
  // A Pi without a battery wakes up with yesterday's date: people go on, and twelve hours later it is over.
  const behind = run(noon - 24 * 3_600_000);
  expect(behind.names()).toEqual(['sari', 'budi']);
  await behind.clock.advance(limits.sessionIdleMs + 1);
  behind.sessions.sweep();
  expect(behind.names()).toEqual([]);
});

it('what is no whole file of this site logs everybody out, says so, and stops nothing', async () => {
  const [token] = await kept();
  const whole = readFileSync(path, 'utf8');
  const parsed = JSON.parse(whole);
  const of = (more: object) => JSON.stringify({ ...parsed, ...more });
  const broken: readonly (string | Buffer)[] = [
    ...['', '\0\0\0\0', whole.slice(0, whole.length / 2), '[]', 'null', '{}'],
    ...[of({ site: 'lain' }), of({ version: 2 }), of({ loket: 'device-memory' }), of({ sessions: {} })],
    of({ sessions: [{ ...parsed.sessions[0], key: 'pendek' }] }),
    of({ sessions: [{ ...parsed.sessions[0], used: 'kemarin' }] }),
    of({ sessions: [{ ...parsed.sessions[0], role: 'maintain' }] }),
    Buffer.alloc(300 * 1024, ' '),
  ];
  for (const text of broken) {
    writeFileSync(path, text);
    const after = run();
    expect([text.slice(0, 80), after.names(), after.warned.length]).toEqual([text.slice(0, 80), [], 1]);
    expect(after.sessions.use(token)).toBeUndefined();
    after.sessions.begin(sari);
    await after.file.close();
    expect(run().names()).toEqual(['sari']);
  }
});

it('a link in its place is not followed', async () => {
  await kept();
  const elsewhere = join(folder, 'lain.json');
  writeFileSync(elsewhere, readFileSync(path));
  rmSync(path);
  symlinkSync(elsewhere, path);
  expect(run().names()).toEqual([]);
  const { sessions, file } = run();
  sessions.begin(budi);
  await file.close();
  expect(JSON.parse(readFileSync(elsewhere, 'utf8')).sessions).toHaveLength(2);
  expect(statSync(path).isFile()).toBe(true);
});

it('a folder that cannot be written to is said, and people stay logged in', async () => {
  const { sessions, file, warned } = run();
  rmSync(folder, { recursive: true });
  const token = sessions.begin(sari);
  await file.close();
  expect(warned).toHaveLength(1);
  expect(sessions.use(token)).toBeDefined();
  folder = mkdtempSync(join(tmpdir(), 'loket-sessions-'));
});

it('of more sessions than there may be, those that were used last stay', async () => {
  const { sessions, file } = run();
  for (let at = 0; at < limits.sessionsOfUserMax + 3; at++) sessions.begin(at < 3 ? budi : sari);
  sessions.begin(sari);
  expect(sessions.list().filter(({ holder }) => holder.name === 'sari')).toHaveLength(
    limits.sessionsOfUserMax,
  );
  await file.close();
  expect(run().sessions.list()).toHaveLength(limits.sessionsOfUserMax + 3);
});
