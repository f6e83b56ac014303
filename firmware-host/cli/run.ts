import { openPorts } from '../edge/ports.ts';
import { systemClock, systemTimeTrusted, systemWall } from '../edge/system-clock.ts';
import { siteFrom } from './site-file.ts';
import { type StartOptions, start, stopOnSignals } from './start.ts';

/** `loket run SITE`: the real hall, until a signal. */
export async function runSite(options: StartOptions): Promise<void> {
  const site = await siteFrom(options.siteFile);
  if (site === undefined) {
    process.exitCode = 1;
    return;
  }
  const time = { wall: systemWall, trusted: systemTimeTrusted(systemClock) };
  const ports = openPorts(systemClock, (way) => console.log(`GPIO lines are reached ${way}`));
  const started = await start(site, ports, time, options);
  if (started === undefined) return;
  stopOnSignals(started.stop);
  console.log(`${site.title} (${site.id}) runs. MQTT: ${started.mqtt.url}, topics loket/v1/${site.id}/#`);
}
