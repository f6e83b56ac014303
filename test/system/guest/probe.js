/** Tries what a service may not do, and what it must be able to do. Prints one line, `@probe` and a JSON object. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';

const writes = (path) => () => {
  writeFileSync(path, 'uji');
  rmSync(path);
};
const reads = (path) => () => readFileSync(path);
const opens = (path) => () => closeSync(openSync(path, constants.O_RDWR | constants.O_NONBLOCK));
const runs =
  (...command) =>
  () => {
    const { status, error, stderr } = spawnSync(command[0], command.slice(1), { encoding: 'utf8' });
    if (error) throw error;
    if (status !== 0) throw new Error(stderr.trim());
  };

const attempts = {
  'write to /etc': writes('/etc/uji'),
  'write to the program': writes('/usr/lib/loket/uji'),
  'write beside its data': writes('/var/lib/uji'),
  'write to a home folder': writes('/home/uji'),
  'read a home folder': reads('/home/budi/catatan'),
  'read a secret of root beside its site file': reads('/etc/loket/rahasia'),
  'read the passwords of the machine': reads('/etc/shadow'),
  'read the environment of another process': reads('/proc/1/environ'),
  'see another process': () => {
    if (!readdirSync('/proc').includes('1')) throw new Error('it is not there');
  },
  'signal another process': () => process.kill(1, 0),
  'open a device that is not of its site': opens('/dev/bukan-papan'),
  'mount a file system': runs('mount', '-t', 'tmpfs', 'none', '/mnt'),
  'make a namespace': runs('unshare', '--mount', 'true'),
  'give a file to its owner for others to run': () => {
    writeFileSync(`${process.env.STATE_DIRECTORY ?? '/var/lib/loket'}/suid`, '');
    chmodSync(`${process.env.STATE_DIRECTORY ?? '/var/lib/loket'}/suid`, 0o4755);
  },
  'read raw packets of the network': runs('perl', '-e', 'socket(S, 17, 3, 0) or die "$!"'),
  'read its site file': reads('/etc/loket/site.yaml'),
  'write its data': writes('/var/lib/loket/uji'),
  'write what was compiled': writes('/var/cache/loket/uji'),
  'open the device of its site': opens('/dev/papan'),
  'run a program': runs('true'),
};

const outcome = {};
for (const [what, attempt] of Object.entries(attempts)) {
  try {
    attempt();
    outcome[what] = 'done';
  } catch (thrown) {
    outcome[what] = `refused: ${thrown.code ?? thrown.message}`;
  }
}
outcome['listen on a port'] = await new Promise((resolve) => {
  const server = createServer().listen(0, '0.0.0.0', () => server.close(() => resolve('done')));
  server.once('error', ({ code }) => resolve(`refused: ${code}`));
});
const status = readFileSync('/proc/self/status', 'utf8');
const field = (name) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)[1];
outcome.rights = {
  capabilities: field('CapBnd'),
  filter: field('Seccomp'),
  noNewPrivileges: field('NoNewPrivs'),
};
console.log(`@probe ${JSON.stringify(outcome)}`);
