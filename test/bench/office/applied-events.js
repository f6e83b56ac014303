/**
 * What a consumer applied, from what it prints: a line of JSON for each event, with `site`, `sequence` (a number),
 * `time` and `historical`, as `loket follow` prints it. Other lines are passed over.
 */
export class AppliedEvents {
  #rest = '';
  #watches = false;
  /** Site -> the first and last sequence that was applied, and what was missing in between. */
  #sites = new Map();
  applied = 0;
  /** Applied once more. */
  twice = 0;
  /** From the event at its site to the line here, of each live event, in ms. */
  lags = [];

  /** Reads the output of a new process; what the one before did not finish is cut. */
  reads(output) {
    this.#rest = '';
    output.setEncoding('utf8').on('data', (chunk) => this.#heard(chunk));
  }

  /** Measures lags from now on. */
  watch() {
    this.lags = [];
    this.#watches = true;
  }

  unwatch() {
    this.#watches = false;
  }

  close() {}

  #heard(chunk) {
    const now = Date.now();
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line, now);
  }

  /** How many events nobody applied, by `lasts`: site -> the last sequence that was sent. */
  missing(lasts) {
    let missing = 0;
    for (const [site, last] of Object.entries(lasts)) {
      const known = this.#sites.get(site);
      if (known === undefined) missing += last > 0 ? 1 : 0;
      else missing += last - known.last + known.holes.size;
    }
    return missing;
  }

  #line(line, now) {
    const site = text(line, '"site":"');
    if (site === '') return;
    const sequence = Number.parseInt(line.slice(line.indexOf('"sequence":') + 11), 10);
    const known = this.#sites.get(site);
    if (known === undefined) this.#sites.set(site, { last: sequence, holes: new Set() });
    else if (sequence > known.last) {
      for (let hole = known.last + 1; hole < sequence; hole++) known.holes.add(hole);
      known.last = sequence;
    } else if (!known.holes.delete(sequence)) {
      this.twice++;
      return;
    }
    this.applied++;
    if (this.#watches && line.includes('"historical":false'))
      this.lags.push(now - Date.parse(text(line, '"time":"')));
  }
}

function text(line, before) {
  const from = line.indexOf(before);
  if (from < 0) return '';
  return line.slice(from + before.length, line.indexOf('"', from + before.length));
}
