import type { Exposition } from './exposition.ts';
import { labelsText } from './label-text.ts';
import type { MetricsSource } from './metrics-source.ts';

/** Adds what the office says of itself. */
export function addOffice(text: Exposition, source: MetricsSource, leftOut: number): void {
  const figures = source.figures();
  const { residentBytes, cpuSeconds, loopDelaySeconds } = source.process();
  text.add('build', labelsText({ version: source.version, node: process.versions.node }), 1);
  text.add('listening', '', source.view.listeningSince === undefined ? 0 : 1);
  text.add('eventsApplied', '', figures.eventsApplied);
  text.add('waitingBytes', '', figures.waitingBytes);
  text.add('replaysAsked', '', figures.replaysAsked);
  text.add('lag', '', figures.lagSeconds);
  text.add('storeThere', '', figures.isStoreThere ? 1 : 0);
  for (const [code, count] of figures.storeFaults) text.add('storeFaults', labelsText({ code }), count);
  text.add('sharesHeld', '', figures.sharesHeld);
  text.add('leftOut', '', leftOut);
  text.add('loopDelay', '', loopDelaySeconds);
  text.add('residentMemory', '', residentBytes);
  text.add('cpu', '', cpuSeconds);
  text.add('startTime', '', source.startedAt / 1_000);
}
