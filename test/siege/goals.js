/**
 * What must hold under every attack. `keptMb`: memory is back when no more than this has stayed of what the attack
 * took.
 */
export const goals = { p99Ms: 25, lost: 0, rssMb: 300, keptMb: 60, settleS: 30, honestS: 5 };

/** Which goals a result misses. */
export function missed({ p99, lost, peakMb, beforeMb, afterMb, honestS, died }) {
  const back = afterMb <= beforeMb + goals.keptMb;
  return [
    ...(died ? ['the hall died'] : []),
    ...(p99 <= goals.p99Ms ? [] : ['p99']),
    ...(lost <= goals.lost ? [] : ['lost']),
    ...(peakMb <= goals.rssMb ? [] : ['RSS']),
    ...(back ? [] : ['not back']),
    ...(honestS !== undefined && honestS <= goals.honestS ? [] : ['honest client']),
  ];
}
