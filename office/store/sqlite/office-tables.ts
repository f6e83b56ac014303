import { createEventTables, type EventTables } from './event-tables.ts';
import { createHistoryTables, type HistoryTables } from './history-tables.ts';
import type { OfficeFile } from './office-file.ts';
import { createPeopleTables, type PeopleTables } from './people-tables.ts';
import { createPruneStep, createReckonedStep, type Pruned } from './prune-step.ts';
import { createReportTables, type ReportTables } from './report-tables.ts';

/** All that the thread of the store does, by name. */
export interface OfficeTables extends EventTables, HistoryTables, PeopleTables, ReportTables {
  prune(beforeDay: number): Pruned;
  pruneReckoned(beforeDay: number): number;
  close(): void;
}

/** A request to the thread: one of the functions, and what it is called with. */
export type TablesRequest = {
  readonly [Op in keyof OfficeTables]: { readonly op: Op; readonly args: Parameters<OfficeTables[Op]> };
}[keyof OfficeTables];

export type TablesAnswers = { readonly [Op in keyof OfficeTables]: ReturnType<OfficeTables[Op]> };

export function createOfficeTables({ database, close }: OfficeFile): OfficeTables {
  return {
    ...createEventTables(database),
    ...createHistoryTables(database),
    ...createPeopleTables(database),
    ...createReportTables(database),
    prune: createPruneStep(database),
    pruneReckoned: createReckonedStep(database),
    close,
  };
}

/** Calls the function that a request names. */
export function answerOf<Op extends keyof OfficeTables>(
  tables: OfficeTables,
  { op, args }: { readonly op: Op; readonly args: Parameters<OfficeTables[Op]> },
): ReturnType<OfficeTables[Op]> {
  const run = tables[op] as (...of: Parameters<OfficeTables[Op]>) => ReturnType<OfficeTables[Op]>;
  return run(...args);
}
