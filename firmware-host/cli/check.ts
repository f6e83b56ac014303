import { systemClock } from '../edge/system-clock.ts';
import { openBookings } from './bookings.ts';
import { explain } from './explain.ts';
import { siteFrom } from './site-file.ts';

/** `loket check SITE`: problems to standard error, those of its bookings too, and what was understood. */
export async function checkSite(path: string): Promise<void> {
  const site = await siteFrom(path);
  if (site === undefined) {
    process.exitCode = 1;
    return;
  }
  let readable = true;
  const bookings = openBookings(site, path, systemClock, (fault) => {
    explain(fault);
    readable = false;
  });
  bookings?.close();
  if (!readable) {
    process.exitCode = 1;
    return;
  }
  const counts = [
    `${site.services.size} services`,
    `${site.counters.size} counters`,
    `${site.devices.length} devices`,
  ].join(', ');
  console.log(`${path}: ${site.title} (${site.id}): ${counts}. Ready to run.`);
}
