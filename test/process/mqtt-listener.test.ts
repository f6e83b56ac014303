import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { program, stopAll } from '../cli/loket.ts';
import { running } from '../cli/small-hall.ts';
import { freePort, listener, mosquitto } from '../mqtt/brokers.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-door-'));
});
const closing: (() => unknown)[] = [];
afterEach(async () => {
  stopAll();
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

function hashed(file: string, password: string): void {
  execFileSync(process.execPath, [program, 'passwd', join(folder, file)], {
    input: `${password}\n`,
    stdio: 'pipe',
  });
}

const url = (text: string) => /mqtts?:\/\/[\d.:]+/.exec(text)?.[0];

describe('loket passwd', () => {
  it('writes a hash that only its owner can read, and never over another one', async () => {
    hashed('papan.hash', 'kata sandi');
    const line = readFileSync(join(folder, 'papan.hash'), 'utf8');
    expect(line).toMatch(/^scrypt\$16384\$8\$1\$\S+\n$/);
    expect(line).not.toContain('kata sandi');
    expect(statSync(join(folder, 'papan.hash')).mode & 0o777).toBe(0o600);
    expect(() => hashed('papan.hash', 'yang lain')).toThrow(/EEXIST/);
    expect(readFileSync(join(folder, 'papan.hash'), 'utf8')).toBe(line);
  });

  it('refuses a short password', () => {
    expect(() => hashed('papan.hash', 'sandi')).toThrow(/8 to 128/);
  });
});

describe('loket run', () => {
  it('lets in the users of the site file with the hashes of loket passwd, and answers their commands', async () => {
    hashed('petugas.hash', 'kata sandi');
    const users = [{ name: 'petugas', role: 'operate', password: { file: 'petugas.hash' } }];
    const run = running(folder, { users }, '--mqtt-port', '0');
    await until(() => url(run.seen.out) !== undefined);
    const at = url(run.seen.out) ?? '';
    await expect(mqtt.connectAsync(at, { reconnectPeriod: 0 }, false)).rejects.toThrow(/not authorized/i);
    const client = await mqtt.connectAsync(at, { username: 'petugas', password: 'kata sandi' });
    closing.push(() => client.endAsync(true));
    const heard: string[] = [];
    client.on('message', (_topic, payload) => heard.push(payload.toString()));
    await client.subscribeAsync('loket/v1/uji/reply/+', { qos: 1 });
    await client.publishAsync('loket/v1/uji/command/open-counter', '{"id":"1","counter":"loket-1"}', {
      qos: 1,
    });
    await until(() => heard.length === 1);
    expect(JSON.parse(heard[0] ?? '')).toEqual({
      id: '1',
      ok: true,
      result: { ticket: null, events: ['counter.opened'] },
    });
    expect(run.seen.err).toContain('"refusal":"login"');
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it('does not start open to the network without users, and says what to write', async () => {
    const run = running(folder, { host: '0.0.0.0' });
    expect(await run.ended).toBe(1);
    expect(run.seen.err).toMatch(/site\.yaml:1:\d+ mqtt\.host: /);
    expect(run.seen.err).toContain('loket passwd');
  });

  it.each([
    ['is not there', () => undefined, /cannot be read/],
    [
      'everybody may read',
      () => {
        hashed('x.hash', 'kata sandi');
        chmodSync(join(folder, 'x.hash'), 0o644);
      },
      /chmod 600/,
    ],
    [
      'holds the password itself',
      () => {
        writeFileSync(join(folder, 'x.hash'), 'kata sandi\n', { mode: 0o600 });
      },
      /loket passwd/,
    ],
  ])('does not start with a password file that %s', async (_what, prepare, says) => {
    prepare();
    const run = running(
      folder,
      { users: [{ name: 'x', role: 'view', password: { file: 'x.hash' } }] },
      '--mqtt-port',
      '0',
    );
    expect(await run.ended).toBe(1);
    expect(run.seen.err).toMatch(says);
    expect(run.seen.err).not.toContain('kata sandi');
  });

  it.skipIf(!has('mosquitto'))(
    'runs while its external broker is away, says everything once it is there, and again when it was lost',
    async () => {
      const port = await freePort();
      const run = running(folder, { broker: 'external', url: `mqtt://127.0.0.1:${port}` });
      await until(() => url(run.seen.out) !== undefined);
      for (let visit = 0; visit < 2; visit++) {
        const broker = await mosquitto(port);
        const { client, heard } = await listener(port, 'loket/#');
        const state = (address: string) =>
          heard.findLast(({ topic }) => topic === `loket/v1/uji/${address}/state`)?.payload ?? '{}';
        await until(() => JSON.parse(state('controller')).state === 'online');
        await until(() => JSON.parse(state('counter/loket-1')).state === (visit === 0 ? 'closed' : 'idle'));
        await until(() => JSON.parse(state('service/paspor')).waiting === 0);
        const request = JSON.stringify({ id: `visit-${visit}`, counter: 'loket-1' });
        await client.publishAsync('loket/v1/uji/command/open-counter', request, { qos: 1 });
        await until(() => heard.some(({ topic }) => topic.endsWith('/reply/open-counter')));
        await client.endAsync(true);
        await broker.kill();
      }
      run.child.kill('SIGTERM');
      expect(await run.ended).toBe(0);
    },
    60_000,
  );
});
