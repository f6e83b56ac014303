import type { Clock } from '../../../devices/ports.ts';
import { dayMs } from '../storable.ts';
import type { OfficeStore } from '../store-port.ts';
import type { PostgresPlace } from './connect-options.ts';
import { openLine } from './database-line.ts';
import { createDays, dropDays } from './event-partitions.ts';
import { createPgEvents } from './pg-events.ts';
import { createPgHistory } from './pg-history.ts';
import { createLeases } from './pg-leases.ts';
import { createPgPeople } from './pg-people.ts';
import { createPgReports } from './pg-reports.ts';
import { migratePostgres } from './pg-schema.ts';

/**
 * Opens the store of the office in a PostgreSQL database (14 or later) whose owner the user of the URL is. Several
 * workers may share it. Rejects with `store.away` where the server cannot be reached, which may be tried again, and
 * with `store.error` where that would not help. A lost connection is made anew by itself, each call being refused with
 * `store.away` meanwhile.
 */
export async function openPostgresStore(place: PostgresPlace, clock: Clock): Promise<OfficeStore> {
  const line = openLine(place, clock);
  try {
    await migratePostgres(line);
    await createDays(line);
  } catch (thrown) {
    await line.close();
    throw thrown;
  }
  const leases = createLeases(line);
  return {
    events: createPgEvents(line, leases),
    history: { ...createPgHistory(line, leases), ...createPgPeople(line) },
    reports: createPgReports(line, leases),
    leases: { renew: leases.renew, release: leases.release },
    prune: (keepDays, now) => dropDays(line, Math.floor(now / dayMs) - keepDays),
    close: line.close,
  };
}
