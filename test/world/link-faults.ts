import { counterOf, deviceNamed } from '../../config/site.ts';
import type { Millis } from '../../devices/ports.ts';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import { expectedOn, isPrinting, readOn } from './checks.ts';
import { startClone } from './clone.ts';
import { type Harm, later } from './fault-deeds.ts';
import type { World } from './world.ts';

/** No process starts while a contact still bounces. */
const startMs: Millis = 100;
/** Long enough for what a device was asked to be done, and for its link to have stood for as long as it must. */
const idleMs: Millis = 2_100;
/** A line that comes and goes breaks so often, so long after each other. */
const flaps = 6;
const flapEveryMs: Millis = 8_000;
/** It is tried every 250 ms: once the device takes connections, its link stands again by then. */
const againMs: Millis = 500;
/** The service whose tickets come out of each printer. */
const servedBy: { readonly [printer: string]: string } = { 'printer-1': 'a', 'printer-2': 'b' };

/** A copy or a test is under way for so long at most; one that its printer lost says nothing meanwhile. */
const jobMs: Millis = 12_000;

function isCopying({ appended }: World, printer: string): boolean {
  const last = appended.at(-1)?.hall ?? 0;
  return appended.some(
    ({ event, hall }) =>
      event.type === 'ticket.reprinted' && event.printer === printer && last - hall < jobMs,
  );
}

/** Links to others that end, are refused, or are somebody else's. */
export const linkFaults: {
  readonly [kind in 'port-taken' | 'cloned-site' | 'idle-close' | 'site-line' | 'office-line']: Harm;
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

  /** The way from the site to the office's broker, whose other ways are good. */
  'site-line'(world, { target, ms }) {
    return cutWay(world, `loket-${world.site.id}`, target, ms);
  },

  'office-line'(world, { target, ms }) {
    return cutWay(world, 'office', target, ms);
  },

  /** Nothing is wrong with a device that closes an idle link: no rule is relaxed for it. */
  async 'idle-close'(world, { target, ms, pick }) {
    const { life } = world;
    const status = () => life?.host.status(target);
    const asked = status()?.counters.commands;
    await world.pass(idleMs);
    const idle =
      status()?.counters.commands === asked &&
      !isPrinting(world, target) &&
      !isCopying(world, target) &&
      !world.testedWithin(target, jobMs);
    if (life === undefined || !idle || !works(world, target)) return false;
    const before = status()?.counters;
    const records = world.appended.length;
    if (world.device(target)?.cable.hangUp?.(ms) !== true) return false;
    const service = servedBy[target];
    const refusal = service === undefined || pick > 0.7 ? undefined : ticket(world, service);
    await world.pass(ms + againMs);
    if (!works(world, target)) return true;
    const breaks = (what: string) => world.rules.breaks('idle close', `${target} ${what}`);
    const after = status()?.counters;
    const events = world.appended.slice(records).map(({ event }) => event);
    if (events.some((event) => event.type === 'device.lost' && event.device === target))
      breaks('closed an idle link, and was told as lost');
    if (after?.losses !== before?.losses) breaks('closed an idle link, and was lost');
    if (after?.opens === before?.opens) breaks(`was not opened again for ${ms + againMs} ms`);
    const denied = refusal?.() ?? deniedAt(target, service, events);
    if (denied !== undefined) breaks(`closed an idle link, and a ticket was refused for it: ${denied}`);
    const reads = readOn(world, target);
    const device = deviceNamed(world.site, target);
    const expected = expectedOn(life, device && counterOf(device));
    const asBefore = after?.commands === before?.commands;
    if (reads !== undefined && asBefore && reads !== expected)
      breaks(`reads '${reads}' on its new link, and should '${expected}'`);
    return true;
  },
};

/** `flaps`: it breaks again and again, and stands in between. */
function cutWay(world: World, name: string, how: string, ms: Millis): boolean {
  const { central } = world;
  const held = `way ${name}`;
  if (world.held(held)) return false;
  world.hold(held, 1);
  if (how !== 'flaps') central.cutWay(name, how === 'frozen' ? 'frozen' : 'reset');
  else
    for (let times = 0; times < flaps; times++)
      later(world, times * flapEveryMs, () => {
        central.cutWay(name, 'reset');
        central.openWay(name);
      });
  later(world, how === 'flaps' ? flaps * flapEveryMs : ms, () => {
    world.hold(held, -1);
    central.openWay(name);
    world.reach.lateWords.push(world.clock.now());
  });
  return true;
}

/** Takes a ticket at the console; whether it was refused for the printer's sake, once that is known. */
function ticket(world: World, service: string): () => string | undefined {
  let refused: string | undefined;
  void world.life?.host.issue(service, 'regular').then((outcome) => {
    refused = 'refused' in outcome ? outcome.refused : undefined;
  });
  return () => (refused === 'printer-not-ready' ? refused : undefined);
}

/** What a printer was not given that it was to print, of all that happened since. */
function deniedAt(
  printer: string,
  service: string | undefined,
  events: readonly Record['event'][],
): string | undefined {
  const mine = new Set<string>();
  for (const event of events) {
    if (event.type === 'ticket.reserved' && event.service === service && event.printer !== null) {
      if (event.printer !== printer) return `${event.ticket} comes out of ${event.printer}`;
      mine.add(event.ticket);
    }
    if (event.type === 'ticket.voided' && mine.has(event.ticket) && event.reason.startsWith('link.'))
      return `${event.ticket} is void for ${event.reason}`;
  }
  return undefined;
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
