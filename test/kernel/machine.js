/** A virtual arm64 computer with Debian's kernel, whose GPIO pins are moved from outside, as a finger moves a key. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const emulator = 'qemu-system-aarch64';

/** How soon QEMU's sockets are tried again while it starts. */
const SOCKET_RETRY_MS = 20;

/**
 * Starts the machine of `cache` with `folders` (tag -> path) shared read-only, and `words` on the kernel's command
 * line. `devices` are further arguments of QEMU; `signal` takes its power away. Every line of its console goes to
 * `say`, but for what it asks of the host:
 *
 *   @gpio LINE LEVEL...   sets an input pin to each level in turn, without a pause between them
 *   @exit STATUS          says how its tests ended
 *
 * Resolves with that status once the machine is off, or with undefined when it never said one or took over `limitMs`.
 */
export async function runMachine({ cache, folders, words, devices = [], limitMs, signal, say }) {
  const sockets = mkdtempSync(join(tmpdir(), 'loket-machine-'));
  const command = [emulator, ...argumentsFor({ cache, folders, words, devices, sockets })];
  // However this process ends, the machine ends with it.
  const qemu = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => qemu.once('exit', resolve));
  const limit = setTimeout(() => qemu.kill('SIGKILL'), limitMs);
  const stop = () => qemu.kill('SIGKILL');
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, stop);
  signal?.addEventListener('abort', stop);

  let status;
  const pins = openPins(sockets, ended);
  createInterface({ input: qemu.stdout }).on('line', (line) => {
    const [word, ...rest] = line.trim().split(' ');
    if (word === '@gpio') void pins.then((move) => move?.(...rest));
    else if (word === '@exit') status = Number(rest[0]);
    else say(line);
  });
  await ended;
  clearTimeout(limit);
  for (const name of ['SIGINT', 'SIGTERM']) process.off(name, stop);
  signal?.removeEventListener('abort', stop);
  rmSync(sockets, { recursive: true });
  return status;
}

function argumentsFor({ cache, folders, words, devices, sockets }) {
  const shares = Object.entries(folders).flatMap(([tag, path]) => [
    '-fsdev',
    `local,id=${tag},path=${path},security_model=none,readonly=on,multidevs=remap`,
    '-device',
    `virtio-9p-pci,fsdev=${tag},mount_tag=${tag}`,
  ]);
  return [
    ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-nic', 'none'],
    // One processor: under emulation two are slower.
    ...['-M', 'virt,gic-version=2', '-accel', 'tcg,tb-size=512', '-cpu', 'cortex-a72', '-smp', '1'],
    ...['-m', '1024', '-kernel', join(cache, 'Image'), '-initrd', join(cache, 'initramfs.cpio')],
    ...['-append', `console=ttyAMA0 quiet panic=-1 oops=panic mitigations=off nokaslr ${words}`],
    ...['-serial', 'stdio', ...shares, ...devices],
    ...['-qmp', `unix:${join(sockets, 'qmp')},server=on,wait=off`],
    ...['-qtest', `unix:${join(sockets, 'qtest')},server=on,wait=off`, '-qtest-log', 'none'],
  ];
}

/** How pins are moved, once QEMU answers: its PL061 chip is found by QMP, its inputs are set through qtest. */
async function openPins(sockets, ended) {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const socket = async (name) => {
    while (!over) {
      const opened = await new Promise((resolve) => {
        const one = connect(join(sockets, name));
        one.once('connect', () => resolve(one));
        // Not there yet; later, the machine is off.
        one.on('error', () => resolve(undefined));
      });
      if (opened !== undefined) return opened;
      await sleep(SOCKET_RETRY_MS);
    }
    return undefined;
  };
  const qmp = await socket('qmp');
  const qtest = await socket('qtest');
  if (qmp === undefined || qtest === undefined) return undefined;
  qtest.resume();
  const ask = (execute, args) => qmp.write(`${JSON.stringify({ execute, arguments: args })}\n`);
  ask('qmp_capabilities');
  ask('qom-list', { path: '/machine/unattached' });
  for await (const line of createInterface({ input: qmp })) {
    const parts = JSON.parse(line).return;
    const chip = Array.isArray(parts) && parts.find(({ type }) => type.includes('pl061'));
    if (!chip) continue;
    const place = `/machine/unattached/${chip.name} unnamed-gpio-in`;
    // In one piece: QEMU must not be interrupted between the bounces of a contact.
    return (pin, ...levels) =>
      qtest.write(levels.map((level) => `set_irq_in ${place} ${pin} ${level}\n`).join(''));
  }
  return undefined;
}
