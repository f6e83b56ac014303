/** When the power is cut, and how the clock of the machine is at its start: all from a seed. */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Eight o'clock in the hall, which is seven hours ahead of UTC. */
const firstMorning = Date.UTC(2026, 2, 2, 1);
/** The machine is switched on this long before midnight, so that midnight comes in its start or soon after. */
const BEFORE_MIDNIGHT_MS = 20_000;
const untilMidnightMs = 16 * 60 * MINUTE_MS - BEFORE_MIDNIGHT_MS;

/** Requests of the machine to its card while it starts, until the first ticket. */
const STARTING_REQUESTS = 50;
/** Requests of one or two tickets. */
const FEW_REQUESTS = 12;
const PAPERS = 40;

/**
 * The cuts of one card. First come so many `papers`, or with `newDay` the first of a new day; then the power goes at
 * the `requests`-th write or flush from there. `share`: of the unflushed writes, see card.js.
 */
export function* cuts(random) {
  let day = 0;
  let minutes = 0;
  const pick = (...all) => all[Math.floor(random() * all.length)];
  const upTo = (most) => 1 + Math.floor(random() * most);
  for (;;) {
    const when = pick('starting', 'issuing', 'issuing', 'issuing', 'new day', 'midnight', 'wrong clock');
    if (when === 'new day') {
      day++;
      minutes = 0;
    }
    minutes += 5;
    const morning = firstMorning + day * DAY_MS;
    // A machine without a clock of its own starts in 1970.
    const odd = { midnight: morning + untilMidnightMs, 'wrong clock': 0 };
    const clock = odd[when] ?? morning + minutes * MINUTE_MS;
    if (when === 'midnight') {
      day++;
      minutes = 0;
    }
    yield {
      when,
      clock: new Date(clock),
      papers: when === 'starting' ? 0 : upTo(PAPERS),
      newDay: when === 'new day' || when === 'midnight',
      requests: when === 'starting' ? upTo(STARTING_REQUESTS) : upTo(FEW_REQUESTS),
      share: pick(0, 1, 'random', 'random'),
    };
  }
}
