import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

/** A mosquitto of our own on a loopback port, which keeps nothing. */
export async function startMosquitto(folder, port) {
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(
    file,
    `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\nset_tcp_nodelay true\nmax_queued_messages 0\nuser root\nlog_dest none\n`,
  );
  const child = spawn('mosquitto', ['-c', file], { stdio: 'ignore' });
  await listens(port);
  return { url: `mqtt://127.0.0.1:${port}`, pid: child.pid, stop: () => ended(child) };
}

/** Resolves once somebody accepts connections at `port`. */
export async function listens(port) {
  for (let attempt = 0; attempt < 400; attempt++) {
    const there = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.end());
    });
    if (there) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nobody listens at port ${port}`);
}

/** Ends a child process in good order if it can; `pid` is another's where the child only watches over that one. */
export function ended(child, pid = child.pid) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const harder = setTimeout(() => process.kill(pid, 'SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(harder);
      resolve();
    });
    process.kill(pid, 'SIGTERM');
  });
}
