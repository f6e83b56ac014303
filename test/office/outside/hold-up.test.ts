import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import type { SiteSeen } from '../../../office/fleet/fleet-view.ts';
import { renderMetrics } from '../../../office/metrics/render-metrics.ts';
import { deviceSeen, judged, serviceSeen, siteSeen, sourceOf, viewOf } from './office-of-sites.ts';

const [sites, away, devices, renders] = [2_000, 500, 12, 20];
const holdUpMaxMs = 20;
/** How long an idle process is measured first, to tell what the machine itself takes. */
const idleMs = 500;
/** The monitor counts its own interval as delay. */
const sampleMs = 1;

function seen(at: number): SiteSeen {
  const isAway = at < away;
  const is = (one: number) =>
    one === 0 ? judged('device', { fix: 'clerk', reasons: [{ code: 'paper.out' }] }) : judged('well');
  const every = <T>(count: number, of: (one: number) => readonly [string, T]) =>
    new Map(Array.from({ length: count }, (_, one) => of(one)));
  const queue = { waiting: 12, longestWaitSeconds: 900, isOpen: true, isSurging: false, issuedToday: 300 };
  return siteSeen(`mpp-kota-${at}`, {
    ...{ region: `region-${at % 20}`, title: `Mal Pelayanan Publik ${at}`, heardAt: 50_000 },
    judgement: judged(isAway ? 'site-unreachable' : 'device'),
    devices: every(devices, (one) => [
      `device-${one}`,
      deviceSeen(`device-${one}`, isAway ? undefined : is(one)),
    ]),
    services: every(6, (one) => [`service-${one}`, serviceSeen(`service-${one}`, queue)]),
  });
}

/** Processor time of this process, ms. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/**
 * The most processor time that a turn of the event loop takes while `work` is done. Unlike the time on the clock it
 * does not grow when others have the processor.
 */
async function longestTurn(work: () => Promise<void>): Promise<number> {
  let [last, longest, isDone] = [processorMs(), 0, false];
  const probe = (): void => {
    const now = processorMs();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isDone) setImmediate(probe);
  };
  probe();
  await work();
  probe();
  isDone = true;
  return longest;
}

it(`${sites} sites of ${devices} devices, ${away} of them away, hold the process up for ${holdUpMaxMs} ms at most`, async () => {
  const all = Array.from({ length: sites }, (_, at) => seen(at));
  const incidents = all.slice(0, away).map(({ id, judgement }) => ({
    ...{ id, site: id, openedAt: judgement.since, closedAt: undefined, parent: undefined, flaps: 0 },
    ...{ isQuiet: false, corrections: [] },
    cause: { ...judgement, key: `site/${id}`, devices: [], isQuiet: false },
  }));
  const source = sourceOf(viewOf(all, { incidents: () => incidents }));
  const delay = monitorEventLoopDelay({ resolution: sampleMs });
  const onClock = (): number => Math.max(0, delay.max / 1e6 - sampleMs);
  delay.enable();
  await pause(idleMs);
  const idle = onClock();
  const [turns, delays]: [number[], number[]] = [[], []];
  let text = '';
  const began = processorMs();
  for (let render = 0; render < renders; render++) {
    const pieces: Buffer[] = [];
    await pause(20);
    delay.reset();
    turns.push(
      await longestTurn(async () => {
        for await (const piece of renderMetrics(source, 'openmetrics')) pieces.push(Buffer.from(piece));
      }),
    );
    await pause(5);
    delays.push(onClock());
    text = Buffer.concat(pieces).toString();
  }
  delay.disable();
  const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
  const each = (processorMs() - began) / renders;
  console.log(
    `${series} series, ${(text.length / 1e6).toFixed(1)} MB, ${each.toFixed(0)} ms of processor each`,
  );
  console.log(`longest turn, processor time of ${renders} renders: ${inWords(turns)}`);
  console.log(
    `longest hold-up, on the clock (monitorEventLoopDelay): ${inWords(delays)}; idle: ${idle.toFixed(1)} ms`,
  );
  expect(middle(turns)).toBeLessThanOrEqual(holdUpMaxMs);
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

function inWords(values: readonly number[]): string {
  return `median ${middle(values).toFixed(1)} ms, most ${Math.max(...values).toFixed(1)} ms`;
}
