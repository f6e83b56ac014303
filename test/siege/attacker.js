/** The attacker's process: gets ready, waits for `go`, attacks until `stop`. */
import { setMaxListeners } from 'node:events';
import { attacks } from './attacks.js';

const [name, target] = process.argv.slice(2);
const attack = attacks.find((one) => one.name === name);
const stop = new AbortController();
setMaxListeners(0, stop.signal);
// A connection that breaks is the answer of the hall, and has a code; anything else is a mistake of the attack.
const broke = (thrown) =>
  thrown.code === undefined && process.send({ broke: thrown.stack ?? String(thrown) });
process.on('uncaughtException', broke);
process.on('unhandledRejection', broke);
const ready = await attack.ready?.(JSON.parse(target));
process.on('message', (message) => {
  if (message === 'go') void attack.run(JSON.parse(target), stop.signal, ready);
  if (message === 'stop') {
    stop.abort();
    setTimeout(() => process.exit(0), 200);
  }
});
process.send('ready');
