import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { folder } from '../mqtt/office.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';

/** One way over the line: 280 ms there and back, as over a satellite or a crowded mobile network. */
const wayMs = 140;
/** A stream keeps no packets apart; what is written so far apart is read one by one. */
const apartMs = 2;

export const ip = (...args: readonly string[]) =>
  execFileSync('ip', args, { encoding: 'utf8', stdio: 'pipe' });
export const inside = (space: string, ...command: readonly string[]) =>
  ['ip', 'netns', 'exec', space, ...command] as const;

/** Whether networks can be made here: that takes root, and a system that allows it. */
export function hasNetworks(): boolean {
  if (!has('ip') || !has('socat') || !has('mosquitto')) return false;
  const space = `lk${process.pid}`;
  try {
    ip('netns', 'add', space);
    ip('netns', 'del', space);
    return true;
  } catch (thrown) {
    if (process.env.LOKET_TEST_REQUIRE === 'all') throw thrown;
    return false;
  }
}

let lines = 0;

/**
 * A hall at 10.99.0.2 and an office at 10.99.0.1, each a network of its own, with a slow line between them. In the hall
 * `host` has `addresses`, in this order.
 */
export async function slowLine(host: string, addresses: readonly string[]) {
  lines++;
  const [hall, office] = [`lk${process.pid}h${lines}`, `lk${process.pid}o${lines}`];
  const etc = `/etc/netns/${hall}`;
  mkdirSync(etc, { recursive: true });
  writeFileSync(join(etc, 'hosts'), addresses.map((address) => `${address} ${host}\n`).join(''));
  const path = join(folder(), 'line');
  const ends: Socket[] = [];
  const server = createServer((end) => {
    ends.push(end);
    end.on('error', () => {});
    carry(end, () => ends.find((other) => other !== end));
  }).listen(path);
  const stop: (() => void)[] = [() => server.close(), () => rmSync(etc, { recursive: true })];
  onTestFinished(() => {
    for (const end of stop) end();
  });
  for (const [space, last] of [
    [hall, 2],
    [office, 1],
  ] as const) {
    ip('netns', 'add', space);
    stop.push(() => ip('netns', 'del', space));
    ip('-n', space, 'link', 'set', 'lo', 'up');
    const tun = `TUN:10.99.0.${last}/24,tun-name=line,iff-no-pi,iff-up`;
    const [program, ...args] = inside(space, 'socat', '-b', '4096', tun, `UNIX-CONNECT:${path}`);
    const child = spawn(program, args, { stdio: 'ignore' });
    stop.unshift(() => child.kill('SIGKILL'));
    await until(() => ends.length === 3 - last && ip('-n', space, '-br', 'addr').includes(`10.99.0.${last}`));
    ip('-n', space, 'addr', 'add', `2001:db8:99::${last}/64`, 'dev', 'line', 'nodad');
  }
  return { hall, office };
}

/** Carries the packets that come from `end` to the other one, each after its time. */
function carry(end: Socket, other: () => Socket | undefined): void {
  let rest = Buffer.alloc(0);
  let free = 0;
  end.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (let length = lengthOf(rest); length > 0 && rest.length >= length; length = lengthOf(rest)) {
      const packet = rest.subarray(0, length);
      rest = rest.subarray(length);
      free = Math.max(free + apartMs, performance.now() + wayMs);
      setTimeout(() => other()?.write(packet), free - performance.now());
    }
  });
}

/** The whole length of the IP packet that begins here (RFC 791 section 3.1, RFC 8200 section 3); 0: not known yet. */
function lengthOf(bytes: Buffer): number {
  if (bytes.length < 6) return 0;
  return (bytes[0] ?? 0) >> 4 === 6 ? 40 + bytes.readUInt16BE(4) : bytes.readUInt16BE(2);
}
