import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../real-clock.ts';
import { program, started, stopAll } from './loket.ts';

/** Takes the place of node-hid: a scanner is there, opens, and then the library throws where nobody awaits it. */
const badLibrary = (project: string) => `
  const hid = require('node:module').createRequire(${JSON.stringify(project)})('node-hid');
  const scanner = { vendorId: 1, productId: 2, path: '/dev/null', interface: 0, usagePage: 1, usage: 6 };
  let opened = 0;
  hid.devicesAsync = async () => [scanner];
  hid.HIDAsync.open = async () => {
    opened++;
    setTimeout(() => {
      const bug = new TypeError('bug ' + opened);
      if (opened % 2 === 0) void Promise.reject(bug);
      else throw bug;
    }, 20);
    return { on: () => undefined, close: async () => undefined };
  };`;

/** Something of the process itself that throws, of no device. */
const badProcess = `process.on('SIGUSR2', () => { throw new TypeError('of nobody'); });`;

const site = {
  version: 1,
  site: { id: 'uji', title: 'MPP Uji', zone: 'Asia/Jakarta' },
  services: { paspor: { title: 'Paspor', prefix: 'A' } },
  counters: { 'loket-1': { number: 1, serves: ['paspor'] } },
  devices: { pemindai: { kind: 'hid-scanner', counter: 'loket-1', vendor_id: 1, product_id: 2 } },
};

let folder: string;
let client: MqttClient | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-bad-'));
});
afterEach(async () => {
  await client?.endAsync();
  stopAll();
  rmSync(folder, { recursive: true, force: true });
});

/** `loket run` in a process where `code` ran first. */
function runAfter(code: string) {
  const [first, file] = [join(folder, 'first.cjs'), join(folder, 'site.yaml')];
  writeFileSync(first, code);
  writeFileSync(file, JSON.stringify(site));
  const data = ['--data', join(folder, 'data'), '--mqtt-port', '0'];
  return started(process.execPath, ['--require', first, program, 'run', file, ...data]);
}

describe('what is thrown where nobody awaits it', () => {
  it('by the library of a driver, in a timer or a promise, costs its device, and the hall goes on', async () => {
    const run = runAfter(badLibrary(program));
    await until(() => /mqtt:\/\/[\d.]+:\d+/.test(run.seen.out));
    client = await mqtt.connectAsync(/mqtt:\/\/[\d.:]+/.exec(run.seen.out)?.[0] ?? '');
    const reasons = new Set<string>();
    let called = '';
    client.on('message', (topic, payload) => {
      const message = JSON.parse(payload.toString() || '{}');
      if (topic.endsWith('/device/pemindai/state'))
        for (const { code, text } of message.reasons) reasons.add(`${code} ${text}`);
      if (topic.endsWith('/event/ticket/called')) called = message.subject;
    });
    await client.subscribeAsync('loket/#');
    // Once in a timer and once in a promise.
    const bugs = () =>
      ['bug 1', 'bug 2'].filter((bug) => [...reasons].some((reason) => reason.includes(bug)));
    await until(() => bugs().length === 2).catch(() => expect.fail([...reasons].join()));
    expect([...reasons].filter((reason) => !/^(driver\.error|link\.flapping) /.test(reason))).toEqual([]);

    const command = (name: string, more: object) =>
      client?.publish(`loket/v1/uji/command/${name}`, JSON.stringify({ id: name, ...more }), { qos: 1 });
    command('issue-ticket', { service: 'paspor', printer: null });
    command('open-counter', { counter: 'loket-1' });
    command('call-next', { counter: 'loket-1' });
    await until(() => called === 'A-001');
    expect(run.child.exitCode).toBeNull();
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it('by no driver ends the process, to be started anew', async () => {
    const run = runAfter(badProcess);
    await until(() => /mqtt:\/\/[\d.]+:\d+/.test(run.seen.out));
    run.child.kill('SIGUSR2');
    expect(await run.ended).toBe(1);
    expect(run.seen.err).toContain('of nobody');
  });
});
