import { publishRefusal } from '../../firmware-host/mqtt/embedded/access.ts';
import type { PrinterState } from '../../simulators/escpos-printer/printer-state.ts';
import { SimulatedSerialDisplays } from '../../simulators/serial-display-hardware.ts';
import { dataFaults } from './data-faults.ts';
import { send } from './deeds.ts';
import { keysFaults } from './keys-faults.ts';
import { linkFaults } from './link-faults.ts';
import { paperFaults } from './paper-faults.ts';
import type { Fault, FaultKind } from './script.ts';
import { soundFaults } from './sound-faults.ts';
import { timeFaults } from './time-faults.ts';
import type { World } from './world.ts';

/** Nobody changes a roll of paper faster: by then the driver has given the ticket up. */
const rollMs = 9_000;
/** No process starts while a contact still bounces. */
const startMs = 100;
const yearMs = 365.25 * 24 * 3_600_000;
const hourMs = 3_600_000;

/** Makes a fault happen, and sees to its end. What cannot happen now (killing what does not run) is not counted. */
export async function harm(world: World, fault: Fault, step: number): Promise<void> {
  if (await deeds[fault.kind](world, fault, step)) world.count(fault.kind);
}

export type Harm = (world: World, fault: Fault, step: number) => boolean | Promise<boolean>;

/** Until its time is over. */
export function later(world: World, ms: number, end: () => void): void {
  world.until(ms, end);
}

/** These devices suffer for `ms`; `end` is called when nothing else does the same to the first of them any more. */
function ill(world: World, ids: readonly string[], how: string, ms: number, end: () => void): void {
  const held = `${how} ${ids[0]}`;
  world.hold(held, 1);
  for (const id of ids) world.health.harmed(id, world.clock.now());
  later(world, ms, () => {
    if (world.hold(held, -1) === 0) end();
    for (const id of ids) world.health.healed(id, world.clock.now());
  });
}

/** Changes one part of a printer's state, and back. */
function printerFault(bad: Partial<PrinterState>, good: Partial<PrinterState>, leastMs = 0): Harm {
  return (world, { target, ms }) => {
    const printer = world.device(target)?.printer;
    // A roll that is out does not become one that is nearly out.
    if (printer === undefined || (bad.paper === 'low' && printer.state.paper !== 'ok')) return false;
    printer.set(bad);
    if (bad.hung === true) world.deafened(target, leastMs + ms);
    ill(world, [target], String(Object.keys(bad)[0]), leastMs + ms, () => printer.set(good));
    return true;
  };
}

const diskFor =
  (begin: (world: World, fault: Fault) => void, end: (world: World) => void): Harm =>
  (world, fault) => {
    begin(world, fault);
    later(world, fault.ms, () => end(world));
    return true;
  };

function onBroker(
  begin: (world: World, fault: Fault) => void,
  end?: (world: World, fault: Fault) => void,
): Harm {
  return (world, fault) => {
    if (!world[where(fault)].up) return false;
    begin(world, fault);
    if (end !== undefined) later(world, fault.ms, () => end(world, fault));
    return true;
  };
}

const where = ({ target }: Fault): 'broker' | 'central' => (target === 'central' ? 'central' : 'broker');

function serialDisplays(world: World, target: string): SimulatedSerialDisplays | undefined {
  const address = world.site.devices.find(({ id }) => id === target)?.options.address;
  const line = world.hall.onWires.get(String(address));
  return line instanceof SimulatedSerialDisplays ? line : undefined;
}

const deeds: { readonly [kind in FaultKind]: Harm } = {
  ...keysFaults,
  ...linkFaults,
  ...paperFaults(ill),
  ...soundFaults(ill),
  kill(world, { ms, pick }) {
    if (world.life === undefined) return false;
    world.kill(true, pick < 0.5);
    later(world, ms, () => void world.start());
    return true;
  },
  'power-cut'(world, { ms, pick }) {
    if (world.life === undefined) return false;
    world.kill(false, pick < 0.5);
    const printers = ['printer-1', 'printer-2'];
    for (const id of printers) world.device(id)?.printer?.set({ power: 'off', hung: false });
    for (const hardware of world.hall.onWires.values())
      if (hardware instanceof SimulatedSerialDisplays) hardware.powerCycle();
    for (const board of world.hall.boards.values()) board.powerCycle();
    world.device('suara-3')?.module?.restart();
    for (const id of printers)
      ill(world, [id], 'power', ms, () => world.device(id)?.printer?.set({ power: 'on' }));
    later(world, ms, () => void world.start());
    return true;
  },
  async stop(world, { ms }) {
    const { life } = world;
    if (life === undefined || life.stopping) return false;
    void life.stop().then(() => {
      // Somebody may have pulled the plug meanwhile.
      if (world.life !== life) return;
      world.life = undefined;
      world.reach.ended(life.boot);
      later(world, ms, () => void world.start());
    });
    return true;
  },
  'fsync-slow': diskFor(
    (world, { pick }) => {
      world.disk.fsyncMs = [20, 100, 800, 3_000][Math.floor(pick * 4)] ?? 100;
    },
    (world) => {
      world.disk.fsyncMs = 5;
    },
  ),
  'fsync-hangs': diskFor(
    ({ disk }) => disk.stall(),
    ({ disk }) => disk.flow(),
  ),
  'disk-full': diskFor(
    ({ disk }) => {
      disk.full = true;
    },
    ({ disk }) => {
      disk.full = false;
    },
  ),
  /** The next fsync fails; a technician starts the process again some time later. */
  'fsync-fails'(world, { ms, pick }) {
    const { life } = world;
    if (life === undefined) return false;
    world.disk.failing = pick < 0.5 ? 'with' : 'without';
    later(world, ms, () => {
      world.disk.failing = undefined;
      if (world.life !== life) return;
      world.kill(true, false);
      later(world, startMs, () => void world.start());
    });
    return true;
  },
  ...dataFaults,
  'clock-step'(world, { target, ms }) {
    const local = world.wall() + 7 * hourMs;
    const toMidnight = 24 * hourMs - (local % (24 * hourMs)) - 2_000;
    const steps: { readonly [target: string]: number } = {
      '+50y': 50 * yearMs,
      '-50y': -50 * yearMs,
      '-1h': -hourMs,
      '+1d': 24 * hourMs,
      midnight: toMidnight,
    };
    const step = steps[target] ?? 0;
    world.wallOffset += step;
    // Years are put right again; a night that has passed has passed.
    if (target.endsWith('y'))
      later(world, ms, () => {
        world.wallOffset -= step;
      });
    return true;
  },
  'clock-unsynced'(world, { ms }) {
    world.trusted = false;
    later(world, ms, () => world.synchronised());
    return true;
  },
  ...timeFaults,
  unplug(world, { target, ms }) {
    const cable = world.device(target)?.cable;
    if (cable === undefined) return false;
    cable.unplug();
    world.deafened(target, ms);
    ill(world, world.health.beside(target), 'cable', ms, () => cable.plug());
    return true;
  },
  'frames-lost'(world, { target, ms, pick }) {
    const line = serialDisplays(world, target);
    if (line === undefined) return false;
    line.disturb({ share: 0.2 + 0.6 * pick, random: world.random });
    ill(world, world.health.beside(target), 'frames', ms, () => line.disturb(undefined));
    return true;
  },
  'display-power'(world, { target }) {
    const line = serialDisplays(world, target);
    if (line === undefined) return false;
    line.powerCycle();
    ill(world, world.health.beside(target), 'power', 0, () => undefined);
    return true;
  },
  async bounce(world, { target, pick }) {
    const [device = '', key = ''] = target.split(' ');
    const keypad = world.device(device);
    world.touched(device, key, 120);
    const times = 2 + Math.floor(pick * 6);
    for (let time = 0; time < times; time++) {
      keypad?.press?.(key, 2);
      await world.pass(4);
    }
    keypad?.press?.(key, 80);
    return true;
  },
  'key-stuck'(world, { target, ms }) {
    const [device = '', key = ''] = target.split(' ');
    world.touched(device, key, ms);
    world.device(device)?.press?.(key, ms);
    return true;
  },
  async 'key-flood'(world, { target, ms }) {
    const [device = '', key = ''] = target.split(' ');
    world.touched(device, key, ms + 100);
    for (let passed = 0; passed < ms; passed += 50) {
      world.device(device)?.press?.(key, 20);
      await world.pass(50);
    }
    return true;
  },
  'paper-out': printerFault({ paper: 'out' }, { paper: 'ok' }, rollMs),
  'paper-low': printerFault({ paper: 'low' }, { paper: 'ok' }),
  'cover-open': printerFault({ cover: 'open' }, { cover: 'closed' }),
  'printer-off': printerFault({ power: 'off' }, { power: 'on' }),
  'printer-hangs': printerFault({ hung: true }, { hung: false }),
  'printer-garbage': printerFault({ answers: 'garbage' }, { answers: 'right' }),
  'printer-deaf': printerFault({ answers: 'deaf' }, { answers: 'right' }),
  'cutter-error': printerFault({ cutter: 'error' }, { cutter: 'ok' }),
  'paper-ends'(world, { target, ms, pick }) {
    const printer = world.device(target)?.printer;
    if (printer === undefined) return false;
    printer.paperEndsAfter(1 + Math.floor(pick * 20));
    later(world, ms, () => printer.paperEndsAfter(Number.POSITIVE_INFINITY));
    ill(world, [target], 'paper', ms + rollMs, () => printer.set({ paper: 'ok' }));
    return true;
  },
  async 'scan-flood'(world, { target }) {
    for (let scan = 0; scan < 20; scan++) {
      world.device(target)?.scan?.(`X-${scan}`);
      await world.pass(20);
    }
    return true;
  },
  'broker-away': onBroker(
    (world, fault) => world[where(fault)].kill(true),
    (world, fault) => world[where(fault)].start(),
  ),
  'broker-empty': onBroker(
    (world, fault) => world[where(fault)].kill(false),
    (world, fault) => world[where(fault)].start(),
  ),
  'broker-hangs': onBroker(
    (world, fault) => {
      world[where(fault)].hung = true;
    },
    (world, fault) => world[where(fault)].goOn(),
  ),
  'broker-cut': onBroker((world, fault) => world[where(fault)].cutConnections()),
  'office-restart'(world, { ms }) {
    world.office.kill();
    later(world, ms, () => world.office.start());
    return true;
  },
  /** Only the one device that the edit is about is opened again, and a wrong file changes nothing. */
  async 'site-reload'(world, { target }) {
    const { life } = world;
    if (life === undefined || life.stopping) return false;
    const wrong = target === 'wrong';
    world.wrongFile = wrong;
    if (!wrong) world.edits++;
    const done = life.host.reload();
    await world.pass(0);
    world.wrongFile = false;
    void done.then((reloaded) => {
      if (reloaded.ok === wrong)
        world.rules.breaks('reload', `a site file that is ${target}: ok ${reloaded.ok}`);
      const touched = reloaded.ok ? [...reloaded.opened, ...reloaded.closed] : [];
      // A contact is locked out when it is opened.
      if (touched.length > 0) world.touched('tombol-2', 'next', 0);
      // It starts anew: what was wrong with it before is known again when its new opening has failed.
      for (const id of touched) world.known.delete(id);
      const others = touched.filter((id) => id !== 'tombol-2');
      if (others.length > 0) world.rules.breaks('reload', `opened ${others.join(', ')} again without need`);
    });
    return true;
  },
  'command-retained'(world, { target, ms }, step) {
    const id = `retained-${step}`;
    world.hostile.add(id);
    const topic = `loket/v1/${world.site.id}/command/${target}`;
    world.broker.retained.set(topic, JSON.stringify({ id, ...fieldsOf(target) }));
    world.broker.cutConnections();
    later(world, ms, () => void world.broker.retained.delete(topic));
    return true;
  },
  /** While the time is not known no command expires, so it must be known from the sending to the reply. */
  async 'command-expired'(world, { target }, step) {
    const { trusted, wallOffset } = world;
    if (!trusted || !world.clockAsFound()) return false;
    const id = `expired-${step}`;
    const expired = new Date(world.wall() - 1_000).toISOString();
    send(world, target, id, { ...fieldsOf(target), expires_at: expired });
    await world.pass(100);
    const sameClock = world.trusted && world.wallOffset === wallOffset;
    if (sameClock && world.replies.get(id)?.ok === true)
      world.rules.breaks('commands', `${id} was carried out`);
    return sameClock;
  },
  async 'command-repeated'(world, { target }, step) {
    const id = `repeated-${step}`;
    const fields = fieldsOf(target);
    const boot = world.boots;
    send(world, target, id, fields);
    await world.pass(500);
    if (world.replies.get(id)?.ok !== true) return false;
    const before = effects(world, target);
    send(world, target, id, fields);
    await world.pass(500);
    if (world.boots === boot && effects(world, target) !== before)
      world.rules.breaks('commands', `${id} was carried out twice`);
    return true;
  },
  'command-not-allowed'(world, { target }) {
    const topic = `loket/v1/${world.site.id}/command/${target}`;
    const role = target === 'call-next' ? 'view' : 'operate';
    if (publishRefusal(world.site.id, role, { topic, retain: false, qos: 1 }) === undefined)
      world.rules.breaks('commands', `${role} may send ${target}`);
    return true;
  },
  'command-garbage'(world, { target, pick }, step) {
    const id = `garbage-${step}`;
    world.hostile.add(id);
    const payloads = [
      '',
      'null',
      '['.repeat(10_000),
      `{"id":"${id}","__proto__":{"counter":"loket-1"}}`,
      `{"id":"${id}","counter":"\\ud800"}`,
      `{"id":"${id}","counter":"loket-1","x":1}`,
      JSON.stringify({ id, counter: 'loket-1', pad: 'x'.repeat(70_000) }),
    ];
    const topic = `loket/v1/${world.site.id}/command/${target}`;
    world.broker.publish(topic, payloads[Math.floor(pick * payloads.length)] ?? '', false);
    return true;
  },
};

function fieldsOf(command: string): object {
  return command === 'issue-ticket' ? { service: 'a', printer: null } : { counter: 'loket-1' };
}

/** How often what a command asks for was done. */
function effects(world: World, command: string): number {
  return world.appended.filter(({ event }) => {
    if (command === 'issue-ticket') return event.type === 'ticket.reserved' && event.printer === null;
    if (command === 'park') return event.type === 'ticket.parked' && event.counter === 'loket-1';
    return event.type === 'ticket.called' && event.counter === 'loket-1' && event.cause === 'next';
  }).length;
}
