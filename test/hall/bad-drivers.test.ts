import { afterEach, describe, expect, it } from 'vitest';
import type { Site } from '../../config/site.ts';
import type { DeviceKind, OpenDevice, Opening } from '../../devices/kind.ts';
import { PlayedHall } from './played-hall.ts';

type AnyOpening = Opening<never, never>;
type Open = (opening: AnyOpening, good: () => Promise<OpenDevice<never>>) => Promise<OpenDevice<never>>;

/** The site, with one device's driver opened by the test; `good` opens the real one. */
const badDriver = (device: string, open: Open) => (site: Site) => ({
  ...site,
  devices: site.devices.map((one) => {
    if (one.id !== device) return one;
    const real = one.kind as unknown as { open(opening: AnyOpening): Promise<OpenDevice<never>> };
    const kind = { ...one.kind, open: (opening: AnyOpening) => open(opening, () => real.open(opening)) };
    return { ...one, kind: kind as unknown as DeviceKind };
  }),
});

/** A hall that has this device and no other: half an hour of all the others would be watched for nothing. */
const alone = (device: string, open: Open) => (site: Site) => {
  const changed = badDriver(device, open)(site);
  return { ...changed, devices: changed.devices.filter(({ id }) => id === device) };
};

const never = () => new Promise<never>(() => undefined);
const nothing: OpenDevice<never> = { perform: async () => 'sent', close: async () => undefined };
const throws = () => {
  throw new TypeError('a bug in the driver');
};
const rejects = async () => throws();

/** Timers of the driver's own that throw, or tell, long after. */
const later = ({ ports }: AnyOpening, run: () => void) => void ports.clock.after(500, run);

const press = { type: 'pressed', key: 'enter' };

/** What a driver can do, by the device it is played with, and the reason its device then has. */
const misdeeds: readonly (readonly [string, string, Open, code: string | undefined])[] = [
  ['throws in open', 'loket-4-display', throws, 'driver.error'],
  ['rejects in open', 'loket-4-numpad', rejects, 'driver.error'],
  ['throws in perform', 'loket-4-display', async () => ({ ...nothing, perform: throws }), 'driver.error'],
  ['throws in its probe', 'printer-1', async () => ({ ...nothing, probe: throws }), 'driver.error'],
  [
    'throws in close, after it was lost',
    'loket-4-numpad',
    async (opening) => {
      later(opening, () => opening.lost(new Error('gone')));
      return { ...nothing, close: throws };
    },
    'link.io_error',
  ],
  [
    'throws in a timer',
    'loket-4-numpad',
    async (opening) => {
      later(opening, throws);
      return nothing;
    },
    'driver.error',
  ],
  [
    'throws when it is told to stop',
    'loket-4-numpad',
    async (opening) => {
      opening.signal.addEventListener('abort', () => later(opening, throws));
      later(opening, () => opening.lost(new Error('gone')));
      return nothing;
    },
    'link.io_error',
  ],
  ['opens nothing', 'loket-4-display', async () => undefined as never, 'driver.error'],
  ['never opens', 'loket-4-display', never, 'link.timeout'],
  [
    'never does what it is asked',
    'loket-4-display',
    async () => ({ ...nothing, perform: never }),
    'link.timeout',
  ],
  ['never answers its probe', 'printer-1', async () => ({ ...nothing, probe: never }), 'link.timeout'],
  [
    'never closes',
    'loket-4-display',
    async (opening) => {
      later(opening, () => opening.lost(new Error('gone')));
      return { ...nothing, close: never };
    },
    'link.io_error',
  ],
  [
    'tells nonsense',
    'loket-4-numpad',
    async (opening) => {
      later(opening, () => opening.tell({ type: 'pressed', key: '__proto__' } as never, 0));
      return nothing;
    },
    'driver.error',
  ],
  [
    'tells of the future',
    'loket-4-numpad',
    async (opening) => {
      later(opening, () => opening.tell(press as never, 1e12));
      return nothing;
    },
    'driver.error',
  ],
  [
    'warns of what does not exist',
    'loket-4-numpad',
    async (opening) => {
      later(opening, () => opening.warn('constructor' as never, 'x'));
      return nothing;
    },
    'driver.error',
  ],
  [
    'floods',
    'loket-4-numpad',
    async (opening) => {
      later(opening, () => {
        for (let time = 0; time < 100_000; time++) opening.tell(press as never, opening.ports.clock.now());
      });
      return nothing;
    },
    'driver.error',
  ],
  [
    'tells and loses after its end, for ever',
    'loket-4-numpad',
    async (opening) => {
      const again = () => {
        opening.tell(press as never, opening.ports.clock.now());
        opening.warn('paper.out', 'after the end');
        if (opening.signal.aborted) opening.lost(new Error('after the end'));
        later(opening, again);
      };
      again();
      later(opening, () => opening.lost(new Error('gone')));
      return nothing;
    },
    'link.io_error',
  ],
];

/** What a driver's own timers do after its end is not heard, but nobody can take them from it. */
const bounded = misdeeds.filter(([name]) => !name.endsWith('for ever'));

let hall: PlayedHall | undefined;
afterEach(() => hall?.stop());

/** A minute's work at counters the device has nothing to do with. */
async function work(hall: PlayedHall) {
  for (let visitor = 0; visitor < 5; visitor++) {
    await hall.host.ask({ type: 'issue', service: 'paspor', class: 'regular', printer: null }, 'console');
    await hall.press('loket-1-keypad', 'next');
    await hall.pass(10_000);
  }
  return {
    called: hall.events('ticket.called').map(({ payload }) => payload.subject),
    reads: hall.reads('loket-1-display'),
    decidedMs: hall.host.latency('decided').most,
    // The bad device may itself be a display that shows late, or a key that was pressed.
    shownMs: hall.host.latency('shown').p50,
  };
}

describe('a driver that', () => {
  it.each(misdeeds)(
    '%s (%s) costs its own device alone, and the reason is said',
    async (_, device, open, code) => {
      hall = await PlayedHall.open();
      const well = await work(hall);
      await hall.stop();

      hall = await PlayedHall.open(undefined, { change: badDriver(device, open) });
      if (device.endsWith('-display')) void hall.host.ask({ type: 'open', counter: 'loket-4' }, 'console');
      expect(await work(hall)).toEqual(well);
      await hall.pass(30_000);
      const seen = hall.messages
        .filter(({ topic }) => topic.endsWith(`/device/${device}/state`))
        .flatMap(({ payload }) => payload.reasons.map((reason: { code: string }) => reason.code));
      expect(seen).toContain(code);
      const own = (id: string) => id === device;
      for (const { id } of hall.site.devices)
        expect([id, own(id) || hall.host.status(id)?.state]).toEqual([id, own(id) || 'online']);
    },
  );

  it.each(bounded)(
    '%s (%s) leaves nothing behind, however often it is opened again',
    async (_, device, open) => {
      let opens = 0;
      const counted: Open = (opening, good) => {
        opens++;
        return open(opening, good);
      };
      hall = await PlayedHall.open(undefined, { change: alone(device, counted) });
      await hall.pass(300_000);
      const after = hall.clock.waiting;
      await hall.pass(1_800_000);
      expect(opens).toBeGreaterThan(30);
      expect(hall.clock.waiting).toBeLessThan(after + 15);
    },
  );
});

describe('a device in maintenance', () => {
  it('is measured, and the hall does not use it', async () => {
    hall = await PlayedHall.open();
    hall.command('maintain-device', { id: 'm1', device: 'loket-1-keypad', on: true });
    hall.command('maintain-device', { id: 'm2', device: 'printer-1', on: true });
    await hall.pass(1_000);
    expect(hall.state('device/printer-1/state')).toMatchObject({
      ...{ admin: 'maintenance', state: 'online', usable: false, reason: null },
    });
    await hall.host.ask({ type: 'issue', service: 'paspor', class: 'regular', printer: null }, 'console');
    await hall.press('loket-1-keypad', 'next');
    expect(hall.events('ticket.called')).toEqual([]);
    expect(hall.host.status('loket-1-keypad')?.counters.work).toMatchObject({ presses_accepted: 1 });
    hall.command('maintain-device', { id: 'm3', device: 'loket-1-keypad', on: false });
    await hall.pass(1_000);
    await hall.press('loket-1-keypad', 'next');
    expect(hall.events('ticket.called')).toHaveLength(1);
  });
});
