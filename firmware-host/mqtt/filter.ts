/** Whether a subscription to `filter` takes `topic` (MQTT 3.1.1, section 4.7, without its rule for `$` topics). */
export function filterTakes(filter: string, topic: string): boolean {
  // Called for every message and subscription, so it compares level by level without splitting both strings first.
  let want = 0;
  let level = 0;
  for (;;) {
    const wantEnd = endOf(filter, want);
    const wanted = filter.slice(want, wantEnd);
    if (wanted === '#') return true;
    const levelEnd = endOf(topic, level);
    if (wanted !== '+' && wanted !== topic.slice(level, levelEnd)) return false;
    const isLast = levelEnd === topic.length;
    if (wantEnd === filter.length) return isLast;
    // `a/#` matches `a` too.
    if (isLast) return filter.slice(wantEnd) === '/#';
    want = wantEnd + 1;
    level = levelEnd + 1;
  }
}

function endOf(levels: string, from: number): number {
  const end = levels.indexOf('/', from);
  return end < 0 ? levels.length : end;
}
