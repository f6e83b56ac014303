import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type * as z from 'zod';
import { type StateAddress, stateTable } from '../../firmware-host/mqtt/messages/message-table.ts';
import { siteOf } from '../hall/played-hall.ts';
import { embedded, freePort, site } from '../mqtt/brokers.ts';
import { fieldsOf } from '../mqtt/fields.ts';
import { realHall } from '../mqtt/real-hall.ts';
import { start } from '../office/outside/monitoring-programs.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';

const system = (name: string) => readFileSync(`config/system/${name}`, 'utf8');

const hall = siteOf(`version: 1
site: { id: ${site}, title: MPP Uji, zone: Asia/Jakarta }
services: { paspor: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: [paspor] } }
devices:
  papan-1: { kind: serial-display, counter: loket-1, address: /dev/papan, bus_address: 1, digits: 5 }
`);

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'loket-exporter-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Starts Debian's exporter with the example, at this broker. Returns the address of its metrics. */
async function exporter(broker: number): Promise<number> {
  const file = join(folder(), 'mqtt-exporter.yaml');
  writeFileSync(file, system('mqtt-exporter.yaml').replace('127.0.0.1:1883', `127.0.0.1:${broker}`));
  const port = await freePort();
  const args = ['-config', file, '-listen-address', '127.0.0.1', '-listen-port', String(port)];
  const child = spawn('prometheus-mqtt-exporter', args, { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await until(async () => (await metrics(port).catch(() => '')) !== '');
  return port;
}

const metrics = async (port: number): Promise<string> =>
  (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

/** The value of a metric of a thing of the site, such as `service/paspor`. */
const figure = (text: string, name: string, thing: string): number | undefined => {
  const line = text
    .split('\n')
    .find((one) => one.startsWith(`${name}{`) && one.includes(`sensor="${site}/${thing}"`));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
};

const programs = ['prometheus-mqtt-exporter', 'promtool', 'prometheus'];

describe.skipIf(!programs.every(has))("Debian's exporter of metrics from MQTT, at a hall", () => {
  test('gives Prometheus the queues, counters and devices of the hall, with the labels that the office has', async () => {
    const broker = await embedded();
    onTestFinished(() => broker.close());
    const { host } = await realHall({ site: hall, connection: broker.connection(), boot: 'boot-1' });
    const take = { type: 'issue', service: 'paspor', class: 'regular', printer: null } as const;
    for (let visitor = 0; visitor < 3; visitor++)
      expect(await host.ask(take, 'console')).toMatchObject({ ok: true });
    const port = await exporter(broker.port);
    await host.ask({ type: 'next', counter: 'loket-1' }, 'console');
    await until(
      async () => figure(await metrics(port), 'loket_service_tickets_waiting', 'service/paspor') === 2,
    );
    await until(async () => figure(await metrics(port), 'loket_desk_open', 'counter/loket-1') === 1);
    await until(async () => figure(await metrics(port), 'loket_controller_devices', 'controller') === 1);
    const text = await metrics(port);
    expect({
      online: figure(text, 'loket_controller_online', 'controller'),
      journal: figure(text, 'loket_controller_journal_ok', 'controller'),
      open: figure(text, 'loket_service_open', 'service/paspor'),
      surge: figure(text, 'loket_service_surging', 'service/paspor'),
      issued: figure(text, 'loket_service_tickets_issued_today', 'service/paspor'),
      usable: figure(text, 'loket_device_usable', 'device/papan-1'),
    }).toEqual({ online: 1, journal: 1, open: 1, surge: 0, issued: 3, usable: 1 });
    // No metric of an event, a reply or anything else: every series is of one of our things.
    const ours = text.split('\n').filter((line) => line.startsWith('loket_'));
    expect(
      ours.filter(
        (line) => !/sensor="mpp-batam\/(controller|(service|counter|device)\/[a-z0-9-]+)"/.test(line),
      ),
    ).toEqual([]);
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: `${text
        .split('\n')
        .filter((line) => /^(# (HELP|TYPE) )?loket_/.test(line))
        .join('\n')}\n`,
      encoding: 'utf8',
    });
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
    await scraped(port);
    // Its own will or goodbye is the one thing that is known of a hall that is away.
    await host.stop();
    await until(async () => figure(await metrics(port), 'loket_controller_online', 'controller') === 0);
  });

  test('has settings that Prometheus takes', () => {
    const { status, stdout, stderr } = spawnSync(
      'promtool',
      ['check', 'config', 'config/system/prometheus-hall.yml'],
      {
        encoding: 'utf8',
      },
    );
    expect(status, stdout + stderr).toBe(0);
  });
});

/** Debian's Prometheus has the metrics under the labels of the example. */
async function scraped(exporterPort: number): Promise<void> {
  const dir = folder();
  const settings = parse(system('prometheus-hall.yml'));
  settings.scrape_configs[0].scrape_interval = '1s';
  settings.scrape_configs[0].static_configs[0].targets = [`127.0.0.1:${exporterPort}`];
  writeFileSync(join(dir, 'prometheus.yml'), stringify(settings));
  const port = await freePort();
  const args = [`--config.file=${join(dir, 'prometheus.yml')}`, `--storage.tsdb.path=${join(dir, 'data')}`];
  const stop = await start('prometheus', [...args, `--web.listen-address=127.0.0.1:${port}`], port);
  const query = async (name: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${name}`);
    const { data } = (await answer.json()) as {
      data: { result: { metric: object; value: [number, string] }[] };
    };
    return data.result;
  };
  await until(async () => (await query('loket_service_tickets_waiting')).length > 0);
  const [waiting] = await query('loket_service_tickets_waiting');
  expect(waiting?.value[1]).toBe('2');
  const where = { instance: `127.0.0.1:${exporterPort}`, job: 'loket-hall' };
  expect(waiting?.metric).toEqual({
    __name__: 'loket_service_tickets_waiting',
    site,
    service: 'paspor',
    ...where,
  });
  expect((await query('loket_device_usable'))[0]?.metric).toMatchObject({ site, device: 'papan-1' });
  await stop();
}

const addressOfThing = {
  controller: 'controller/health',
  service: 'service/{id}/state',
  counter: 'counter/{id}/state',
};

test('every metric of the example is of a field that its messages have, with a filter and without an age', () => {
  const { metrics: all } = parse(system('mqtt-exporter.yaml'));
  // Counts of devices have no fixed names in the contract; docs/mqtt.md lists them.
  const counts = ['total_tickets_requested', 'total_paper_mm'];
  for (const { prom_name, mqtt_name, sensor_name_filter, omit_timestamp } of all) {
    const [, thing = ''] = /\/(controller|service|counter|device)/.exec(sensor_name_filter) ?? [];
    const address = (addressOfThing as Record<string, string>)[thing] ?? 'device/{id}/state';
    const isOwn = prom_name === 'loket_controller_online';
    const schema = stateTable[(isOwn ? 'controller/state' : address) as StateAddress].schema;
    expect([...fieldsOf(schema as z.ZodType), ...counts], prom_name).toContain(mqtt_name);
    expect(prom_name).toMatch(new RegExp(`^loket_${thing === 'counter' ? 'desk' : thing}_`));
    expect(omit_timestamp, prom_name).toBe(true);
  }
});

interface TelegrafInput {
  readonly topics: readonly string[];
  readonly name_override: string;
  readonly data_format: string;
  readonly topic_parsing: readonly { readonly topic: string; readonly tags: string }[];
  readonly json_v2?: readonly { readonly field: readonly Field[]; readonly tag?: readonly Field[] }[];
}
interface Field {
  readonly path: string;
  readonly type?: string;
}

test('the example for Telegraf is TOML, and asks for topics and fields that there are', () => {
  const { stdout, stderr } = spawnSync(
    '/usr/bin/python3',
    ['-c', 'import json, sys, tomllib; json.dump(tomllib.load(sys.stdin.buffer), sys.stdout)'],
    { input: system('telegraf-hall.conf'), encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  const inputs = JSON.parse(stdout).inputs.mqtt_consumer as readonly TelegrafInput[];
  expect(inputs.map((input) => input.name_override)).toEqual([
    'loket_service',
    'loket_device',
    'loket_controller',
  ]);
  for (const { topics, topic_parsing, json_v2 = [] } of inputs) {
    const [topic = ''] = topics;
    const [, , site, kind = '', ...rest] = topic.split('/');
    expect(site).toBe('+');
    const row =
      stateTable[(rest.length === 1 ? `${kind}/${rest[0]}` : `${kind}/{id}/${rest[1]}`) as StateAddress];
    expect(row, topic).toBeDefined();
    expect(topic_parsing[0]?.topic).toBe(topic);
    expect(topic_parsing[0]?.tags.split('/')).toHaveLength(topic.split('/').length);
    const asked = json_v2.flatMap(({ field, tag = [] }) => [...field, ...tag]);
    const shape = (row.schema as z.ZodObject).shape as Readonly<Record<string, z.ZodType>>;
    for (const { path, type = 'string' } of asked)
      expect(typeIn(shape[path]), `${topic} ${path}`).toContain(type);
  }
});

/** The types of Telegraf that hold what a field has; a field that may be null would be an error there. */
function typeIn(field: z.ZodType | undefined): readonly string[] {
  for (const [value, types] of [
    [true, ['bool']],
    [7, ['int', 'float']],
    [7.5, ['float']],
  ] as const)
    if (field?.safeParse(value).success) return types;
  return field === undefined || field.safeParse(null).success ? [] : ['string'];
}
