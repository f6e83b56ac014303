import type { Millis } from '../../devices/ports.ts';
import { expectedOn, readOn } from './checks.ts';
import { startClone } from './clone.ts';
import { type Harm, later } from './fault-deeds.ts';
import type { World } from './world.ts';

/** No process starts while a contact still bounces. */
const startMs: Millis = 100;
/** Long enough for what a device was asked to be done, and for its link to have stood for as long as it must. */
const idleMs: Millis = 2_100;
/** A link that was closed while it was idle stands again by then. */
const againMs: Millis = 500;
/** The service whose tickets come out of each printer. */
const servedBy: { readonly [printer: string]: string } = { 'printer-1': 'a', 'printer-2': 'b' };

/** Links to others that end, are refused, or are somebody else's. */
export const linkFaults: {
  readonly [kind in 'port-taken' | 'cloned-site' | 'idle-close']: Harm;
} = {
  /** The machine starts again, and another program is there first: it has the port until it is stopped. */
  'port-taken'(world, { ms, pick }) {
    if (world.life === undefined || world.disk.awaySince !== undefined) return false;
    world.kill(true, pick < 0.5);
    world.hold('port', 1);
    later(world, startMs + ms, () => world.hold('port', -1));
    later(world, startMs, () => void world.start());
    return true;
  },

  'cloned-site'(world, { target, ms, pick }, step) {
    const where = target === 'central' ? 'central' : 'broker';
    const held = `clone ${where}`;
    if (world.life === undefined || !world[where].up || world.held(held)) return false;
    world.hold(held, 1);
    const clone = startClone({
      ...{ site: world.site.id, boot: `clone-${step}`, broker: world[where], clock: world.clock },
      ...{ party: where === 'central' ? 'uplink' : 'broker', old: pick < 0.5 },
      ...{ wall: world.wall(), random: world.random },
    });
    later(world, ms, () => {
      world.hold(held, -1);
      clone.kill();
    });
    return true;
  },

  /** Nothing is wrong with a device that closes an idle link: no rule is relaxed for it. */
  async 'idle-close'(world, { target, pick }) {
    const { life } = world;
    const status = () => life?.host.status(target);
    const asked = status()?.counters.commands;
    await world.pass(idleMs);
    const idle = status()?.counters.commands === asked && !isPrinting(world, target);
    if (life === undefined || !idle || !works(world, target)) return false;
    const before = status()?.counters;
    const records = world.appended.length;
    if (world.device(target)?.cable.hangUp?.() !== true) return false;
    const service = servedBy[target];
    const refusal = service === undefined || pick > 0.7 ? undefined : ticket(world, service);
    await world.pass(againMs);
    if (!works(world, target)) return true;
    const breaks = (what: string) => world.rules.breaks('idle close', `${target} ${what}`);
    const after = status()?.counters;
    const lost = world.appended
      .slice(records)
      .some(({ event }) => event.type === 'device.lost' && event.device === target);
    if (lost || after?.losses !== before?.losses) breaks('closed an idle link, and was lost');
    if (after?.opens === before?.opens) breaks(`was not opened again for ${againMs} ms`);
    if (refusal?.() === 'printer-not-ready') breaks('closed an idle link, and a ticket was refused for it');
    const reads = readOn(world, target);
    const expected = expectedOn(life, world.site.devices.find(({ id }) => id === target)?.counter);
    if (reads !== undefined && service === undefined && reads !== expected)
      breaks(`reads '${reads}' on its new link, and should '${expected}'`);
    return true;
  },
};

/** Takes a ticket at the console; why it was refused, once that is known. */
function ticket(world: World, service: string): () => string | undefined {
  let refused: string | undefined;
  void world.life?.host.issue(service, 'regular').then((outcome) => {
    refused = 'refused' in outcome ? outcome.refused : undefined;
  });
  return () => refused;
}

function isPrinting(world: World, printer: string): boolean {
  const tickets = [...world.ledger.today.values()];
  const reserved = tickets.some((one) => one.state === 'reserved' && one.printer === printer);
  return reserved || world.device(printer)?.printer?.busy === true;
}

/** Nothing is wrong with it, and has not been for as long as anything may take. */
function works(world: World, device: string): boolean {
  const { life } = world;
  const status = life?.host.status(device);
  return (
    life !== undefined &&
    !life.stopping &&
    (status?.state === 'online' || status?.state === 'degraded') &&
    world.health.isWell(device, world.clock.now(), life.startedAt)
  );
}
