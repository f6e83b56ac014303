import mqtt from 'mqtt';
import { residentMb } from '../figures.js';

const memoryEveryMs = 5_000;
/** The hall says how it is twice a minute. */
const healthMaxMs = 40_000;

/** Watches what the hall of process `pid` says of itself, and its memory, until `end`. */
export async function watchVitals(mqttPort, pid) {
  const lags = [];
  const ignored = new Map();
  let heard = () => {};
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${mqttPort}`, { clientId: 'bench-metrics' });
  client.on('message', (topic, payload, { retain }) => {
    if (retain) return;
    const [, , , noun, id] = topic.split('/');
    const health = JSON.parse(payload.toString());
    if (noun === 'device') return ignored.set(id, health.presses_debounced ?? 0);
    if (health.loop_lag_p99_ms !== undefined) lags.push(health.loop_lag_p99_ms);
    heard();
  });
  await client.subscribeAsync(['loket/v1/bench/controller/health', 'loket/v1/bench/device/+/health']);
  const memory = [residentMb(pid)];
  const timer = setInterval(() => memory.push(residentMb(pid)), memoryEveryMs);

  const nextHealth = () =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no health in ${healthMaxMs} ms`)), healthMaxMs);
      heard = () => {
        clearTimeout(late);
        resolve();
      };
    });
  return {
    /** Waits until the hall has said it once more after the presses. */
    async end() {
      clearInterval(timer);
      await nextHealth();
      await client.endAsync(true);
      return {
        lagP99Ms: lags,
        debounced: [...ignored.values()].reduce((sum, count) => sum + count, 0),
        memory,
      };
    },
  };
}
