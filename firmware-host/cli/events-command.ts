import { systemClock } from '../edge/system-clock.ts';
import { csvHeader, csvLine, jsonLine } from '../journal/export-lines.ts';
import type { Record } from '../journal/journal-port.ts';
import { journalRecords } from '../journal/sqlite/follow-journal.ts';
import { openJournalReader } from '../journal/sqlite/journal-reader.ts';
import { cloudEvent } from '../mqtt/messages/cloud-event.ts';
import { explain } from '../process/explain-failure.ts';
import { commandTexts } from './command-texts.ts';
import { pacedOutput } from './paced-output.ts';

export interface EventsOptions {
  readonly data: string;
  readonly from?: number;
  readonly to?: number;
  readonly follow?: boolean;
  readonly format: 'jsonl' | 'csv';
}

/** `loket events`: the events of a data folder as they were published, to standard output. */
export async function exportEvents(options: EventsOptions): Promise<void> {
  try {
    await write(options);
  } catch (thrown) {
    explain(thrown);
  }
}

async function write({ data, from, to, follow, format }: EventsOptions): Promise<void> {
  const site = siteOf(data);
  const published = (record: Record) => cloudEvent(site, record);
  const line = (record: Record) =>
    format === 'csv' ? csvLine(record, published(record).data) : jsonLine(record, published);
  const print = pacedOutput();
  if (format === 'csv' && !(await print(csvHeader))) return;
  const records = journalRecords({
    dir: data,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(follow ? { follow: { clock: systemClock, signal: untilSignalled() } } : {}),
  });
  for await (const record of records) {
    if (!(await print(line(record)))) return;
  }
}

function siteOf(dir: string): string {
  const reader = openJournalReader(dir);
  try {
    const site = reader.site();
    if (site === undefined) throw new Error(commandTexts().noSite(dir));
    return site;
  } finally {
    reader.close();
  }
}

/** Aborted by Ctrl-C or SIGTERM, which is how following ends well. */
function untilSignalled(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}
