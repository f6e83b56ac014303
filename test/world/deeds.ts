import { counterOf, deviceNamed } from '../../config/site.ts';
import type { Millis } from '../../devices/ports.ts';
import { bookingCodes } from './bookings.ts';
import { oddScan } from './keys-faults.ts';
import type { Deed, OddScan, Scanned } from './script.ts';
import type { World } from './world.ts';

/** A contact that bounces as it comes up again has rested after this. */
const settleMs: Millis = 60;

/** So long a person at least looks for the paper before saying what became of it. */
const lookMs: Millis = 1_000;

/** What people do. Faults are in fault-deeds.ts. */
export async function visit(world: World, deed: Exclude<Deed, { do: 'fault' }>, step: number): Promise<void> {
  const counter = endedBy(world, deed);
  if (counter !== undefined) world.ledger.endAsked(counter);
  switch (deed.do) {
    case 'press':
      return press(world, deed);
    case 'double':
      world.device(deed.device)?.press?.(deed.key, 80);
      await world.pass(180);
      world.device(deed.device)?.press?.(deed.key, 80);
      return world.pass(80 + settleMs);
    case 'type':
      for (const key of [...deed.digits, deed.key]) {
        world.device('angka-2')?.press?.(key, 60);
        await world.pass(90);
      }
      return;
    case 'scan':
      if (isOdd(deed.what)) return oddScan(world, deed.device, deed.what, deed.pick);
      world.device(deed.device)?.scan?.(codeFor(world, deed.device, deed.what, deed.pick));
      return;
    case 'command':
      return command(world, deed, step);
    case 'decide': {
      const longSince = world.clock.now() - lookMs;
      // One of another day is as old as that; one of today of which the disk does not know it yet has just come.
      const since = (ticket: string) => {
        const given = world.ledger.today.get(ticket);
        return given === undefined ? longSince : (given.doubtfulAt ?? world.clock.now());
      };
      const doubtful = (world.life?.host.tickets() ?? []).filter(
        ({ ticket, state }) => state === 'unconfirmed' && since(ticket) <= longSince,
      );
      const ticket = at(doubtful, deed.pick)?.ticket;
      if (ticket === undefined) return;
      if (deed.how === 'confirm') world.ledger.confirmedByHand(ticket);
      send(world, `${deed.how}-ticket`, `decide-${step}`, { ticket });
    }
  }
}

/** A key is pressed once its contact has rested for 5 ms, which bounces for 8 at the most. */
const pressMs: Millis = 5 + 8;
/** One that goes down soon after it was let go counts when its lockout is over: 40 ms from the last bounce. */
const weighedMs: Millis = 8 + 40 + pressMs;

/**
 * A key that works is answered once it is known to be pressed, once, whatever its contact does: by a decision or by a
 * refusal.
 */
async function press(
  world: World,
  { device, key, ms, quick }: Extract<Deed, { do: 'press' }>,
): Promise<void> {
  await world.pass(0);
  const { life } = world;
  const keypad = world.device(device);
  const answered = () => answersTo(world, device) + (life?.host.latency('decided').count ?? 0);
  const before = answered();
  const works =
    life !== undefined &&
    !life.stopping &&
    !shared(device) &&
    life.host.status(device)?.state === 'online' &&
    world.health.isWell(device, world.clock.now(), life.startedAt) &&
    world.rested(device, key) &&
    // Whose answer it is cannot be told while another key of the device is still being weighed.
    !world.pressedWithin(device, weighedMs);
  world.touched(device, key, ms);
  keypad?.press?.(key, ms);
  if (quick) return;
  await world.pass(pressMs);
  const refusedAtOnce = answersTo(world, device);
  // A process that ends while a press is weighed knows nothing of it.
  const lives = world.life === life && life?.stopping === false;
  if (works && lives && answered() === before)
    world.rules.breaks('keys', `${device} ${key} went down, and nothing was decided`);
  await world.pass(ms + settleMs);
  if (works && answersTo(world, device) !== refusedAtOnce)
    world.rules.breaks('keys', `${device} ${key} went down once, and was answered twice`);
}

/** The counter whose visit somebody asks to end. */
function endedBy({ site }: World, deed: Exclude<Deed, { do: 'fault' }>): string | undefined {
  if (deed.do === 'command') return deed.name === 'end' ? deed.counter : undefined;
  if ((deed.do !== 'press' && deed.do !== 'double') || deed.key !== 'end') return undefined;
  const device = deviceNamed(site, deed.device);
  return device && counterOf(device);
}

/** Keys with several meanings act when it is known which was meant. */
const shared = (device: string): boolean => device === 'tombol-3';

function answersTo(world: World, device: string): number {
  return world.refused.filter((refused) => refused.device === device).length;
}

function isOdd(what: Scanned): what is OddScan {
  return what === 'small' || what === 'unended' || what === 'tabbed';
}

function codeFor(world: World, device: string, what: Exclude<Scanned, OddScan>, pick: number): string {
  const tickets = world.life?.host.tickets() ?? [];
  const counter = device === 'pemindai-1' ? 'loket-1' : 'loket-2';
  switch (what) {
    case 'called':
      return onPaper(world, world.life?.host.counter(counter)?.ticket ?? 'A-001', pick);
    case 'other':
      return onPaper(world, at(tickets, pick)?.ticket ?? 'A-002', pick);
    case 'booking':
      return at(bookingCodes, pick) ?? '';
    case 'garbage':
      return device === 'pemindai-2' ? 'a;b:c/d <e>' : '\u00ff\u00fe;DROP TABLE #+/$SYS';
    case 'personal':
      return '1234567890123456';
    case 'endless':
      return 'X'.repeat(300);
    case 'control':
      return device === 'pemindai-2' ? '..' : '\u001b@\u001dV\u0000';
  }
}

/** Some paper was printed by a version whose codes had no day. */
const onPaper = (world: World, ticket: string, pick: number): string =>
  pick < 0.2 ? ticket : world.ledger.codeOf(ticket);

function command(
  world: World,
  { name, counter, pick }: Extract<Deed, { do: 'command' }>,
  step: number,
): void {
  const tickets = (world.life?.host.tickets() ?? []).filter(({ state }) => state !== 'voided');
  const atDesks = tickets.filter(({ state }) => state === 'called' || state === 'serving');
  // What somebody else is busy with is asked for more often than chance would.
  const asked = pick < 0.3 ? (at(atDesks, pick / 0.3) ?? at(tickets, pick)) : at(tickets, pick);
  const ticket = asked?.ticket ?? 'A-001';
  const service = pick < 0.6 ? 'a' : 'b';
  const device = name === 'identify-device' ? 'papan-2' : pick < 0.5 ? 'papan-1' : 'printer-2';
  if (name === 'test-device') world.tested(device);
  const fields: { readonly [name: string]: object } = {
    'call-ticket': { counter, ticket },
    'issue-ticket': pick < 0.3 ? { service, printer: null } : { service },
    'cancel-ticket': { ticket },
    'reprint-ticket': { ticket },
    transfer: {
      counter,
      to: pick < 0.5 ? { service } : { counter: 'loket-3' },
      place: pick < 0.2 ? 'first' : 'last',
    },
    'force-service': { service, to: pick < 0.2 ? 'closed' : pick < 0.5 ? 'schedule' : 'open' },
    'test-device': { device },
    'identify-device': { device },
    restate: {},
    replay: { from: 1 + Math.floor(pick * world.disk.records.length), to: 1 + world.disk.records.length },
  };
  send(world, name, `command-${step}`, fields[name] ?? { counter });
}

/** A client of the broker publishes a command. */
export function send(world: World, name: string, id: string, fields: object): void {
  world.broker.publish(`loket/v1/${world.site.id}/command/${name}`, JSON.stringify({ id, ...fields }), false);
}

function at<T>(from: readonly T[], pick: number): T | undefined {
  return from[Math.floor(pick * from.length)];
}
