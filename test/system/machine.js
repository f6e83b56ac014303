/** Runs the tests in a container: once without systemd, once with systemd as its first process. */
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const guest = fileURLToPath(new URL('guest', import.meta.url));
const LOOK_EVERY_MS = 200;

/**
 * Shell: goes into a control group of its own, named by $0, and becomes the program that follows. Of two containers in
 * one group, systemd takes the service of the other for processes of its own that do not end.
 */
const ownGroup = `for tree in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
  if [ -e $tree/cgroup.procs ]; then mkdir $tree/$0 && echo 0 >$tree/$0/cgroup.procs; fi
done
exec "$@"`;
/** Shell: takes that group away. */
const groupGone = `for tree in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
  if [ -d $tree/$0 ]; then find $tree/$0 -depth -type d -exec rmdir {} +; fi
done`;

/** A service of the container that runs the tests when everything else has started, and switches the machine off. */
const service = (stages, settings) => `[Unit]
Description=Tests of Loket
After=multi-user.target
SuccessAction=poweroff
FailureAction=poweroff
[Service]
Type=oneshot
TimeoutStartSec=infinity
Environment=FORCE_COLOR=0 LANG=C.UTF-8 LOKET_LANG=en DEBIAN_FRONTEND=noninteractive HOME=/root
${Object.entries(settings)
  .map(([name, value]) => `Environment=${name}=${value}\n`)
  .join('')}StandardOutput=append:/out/log
StandardError=append:/out/log
ExecStart=/bin/sh /test/stages.sh ${stages.join(' ')}
`;

/** The tests of a machine that systemd did not start. */
export const runOnce = (of) =>
  inContainer(of, ['--as-pid2', '/bin/sh', '/test/stages.sh', 'without-systemd']);

/** The tests of a machine with systemd: `stages` one after the other, with `settings` as their environment. */
export async function boot(of) {
  const { root, folder, say, stages, settings } = of;
  const out = join(folder, 'out');
  const units = join(root, 'etc/systemd/system');
  mkdirSync(out);
  mkdirSync(join(units, 'multi-user.target.wants'), { recursive: true });
  writeFileSync(join(units, 'loket-test.service'), service(stages, settings));
  symlinkSync('../loket-test.service', join(units, 'multi-user.target.wants/loket-test.service'));
  // The console of the container says little that is worth reading.
  let told = 0;
  const look = () => {
    const lines = textOf(join(out, 'log')).split('\n').slice(0, -1);
    for (const line of lines.slice(told)) say(line);
    told = lines.length;
  };
  const looking = setInterval(look, LOOK_EVERY_MS);
  await inContainer({ ...of, say: () => undefined }, [`--bind=${out}:/out`, '--boot']);
  clearInterval(looking);
  look();
}

/**
 * Resolves when the container is gone, at the latest after `limitMs`. Every line of its console goes to `say`.
 * `packages` has the packages, `unpacked` the files of one.
 */
async function inContainer({ root, packages, unpacked, limitMs, signal, say }, args) {
  const options = [
    ...['-D', root, '--register=no', '--keep-unit', '--quiet', '--console=pipe'],
    // Ports of its own: those of this machine may be taken. And no way out.
    '--private-network',
    // With these systemd is able to refuse devices to a service, also where this machine has control groups of the
    // older kind.
    ...['--capability=CAP_BPF', '--system-call-filter=bpf'],
    // Of the project there are the tests, the simulators and what both import. The program comes with the package.
    ...[`--bind-ro=${project}:/project`, `--bind-ro=${guest}:/test`],
    ...[`--bind-ro=${packages}:/packages`, `--bind-ro=${unpacked}:/unpacked`],
  ];
  // However this process ends, the container ends with it: a process namespace ends with its first process. A container
  // whose systemd-nspawn was killed would live on.
  const within = ['unshare', '--pid', '--mount-proc', '--fork', '--kill-child=KILL'];
  const group = `loket-${randomUUID()}`;
  const apart = ['sh', '-c', ownGroup, group, 'systemd-nspawn'];
  const command = ['--pdeathsig', 'KILL', ...within, ...apart, ...options, ...args];
  const container = spawn('setpriv', command, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, FORCE_COLOR: '0', SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' },
    ...{ signal, killSignal: 'SIGKILL' },
  });
  // Of the signal; that it is gone is told by `close`.
  container.on('error', () => undefined);
  createInterface({ input: container.stdout }).on('line', say);
  const limit = setTimeout(() => container.kill('SIGKILL'), limitMs);
  await new Promise((resolve) => container.once('close', resolve));
  clearTimeout(limit);
  spawnSync('sh', ['-c', groupGone, group]);
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Nothing has been said yet.
    return '';
  }
}
