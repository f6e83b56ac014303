import type { Harm } from './fault-deeds.ts';
import { later } from './fault-deeds.ts';

/** No process starts while a contact still bounces. */
const startMs = 100;

/**
 * Somebody moves the journal and its log away while it runs; the mark stays. Some time later a person puts them back,
 * and starts the process again if it had noticed: what was moved there and back within a second may go unseen, and
 * nothing of it is lost. A process that ends meanwhile does not come back before (`journal.missing`).
 */
export const dataFaults: { readonly 'journal-removed': Harm } = {
  'journal-removed'(world, { ms }) {
    const { life, disk } = world;
    if (life === undefined || life.stopping || disk.awaySince !== undefined) return false;
    disk.awaySince = world.clock.now();
    later(world, ms, () => {
      disk.awaySince = undefined;
      if (world.life === undefined) later(world, startMs, () => void world.start());
      if (world.life !== life || life.journal.pressure().fault === undefined) return;
      world.kill(true, false);
      later(world, startMs, () => void world.start());
    });
    return true;
  },
};
