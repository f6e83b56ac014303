import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { loket, started, stopAll } from './loket.ts';
import { running } from './small-hall.ts';

const script = new URL('../../config/system/loket-ups', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'loket-ups-'));
afterEach(stopAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.skipIf(!has('mosquitto_pub'))(
  'what a UPS says becomes a notice for visitors and an event, and ends with the power cut',
  { timeout: 90_000 },
  async () => {
    const hall = running(folder, { broker: 'embedded' }, '--mqtt-port', '0');
    await until(() => /mqtt:\/\/127\.0\.0\.1:\d+/.test(hall.seen.out));
    const port = /mqtt:\/\/127\.0\.0\.1:(\d+)/.exec(hall.seen.out)?.[1];
    const settings = join(folder, 'loket-ups.conf');
    writeFileSync(settings, `SITE=uji\nBROKER="-h 127.0.0.1 -p ${port}"\n`);
    const events = loket('events', '--data', join(folder, 'data'), '--follow');
    const notices = () =>
      events.seen.out
        .split('\n')
        .filter((line) => line.includes('host.notice'))
        .map((line) => JSON.parse(line).data.text?.en);
    /** As upsmon runs its NOTIFYCMD. */
    const told = (type: string) =>
      new Promise((resolve) => {
        const env = { ...process.env, NOTIFYTYPE: type, LOKET_UPS_SETTINGS: settings };
        spawn(script, ['words of upsmon'], { env, stdio: 'ignore' }).on('exit', resolve);
      });
    expect(await told('ONBATT')).toBe(0);
    await until(() => notices().length === 1);
    expect(await told('COMMBAD')).toBe(0);
    expect(await told('LOWBATT')).toBe(0);
    await until(() => notices().length === 2);
    expect(await told('ONLINE')).toBe(0);
    await until(() => notices().length === 3);
    expect(notices()).toEqual([
      'Power cut: the hall runs on battery',
      'Power cut: new numbers will stop soon',
      undefined,
    ]);
  },
);

it('a script without its settings says so by its exit code', async () => {
  const ended = started('/bin/sh', [
    '-c',
    `LOKET_UPS_SETTINGS=${folder}/none NOTIFYTYPE=ONBATT ${script}`,
  ]).ended;
  expect(await ended).not.toBe(0);
});
