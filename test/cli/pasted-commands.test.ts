import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { folder } from '../mqtt/office.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { loket, started, stopAll } from './loket.ts';

afterEach(stopAll);

const site = new URL('../../config/examples/mpp-batam.yaml', import.meta.url).pathname;
const page = readFileSync(new URL('../../docs/mqtt.md', import.meta.url), 'utf8');

/**
 * What a hall answers to a command that is not written as it should be. Other refusals depend on the hour and the day.
 */
const misunderstood = /^(not-json|not-text|too-|bad-|id-reused|retained|expired|failed|unknown-(?!ticket))/;

const canRun = has('mosquitto_pub') && has('jq');

it.skipIf(!canRun)('every command one can paste from docs/mqtt.md is understood by a hall', async () => {
  const data = folder();
  cpSync(site, join(data, 'site.yaml'));
  const hall = loket('--lang', 'en', 'simulate', site, '--mqtt-port', '0', '--data', join(data, 'data'));
  await until(() => hall.seen.out.includes("'quit' ends"));
  const port = /mosquitto_sub -p (\d+)/.exec(hall.seen.out)?.[1] ?? '';
  const here = (line: string) => line.replace(/mosquitto_(pub|sub)/, `mosquitto_$1 -p ${port}`);
  const listening = [...page.matchAll(/^mosquitto_sub (?:'[^']*'|[^#&\n'])+/gm)].map(([line]) =>
    started('sh', ['-c', `exec stdbuf -oL ${here(line)}`]),
  );
  expect(listening.length).toBeGreaterThan(3);
  await until(() => listening[0]?.seen.out.includes('counter/loket-1/state') ?? false);

  const pasted = [...page.matchAll(/^(?:jq .*\| )?mosquitto_pub .+/gm)].map(([line]) => line);
  expect(pasted.length).toBeGreaterThan(12);
  for (const line of pasted) {
    const name = /command\/([a-z-]+)/.exec(line)?.[1];
    const id = /"?id"?:"([^"]+)"/.exec(line)?.[1];
    expect(await started('sh', ['-c', `cd ${data} && ${here(line)}`]).ended, line).toBe(0);
    const reply = () =>
      (listening[0]?.seen.out ?? '')
        .split('\n')
        .find((one) => one.includes(`/reply/${name} `) && one.includes(`"id":"${id}"`));
    await until(() => reply() !== undefined);
    const { ok, error } = JSON.parse(reply()?.replace(/^\S+ /, '') ?? '{}');
    if (!ok) expect(error.code, line).not.toMatch(misunderstood);
  }
});
