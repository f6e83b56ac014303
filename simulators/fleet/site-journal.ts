/** An event of a site, as its journal has it. */
export interface JournalRecord {
  /** `ticket/called`. */
  readonly what: string;
  /** Unix ms of the site's own clock. */
  readonly time: number;
  readonly boot: string;
  readonly subject: string | undefined;
  /** JSON of its `data`. */
  readonly data: string;
}

/** The last events of a site, in memory: `max` of them; older ones are gone. Sequences begin at 1. */
export class SiteJournal {
  readonly #max: number;
  /** A ring: sequence n is at n - 1, modulo `max`. */
  readonly #records: JournalRecord[] = [];
  #last = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get last(): number {
    return this.#last;
  }

  /** The first that is kept; above `last` where there is none. */
  get first(): number {
    return this.#last - this.#records.length + 1;
  }

  append(record: JournalRecord): void {
    this.#records[this.#last % this.#max] = record;
    this.#last++;
  }

  at(sequence: number): JournalRecord | undefined {
    if (sequence < this.first || sequence > this.#last) return undefined;
    return this.#records[(sequence - 1) % this.#max];
  }

  /** A journal with the same records, as on a copied card. */
  copy(): SiteJournal {
    const copy = new SiteJournal(this.#max);
    copy.#records.push(...this.#records);
    copy.#last = this.#last;
    return copy;
  }
}

const sequenceDigits = 12;

/** The CloudEvents 1.0 JSON of a record, with the fields in the order of docs/mqtt.md. */
export function eventText(
  site: string,
  sequence: number,
  record: JournalRecord,
  isHistorical: boolean,
): string {
  const number = String(sequence).padStart(sequenceDigits, '0');
  const subject = record.subject === undefined ? '' : `"subject":"${record.subject}",`;
  return (
    `{"specversion":"1.0","id":"${site}-${number}","source":"/loket/${site}",` +
    `"type":"loket.${record.what.replace('/', '.')}.v1","time":"${new Date(record.time).toISOString()}",` +
    `${subject}"sequence":"${number}","datacontenttype":"application/json","boot":"${record.boot}",` +
    `"clock":"synced","historical":${isHistorical},"data":${record.data}}`
  );
}
