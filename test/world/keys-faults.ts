import { limits } from '../../firmware-host/loop/loop-limits.ts';
import { scannerHabits } from '../../simulators/scanner-habits.ts';
import { bookingCodes } from './bookings.ts';
import type { Fault, OddScan } from './script.ts';
import type { World } from './world.ts';

/** A press is 5 ms or longer. */
const pulseMaxMs = 4;
/** After this a pulse is known to be none, also where a contact may bounce for longer than usual. */
const knownMs = 60;
/** Nobody who is told "too fast" is refused any more. */
const calmMs = 1_100;
/** A code without an end is read by then. */
const readMs = 700;

/** A wire picks up noise: nobody is served or called for it, and it is counted. */
async function pulse(world: World, { target, pick }: Fault): Promise<boolean> {
  const [device = '', key = ''] = target.split(' ');
  const keypad = world.device(device);
  const rests = keypad?.keys?.every((one) => world.rested(device, one)) === true;
  const { life } = world;
  if (life === undefined || !rests || !works(world, device)) return false;
  const count = (what: string) => life.host.status(device)?.counters.work[what] ?? 0;
  const [pressed, pulses] = [count('presses_accepted'), count('pulses')];
  for (let times = 1 + Math.floor(pick * 5); times > 0; times--) {
    keypad?.pulse?.(key, 1 + Math.floor(world.random() * pulseMaxMs));
    await world.pass(pulseMaxMs + 1 + Math.floor(world.random() * 30));
  }
  await world.pass(knownMs);
  if (world.life !== life || !works(world, device)) return false;
  if (count('presses_accepted') !== pressed) world.rules.breaks('pulse', `${target} was pressed by noise`);
  if (count('pulses') === pulses) world.rules.breaks('pulse', `noise on ${target} was not counted`);
  return true;
}

export const keysFaults = { pulse } as const;

/** How a scanner was set up by somebody else, and what must be read all the same. */
export async function oddScan(world: World, device: string, what: OddScan, pick: number): Promise<void> {
  const scanner = world.device(device);
  await world.pass(calmMs);
  const code = knownCode(world, device, pick);
  const { life } = world;
  const before = world.refused.length;
  const accepted = () => life?.host.status(device)?.counters.work.scans_accepted ?? 0;
  const worked = life !== undefined && works(world, device);
  const earlier = accepted();
  scanner?.habits?.(scannerHabits[what === 'small' ? 'small' : what === 'tabbed' ? 'tab' : 'none']);
  // One that has ended its codes so far is waited for once.
  for (let scans = what === 'unended' ? 2 : 1; scans > 0; scans--) {
    scanner?.scan?.(code ?? 'A-001');
    await world.pass(readMs);
  }
  scanner?.habits?.(scannerHabits.usual);
  if (!worked || world.life !== life || !works(world, device)) return;
  if (accepted() === earlier)
    world.rules.breaks('scans', `${device} was set otherwise (${what}), and not read`);
  const unknown = world.refused
    .slice(before)
    .find((one) => one.device === device && ['unknown-ticket', 'booking-unknown'].includes(one.code));
  // A day that ends meanwhile takes its tickets with it; after a refusal it begins with the next tick.
  if (unknown !== undefined) await world.pass(limits.tickMs);
  const stillKnown = device === 'pemindai-mesin' || life.host.tickets().some(({ ticket }) => ticket === code);
  if (code !== undefined && unknown !== undefined && stillKnown)
    world.rules.breaks('scans', `${device} scanned ${code} (${what}): ${unknown.code}`);
}

/** A code that the hall knows; undefined when there is none yet. */
function knownCode(world: World, device: string, pick: number): string | undefined {
  if (device === 'pemindai-mesin') return bookingCodes[Math.floor(pick * bookingCodes.length)];
  const tickets = world.life?.host.tickets() ?? [];
  return tickets[Math.floor(pick * tickets.length)]?.ticket;
}

function works(world: World, device: string): boolean {
  const { life } = world;
  const state = life?.host.status(device)?.state;
  const there = state === 'online' || state === 'degraded';
  return (
    life !== undefined &&
    !life.stopping &&
    there &&
    world.health.isWell(device, world.clock.now(), life.startedAt)
  );
}
