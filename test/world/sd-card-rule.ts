import { promiseMs } from './health.ts';
import type { Life } from './life.ts';
import type { World } from './world.ts';

/**
 * A card that is out of its module is a fault in health: at once where the module could tell it, and otherwise after
 * the first announcement that failed for it. It is none any more once the card is back.
 */
export function sdCardRule(world: World, module: string) {
  const { clock, health } = world;
  /** Since when the hall can know that the card is out. */
  let out: { readonly life: Life; readonly knownSince: number | undefined } | undefined;
  /** The process that had the module, with its card, when it was looked at last. */
  let having: Life | undefined;
  let wrongSince: number | undefined;

  const isOut = () => world.held(`sd ${module}`);
  const isWell = (life: Life) => health.isWell(module, clock.now(), life.startedAt);

  function lookAtCard(life: Life): void {
    if (!isOut()) {
      out = undefined;
      having = isWell(life) ? life : undefined;
    } else if (out === undefined) out = { life, knownSince: having === life ? clock.now() : undefined };
    // A module that was cut off, or a process that is new, was not there when it was taken out.
    else if (out.life !== life || health.troublesOf(module) !== 1) out = { life, knownSince: undefined };
  }

  return {
    dropped({ reason, zone }: { readonly reason: string; readonly zone: string | null }): void {
      if (zone === 'selatan' && reason === 'failed' && out !== undefined)
        out = { life: out.life, knownSince: out.knownSince ?? clock.now() };
    },
    look(): void {
      const { life } = world;
      if (life === undefined || life.stopping) {
        wrongSince = undefined;
        return;
      }
      lookAtCard(life);
      const codes = world.statuses.get(module)?.reasons.map(({ code }) => code) ?? [];
      const isKnown = out?.knownSince !== undefined && clock.now() - out.knownSince > promiseMs;
      if (isKnown && !codes.includes('sound.card_out'))
        world.rules.breaks('speakers', `${module} has no card, and health does not say so`);
      const isWrong = codes.includes('sound.card_out') && !isOut() && isWell(life);
      wrongSince = isWrong ? (wrongSince ?? clock.now()) : undefined;
      if (wrongSince !== undefined && clock.now() - wrongSince > promiseMs)
        world.rules.breaks('speakers', `${module} has its card back, and health says that it has none`);
    },
  };
}
