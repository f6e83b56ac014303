import type { Millis } from '../../devices/ports.ts';
import { promiseMs } from './health.ts';
import type { World } from './world.ts';

/** WCAG 2.2, success criterion 2.3.1: not more than three flashes in a second. */
const flashesApartMs: Millis = 333;
/** A lamp that nobody drives is seen to be off by then. */
const darkMs: Millis = 2_000;
/** A refusal is shown for three seconds; a person has seen that it is over a moment later. */
const refusalMs: Millis = 3_000 + darkMs;
/** By then a refusal is shown, also after the dark that a flash needs before it. */
const shownMs: Millis = 1_000;
const machineLamp = 'lampu-mesin';
const ofCounters = { 'lampu-1': 'loket-1', 'lampu-3': 'loket-3' } as const;
/** One that is heard, and silent while a lamp would stay lit. */
const buzzer = 'lampu-3';

/** Looks at the lamps of a hall that has some. */
export function lampRules(world: World): { look(): void } {
  if (!world.traits.voice) return { look: () => undefined };
  const { clock, health, rules } = world;
  const wrongSince = new Map<string, Millis>();
  let refusals = 0;
  let refusedAt = Number.NEGATIVE_INFINITY;
  /** A refusal that the lamp of the machine has yet to show. */
  let toShow: Millis | undefined;

  function atMost(ms: Millis, what: string, is: boolean): void {
    const now = clock.now();
    if (!is) wrongSince.delete(what);
    else if (!wrongSince.has(what)) wrongSince.set(what, now);
    else if (now - (wrongSince.get(what) ?? now) > ms) rules.breaks('lamps', `${what} for ${ms} ms`);
  }

  const looks = (id: string) => world.device(id)?.lamp?.() ?? 'off';

  function lookAtOne(id: keyof typeof ofCounters): void {
    const { life } = world;
    const isWell = life !== undefined && !life.stopping && health.isWell(id, clock.now(), life.startedAt);
    const isCalling = life?.host.counter(ofCounters[id])?.state === 'called';
    const seen = looks(id);
    const mustShow = isCalling && id !== buzzer;
    atMost(promiseMs, `${id} is off, and a visitor is called`, isWell && mustShow && seen === 'off');
    atMost(promiseMs, `${id} is not off, and nobody is called`, isWell && !isCalling && seen !== 'off');
    atMost(promiseMs, `${id} sounds on`, id === buzzer && seen === 'on');
  }

  function lookAtMachine(): void {
    const { life } = world;
    const now = clock.now();
    const refused = world.refused.slice(refusals);
    refusals = world.refused.length;
    const isWell = life !== undefined && !life.stopping && health.isWell(machineLamp, now, life.startedAt);
    const atMachine = ({ device, cause }: { device?: string | undefined; cause: string }) =>
      (device === 'mesin' || device === 'pemindai-mesin') && (cause === 'key' || cause === 'scan');
    if (refused.some(atMachine)) {
      refusedAt = now;
      toShow ??= isWell ? now : undefined;
    }
    if (!isWell) toShow = undefined;
    if (now - refusedAt > refusalMs && looks(machineLamp) !== 'off')
      rules.breaks('lamps', `${machineLamp} is ${looks(machineLamp)}, and nobody is refused`);
    if (toShow === undefined || now - toShow < shownMs) return;
    if ((world.device(machineLamp)?.lightings?.().at(-1) ?? Number.NEGATIVE_INFINITY) < toShow - shownMs)
      rules.breaks('lamps', `${machineLamp} has not shown a refusal at ${toShow} ms`);
    toShow = undefined;
  }

  return {
    look() {
      for (const id of ['lampu-1', 'lampu-3'] as const) lookAtOne(id);
      lookAtMachine();
      for (const id of ['lampu-1', 'lampu-3', machineLamp]) {
        const lit = world.device(id)?.lightings?.().slice(-20) ?? [];
        const early = lit.findIndex((at, nth) => nth > 0 && at - (lit[nth - 1] ?? 0) < flashesApartMs);
        if (early > 0) rules.breaks('lamps', `${id} was lit at ${lit[early - 1]} ms and at ${lit[early]} ms`);
        atMost(
          darkMs,
          `${id} is not off, and no process runs`,
          world.life === undefined && looks(id) !== 'off',
        );
      }
    },
  };
}
