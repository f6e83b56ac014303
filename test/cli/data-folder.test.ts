import { existsSync, mkdtempSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, expect, it } from 'vitest';
import { until } from '../real-clock.ts';
import { loket, stopAll } from './loket.ts';
import { running } from './small-hall.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  stopAll();
});

function folderIn(where: string): string {
  const folder = mkdtempSync(join(where, 'loket-data-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A client of the hall that has been started. */
async function clientOf(hall: ReturnType<typeof loket>) {
  const address = () => /mqtt:\/\/127\.0\.0\.1:\d+/.exec(hall.seen.out)?.[0];
  const port = () => /mosquitto_sub -p (\d+)/.exec(hall.seen.out)?.[1];
  await until(() => address() !== undefined || port() !== undefined).catch(() => {
    throw new Error(`it did not start: ${hall.seen.out}${hall.seen.err}`);
  });
  const client = await mqtt.connectAsync(address() ?? `mqtt://127.0.0.1:${port()}`);
  closing.push(() => client.endAsync(true));
  const seen = new Map<string, string>();
  client.on('message', (topic, payload) => seen.set(topic.split('/').slice(3).join('/'), String(payload)));
  await client.subscribeAsync('loket/v1/+/#');
  const said = (topic: string) => JSON.parse(seen.get(topic) ?? '{}');
  let asked = 0;
  return {
    said,
    codes: (): readonly string[] =>
      (said('controller/state').reasons ?? []).map(({ code }: { code: string }) => code),
    /** What came of a command. */
    async ask(name: string, fields: object): Promise<{ ok: boolean; error?: { code: string } }> {
      const id = `ask-${++asked}`;
      await client.publishAsync(`loket/v1/uji/command/${name}`, JSON.stringify({ id, ...fields }));
      const reply = () =>
        [...seen.values()].find((text) => text.includes(`"${id}"`) && text.includes('"ok"'));
      await until(() => reply() !== undefined);
      return JSON.parse(reply() ?? '');
    },
  };
}

const hall = (folder: string) => running(folder, {}, '--mqtt-port', '0');
const ticket = { service: 'paspor', printer: null };

it.skipIf(!existsSync('/dev/shm'))(
  'data in memory stands against a real hall, and a simulated one is left in peace',
  async () => {
    const folder = folderIn('/dev/shm');
    const run = hall(folder);
    const { codes, said } = await clientOf(run);
    await until(() => codes().includes('disk.volatile'));
    expect(said('controller/state').state).toBe('online');
    expect(run.seen.err).toMatch(/"code":"disk\.volatile".*does not outlive a power cut: tmpfs/);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);

    const args = ['--data', join(folder, 'simulated'), '--mqtt-port', '0', '--log-level', 'info'];
    const simulated = loket('simulate', join(folder, 'site.yaml'), ...args);
    const client = await clientOf(simulated);
    await until(() => simulated.seen.err.includes('disk.volatile'));
    await until(() => client.said('controller/health').uptime_s !== undefined);
    expect(client.codes()).not.toContain('disk.volatile');
    expect(simulated.seen.err).not.toMatch(/"level":[45]0[^\n]*disk\.volatile/);
  },
  60_000,
);

it('a mark that a power cut has emptied is made anew, and told', async () => {
  const folder = folderIn(tmpdir());
  const first = hall(folder);
  const { ask } = await clientOf(first);
  expect(await ask('issue-ticket', ticket)).toMatchObject({ ok: true });
  first.child.kill('SIGKILL');
  await first.ended;
  truncateSync(join(folder, 'data/journal.mark'), 0);
  const again = hall(folder);
  const { codes, ask: askAgain } = await clientOf(again);
  await until(() => codes().includes('journal.mark_renewed'));
  expect(again.seen.err).toMatch(/"code":"journal\.mark_renewed".*journal\.mark is empty/);
  expect(JSON.stringify(await askAgain('issue-ticket', ticket))).toContain('A-002');
}, 60_000);

it('a journal that is taken away stops numbers and not calling, is told, and keeps a second process out', async () => {
  const folder = folderIn(tmpdir());
  const run = hall(folder);
  const { ask, codes, said } = await clientOf(run);
  expect(await ask('issue-ticket', ticket)).toMatchObject({ ok: true });
  expect(await ask('open-counter', { counter: 'loket-1' })).toMatchObject({ ok: true });
  renameSync(join(folder, 'data'), join(folder, 'away'));
  await until(() => codes().includes('journal.removed'), 3_000);
  expect(run.seen.err).toMatch(/"code":"journal\.removed".*taken away/);
  expect(await ask('issue-ticket', ticket)).toMatchObject({ ok: false, error: { code: 'journal-failed' } });

  await ask('call-next', { counter: 'loket-1' });
  await until(() => said('counter/loket-1/state').state === 'called');

  const second = hall(folder);
  expect(await second.ended).toBe(1);
  expect(second.seen.err).toContain('in use by another process');
  expect(run.child.exitCode).toBe(null);
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);

  rmSync(join(folder, 'data'), { recursive: true, force: true });
  renameSync(join(folder, 'away'), join(folder, 'data'));
  const back = await clientOf(hall(folder));
  expect(JSON.stringify(await back.ask('issue-ticket', ticket))).toContain('A-002');
}, 60_000);
