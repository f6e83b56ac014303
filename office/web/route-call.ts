import type { Clock } from '../../devices/ports.ts';
import type { HistoryStore } from '../store/store-port.ts';
import type { IncidentNotes } from './incident-notes.ts';
import type { OfficeUser } from './office-users.ts';
import type { OfficeReports } from './report-maker.ts';
import type { SiteRows } from './site-rows.ts';
import type { UserScope } from './user-scope.ts';

/** A request of a user who may make it. What the routes know of the fleet and its history is `scope`. */
export interface Call {
  readonly scope: UserScope;
  readonly user: OfficeUser;
  /** What stands in the path for `{id}`; empty where it has none. */
  readonly id: string;
  readonly body: unknown;
  /** What stands behind the `?`. */
  readonly query: URLSearchParams;
  /** Unix ms. */
  readonly now: number;
  readonly rows: SiteRows;
  readonly notes: IncidentNotes;
  readonly windowStore: WindowStore;
  readonly reports: OfficeReports;
  readonly clock: Clock;
}

/** Writes maintenance windows. Whether the user may have them is asked of the scope. */
export type WindowStore = Pick<HistoryStore, 'saveWindow' | 'endWindow'> & { newId(): string };
