import { judgeRest, unrest, watchOver } from './checks.ts';
import { visit } from './deeds.ts';
import { harm } from './fault-deeds.ts';
import { Broken } from './rules.ts';
import type { Script } from './script.ts';
import { World } from './world.ts';

/** Every wait of a backoff is over by then, and whatever was held back has been said. */
const restMaxMs = 240_000;
/** Who was put out of its place by another controller waits for up to five minutes. */
const restAfterTwinMs = 360_000;
const restEveryMs = 5_000;
/** An incident that came again stays open for ten minutes; a line is bad for three minutes after the last loss. */
const calmMaxMs = 800_000;
/** It is waited for in one world of so many, one of those with bad lines. */
const calmEvery = 25;
const calmOf = 3;

export interface Played {
  readonly seed: number;
  readonly steps: number;
  readonly injected: ReadonlyMap<string, number>;
  /** What the office said and what was done, held against each other. */
  readonly compared: ReadonlyMap<string, number>;
  readonly records: number;
  readonly tickets: number;
  readonly virtualMs: number;
  /** The first rule that was broken, and after which step. */
  readonly broken?: { readonly rule: string; readonly what: string; readonly step: number };
}

/** Plays a script to its end or to the first broken rule, lets every fault end, and looks at what is left. */
export async function play(script: Script, tell?: (line: string) => void): Promise<Played> {
  const world = new World(script, tell);
  const stray = (thrown: unknown) =>
    world.rules.breaks('errors', String(thrown instanceof Error ? thrown.stack : thrown));
  process.on('unhandledRejection', stray);
  process.on('uncaughtException', stray);
  let done = 0;
  try {
    await world.open();
    const watch = watchOver(world);
    const settled = () => {
      watch.look();
      if (world.rules.broken !== undefined) throw world.rules.broken;
    };
    await world.pass(3_000, settled);
    for (const [place, { deed, beside, afterMs }] of script.steps.entries()) {
      done = place + 1;
      tell?.(`${at(world)} step ${place} ${JSON.stringify(deed)}`);
      if (beside !== undefined) {
        tell?.(`${at(world)} beside it ${JSON.stringify(beside)}`);
        await harm(world, beside, place);
      }
      if (deed.do === 'fault') await harm(world, deed, place);
      else await visit(world, deed, place);
      await world.pass(afterMs, settled);
      settled();
    }
    tell?.(`${at(world)} the script is over`);
    while (world.faultsLeft > 0) await world.pass(1_000, settled);
    await rest(world, settled);
    await world.voice.atRest(settled);
    await rest(world, settled);
    if (script.seed % calmEvery === calmOf) await calm(world, settled);
    judgeRest(world);
    settled();
  } catch (thrown) {
    if (!(thrown instanceof Broken)) stray(thrown);
  } finally {
    process.off('unhandledRejection', stray);
    process.off('uncaughtException', stray);
    world.kill(true, false);
  }
  const { broken } = world.rules;
  return {
    seed: script.seed,
    steps: done,
    injected: world.injected,
    compared: world.verdicts.compared,
    records: world.disk.records.length,
    tickets: world.disk.records.filter(({ event }) => event.type === 'ticket.reserved').length,
    virtualMs: world.clock.now(),
    ...(broken === undefined ? {} : { broken: { rule: broken.rule, what: broken.message, step: done } }),
  };
}

/** Lets the hall come to rest with every fault over. */
async function rest(world: World, settled: () => void): Promise<void> {
  if (world.life?.journal.pressure().fault !== undefined) {
    world.kill(true, false);
    await world.start();
  }
  const mostMs = world.injected.has('cloned-site') ? restAfterTwinMs : restMaxMs;
  for (let passed = 0; passed < mostMs; passed += restEveryMs) {
    if (unrest(world) === undefined) return;
    await world.pass(restEveryMs, settled);
  }
  const why = unrest(world);
  if (why !== undefined) world.rules.breaks('rest', why);
}

/** Incidents that came again are closed after ten minutes of calm. */
async function calm(world: World, settled: () => void): Promise<void> {
  for (let passed = 0; passed < calmMaxMs && world.verdicts.isCalming(); passed += restEveryMs)
    await world.pass(restEveryMs, settled);
  if (world.verdicts.isCalming()) world.rules.breaks('rest', 'the office keeps an incident open');
}

function at(world: World): string {
  return `${(world.clock.now() / 1_000).toFixed(3).padStart(9)} s`;
}
