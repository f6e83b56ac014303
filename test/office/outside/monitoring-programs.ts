import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { until } from '../../real-clock.ts';

/** Alertmanager tells its receivers this (webhook_config, version 4). */
export interface Notification {
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly alerts: readonly {
    readonly status: 'firing' | 'resolved';
    readonly labels: Readonly<Record<string, string>>;
  }[];
  /** When it came, ms of `performance.now()`. */
  readonly at: number;
}

/** What the files say, made shorter for a test; each of them keeps its place in the order of their lengths. */
export const shortTimes = {
  ...{ scrape: '1s', evaluation: '1s', groupWait: '2s', groupInterval: '6s', keepFiring: '9s' },
};

const system = (name: string): string => readFileSync(`config/system/${name}`, 'utf8');

/** The rules of config/system with short times, below `folder`. */
export function shortRules(folder: string): string {
  const text = system('loket-office.rules.yml')
    .replaceAll('keep_firing_for: 2m', `keep_firing_for: ${shortTimes.keepFiring}`)
    .replaceAll('interval: 5s', `interval: ${shortTimes.evaluation}`);
  return written(folder, 'loket-office.rules.yml', text);
}

/** Alertmanager's settings of config/system with short times, whose receivers all are `url`. */
export function shortRoutes(folder: string, url: string): string {
  const settings = parse(system('alertmanager.yml'));
  settings.route.group_wait = shortTimes.groupWait;
  settings.route.group_interval = shortTimes.groupInterval;
  settings.receivers = settings.receivers.map(({ name }: { name: string }) =>
    name === 'nobody' ? { name } : { name, webhook_configs: [{ url, send_resolved: true }] },
  );
  return written(folder, 'alertmanager.yml', stringify(settings));
}

export function shortScrapes(folder: string, of: { office: number; alertmanager: number }): string {
  const settings = parse(system('prometheus.yml'));
  settings.global.evaluation_interval = shortTimes.evaluation;
  settings.rule_files = [shortRules(folder)];
  const [job] = settings.scrape_configs;
  Object.assign(job, { scrape_interval: shortTimes.scrape, scrape_timeout: shortTimes.scrape });
  job.static_configs = [{ targets: [`127.0.0.1:${of.office}`] }];
  settings.alerting.alertmanagers = [{ static_configs: [{ targets: [`127.0.0.1:${of.alertmanager}`] }] }];
  return written(folder, 'prometheus.yml', stringify(settings));
}

function written(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts it on loopback and waits until it is ready; the returned function ends it. */
export async function start(program: string, args: readonly string[], port: number) {
  const child: ChildProcess = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`);
    const answer = await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => undefined);
    return answer?.ok === true;
  }, 30_000);
  return async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
}

export async function startAlertmanager(folder: string, port: number, webhook: string) {
  const settings = shortRoutes(folder, webhook);
  const args = [`--config.file=${settings}`, `--storage.path=${join(folder, 'alertmanager')}`];
  const listen = [`--web.listen-address=127.0.0.1:${port}`, '--cluster.listen-address='];
  return start('prometheus-alertmanager', [...args, ...listen], port);
}

export async function startPrometheus(
  folder: string,
  port: number,
  of: { office: number; alertmanager: number },
) {
  const settings = shortScrapes(folder, of);
  const args = [`--config.file=${settings}`, `--storage.tsdb.path=${join(folder, 'prometheus')}`];
  return start('prometheus', [...args, `--web.listen-address=127.0.0.1:${port}`], port);
}
