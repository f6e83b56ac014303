import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Fault } from '../../devices/fault.ts';
import { type DeviceKind, type Done, defineKind, type OpenDevice, type Opening } from '../../devices/kind.ts';
import type { Ports } from '../../devices/ports.ts';
import type { DisplayCommand, PrinterCommand, Role } from '../../devices/roles.ts';
import { backoffMs } from '../../firmware-host/supervise/backoff.ts';
import type { DeviceStatus } from '../../firmware-host/supervise/device-status.ts';
import { SupervisedDevice } from '../../firmware-host/supervise/supervised-device.ts';
import { VirtualClock } from '../virtual-clock.ts';

type DisplayOpening = Opening<object, never>;

const nowhereTried = { transports: [], triedOn: { simulated: false, kernelLab: false, hardware: [] } };

/** A display whose driver is written by the test. */
function display(open: (opening: DisplayOpening) => Promise<OpenDevice<DisplayCommand>>) {
  return defineKind({
    kind: 'test-display',
    role: 'display',
    title: { id: 'papan uji', en: 'test display' },
    evidence: 'poll',
    ...nowhereTried,
    options: z.object({}),
    claims: () => [],
    open,
  });
}

function supervise<R extends Role>(kind: DeviceKind<R>, enabled = true) {
  const clock = new VirtualClock();
  const statuses: DeviceStatus[] = [];
  const device = new SupervisedDevice({
    id: 'papan-1',
    kind: kind as unknown as DeviceKind,
    options: {},
    enabled,
    ports: { clock } as unknown as Ports,
    random: () => 0.5,
    onEvent: () => undefined,
    onStatus: (status) => statuses.push(status),
  });
  device.start();
  return { clock, device, statuses };
}

/** A well-behaved display that remembers what it was told and can lose its link. */
function goodDisplay() {
  const shown: string[] = [];
  const opened: DisplayOpening[] = [];
  const kind = display(async (opening) => {
    opened.push(opening);
    return {
      perform: async (command) => {
        shown.push(command.text);
        return 'sent' as Done;
      },
      close: async () => undefined,
    };
  });
  return { kind, shown, opened, lose: () => opened.at(-1)?.lost(new Fault('link.io_error', 'cable out')) };
}

describe('a supervised device', () => {
  it('starts as starting, and is online only after its first good open', async () => {
    const { kind } = goodDisplay();
    const { clock, device } = supervise(kind);
    expect(device.status().state).toBe('starting');
    await clock.advance(0);
    expect(device.status()).toMatchObject({ state: 'online', usable: true, attempts: 0 });
  });

  it('is opened again after a loss, and shows what it should show by then', async () => {
    const { kind, shown, lose } = goodDisplay();
    const { clock, device } = supervise(kind);
    await clock.advance(0);
    await device.perform({ type: 'show', text: 'A-001' });
    lose();
    expect(device.status()).toMatchObject({ state: 'offline', reasons: [{ code: 'link.io_error' }] });
    await expect(device.perform({ type: 'show', text: 'A-002' })).rejects.toThrow('cable out');
    await clock.advance(2_000);
    expect(device.status().state).toBe('online');
    expect(shown).toEqual(['A-001', 'A-002']);
  });

  it('is tried again at growing intervals, at most every 30 seconds', async () => {
    const tries: number[] = [];
    const clockOf: { now?: () => number } = {};
    const kind = display(async () => {
      tries.push(clockOf.now?.() ?? 0);
      throw new Fault('link.absent', 'nothing there');
    });
    const { clock, device } = supervise(kind);
    clockOf.now = () => clock.now();
    await clock.advance(300_000);
    const gaps = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(gaps.slice(0, 7)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
    expect(Math.max(...gaps)).toBe(30_000);
    expect(device.status()).toMatchObject({ state: 'offline', usable: false, attempts: tries.length });
  });

  it('is tried at once when something tells that it may be back', async () => {
    let there = false;
    const kind = display(async () => {
      if (!there) throw new Fault('link.absent', 'nothing there');
      return { perform: async () => 'sent', close: async () => undefined };
    });
    const { clock, device } = supervise(kind);
    await clock.advance(120_000);
    there = true;
    device.nudge();
    await clock.advance(0);
    expect(device.status().state).toBe('online');
  });

  it('that is disabled is never opened', async () => {
    const { kind, opened } = goodDisplay();
    const { clock, device } = supervise(kind, false);
    await clock.advance(60_000);
    expect(opened).toEqual([]);
    expect(device.status()).toMatchObject({ state: 'disabled', usable: false });
  });

  it('whose driver throws costs only itself', async () => {
    const kind = display(() => {
      throw new TypeError('a bug in the driver');
    });
    const { clock, device } = supervise(kind);
    await clock.advance(100);
    expect(device.status()).toMatchObject({ state: 'offline', reasons: [{ code: 'driver.error' }] });
  });

  it('whose open hangs is given up, and closed when it opens too late', async () => {
    let finish: (device: OpenDevice<DisplayCommand>) => void = () => undefined;
    let closed = 0;
    const kind = display(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const { clock, device } = supervise(kind);
    await clock.advance(12_000);
    expect(device.status()).toMatchObject({ state: 'offline', reasons: [{ code: 'link.timeout' }] });
    finish({ perform: async () => 'sent', close: async () => void closed++ });
    await clock.advance(0);
    expect(closed).toBe(1);
  });

  it('whose command hangs is taken for lost and opened again', async () => {
    let opens = 0;
    const kind = display(async () => {
      opens++;
      return { perform: () => new Promise<Done>(() => undefined), close: async () => undefined };
    });
    const { clock, device } = supervise(kind);
    await clock.advance(0);
    const answer = device.perform({ type: 'show', text: 'A-001' });
    const refused = expect(answer).rejects.toThrow('no end within');
    await clock.advance(3_000);
    await refused;
    expect(device.status().state).toBe('offline');
    await clock.advance(600);
    expect(opens).toBe(2);
  });

  it('that stops answering its probe is seen within two seconds', async () => {
    let answering = true;
    const kind = display(async () => ({
      perform: async () => 'acknowledged',
      probe: () => (answering ? Promise.resolve() : new Promise<void>(() => undefined)),
      close: async () => undefined,
    }));
    const { clock, device } = supervise(kind);
    await clock.advance(30_000);
    expect(device.status().state).toBe('online');
    answering = false;
    await clock.advance(2_000);
    expect(device.status()).toMatchObject({ state: 'offline', reasons: [{ code: 'link.timeout' }] });
  });

  it('that comes and goes is called flapping until it has been well for a minute', async () => {
    const { kind, lose } = goodDisplay();
    const { clock, device } = supervise(kind);
    await clock.advance(0);
    for (let time = 0; time < 4; time++) {
      lose();
      await clock.advance(5_000);
    }
    expect(device.status()).toMatchObject({ state: 'degraded', reasons: [{ code: 'link.flapping' }] });
    await clock.advance(61_000);
    expect(device.status()).toMatchObject({ state: 'online', reasons: [] });
  });

  it('that broke on what it was shown first is well a minute after it was opened well, and not before', async () => {
    let breaks = true;
    let lose: () => void = () => undefined;
    let opens = 0;
    const kind = display(async ({ lost }) => {
      opens++;
      lose = () => lost(new Fault('link.io_error', 'broken pipe'));
      return {
        perform: async () => {
          if (breaks) lose();
          return 'sent';
        },
        close: async () => undefined,
      };
    });
    const { clock, device } = supervise(kind);
    await clock.advance(0);
    await device.perform({ type: 'show', text: 'A-001' });
    await clock.advance(62_000);
    const before = opens;
    breaks = false;
    await clock.advance(30_000);
    expect([opens, device.status().usable]).toEqual([before + 1, true]);
    await clock.advance(40_000);
    lose();
    await clock.advance(29_000);
    expect(opens).toBe(before + 1);
    await clock.advance(1_000);
    expect(opens).toBe(before + 2);
  });

  it('that was stopped is not started by its board coming back', async () => {
    const { kind, opened } = goodDisplay();
    const { clock, device } = supervise(kind);
    await clock.advance(0);
    await device.stop();
    device.start();
    device.nudge();
    await clock.advance(60_000);
    expect(opened).toHaveLength(1);
  });

  it('is not called forbidden while udev may still be at work', async () => {
    let allowed = false;
    const kind = display(async () => {
      if (!allowed) throw new Fault('link.permission', 'EACCES');
      return { perform: async () => 'sent', close: async () => undefined };
    });
    const { clock, statuses } = supervise(kind);
    await clock.advance(1_000);
    allowed = true;
    await clock.advance(500);
    expect(statuses.map((status) => status.state)).toEqual(['online']);
  });

  it('has that time again at each plugging in, and is called forbidden after it', async () => {
    let code: 'link.permission' | 'link.absent' = 'link.permission';
    const kind = display(async () => {
      throw new Fault(code, code);
    });
    const { clock, device } = supervise(kind);
    const reasons = () => device.status().reasons.map((reason) => reason.code);
    await clock.advance(2_200);
    expect(reasons()).toEqual(['link.permission']);
    code = 'link.absent';
    await clock.advance(60_000);
    expect(reasons()).toEqual(['link.absent']);
    code = 'link.permission';
    device.nudge();
    await clock.advance(1_900);
    expect(reasons()).toEqual(['link.absent']);
    await clock.advance(500);
    expect(reasons()).toEqual(['link.permission']);
  });

  it('raises and clears a warning without being closed', async () => {
    const { kind, opened } = goodDisplay();
    const { clock, device } = supervise(kind);
    await clock.advance(0);
    opened[0]?.warn('paper.low', 'near the end');
    expect(device.status()).toMatchObject({ state: 'degraded', usable: true });
    opened[0]?.warn('paper.out', 'no paper');
    expect(device.status()).toMatchObject({ state: 'degraded', usable: false });
    opened[0]?.warn('paper.out', undefined);
    opened[0]?.warn('paper.low', undefined);
    expect(device.status()).toMatchObject({ state: 'online', reasons: [] });
    expect(opened).toHaveLength(1);
  });

  it('hears nothing more from a driver whose session is over', async () => {
    const { kind, opened, lose } = goodDisplay();
    const { clock, device } = supervise(kind);
    await clock.advance(0);
    const first = opened[0];
    lose();
    await clock.advance(1_000);
    first?.lost(new Fault('link.io_error', 'an old session'));
    first?.warn('paper.out', 'an old session');
    expect(device.status()).toMatchObject({ state: 'online', reasons: [] });
  });
});

describe('the commands of a device', () => {
  it('to a busy display are overtaken by the newest, and all of them end', async () => {
    const shown: string[] = [];
    let release: () => void = () => undefined;
    const kind = display(async () => ({
      perform: (command) =>
        new Promise<Done>((resolve) => {
          shown.push(command.text);
          release = () => resolve('sent');
        }),
      close: async () => undefined,
    }));
    const { clock, device } = supervise(kind);
    await clock.advance(0);
    const all = ['A-001', 'A-002', 'A-003', 'A-004'].map((text) => device.perform({ type: 'show', text }));
    release();
    await clock.advance(0);
    release();
    expect(await Promise.all(all)).toEqual(['sent', 'sent', 'sent', 'sent']);
    expect(shown).toEqual(['A-001', 'A-004']);
  });

  it('to a printer keep their order, and its refusal does not cost the link', async () => {
    const printed: string[] = [];
    const kind = defineKind({
      kind: 'test-printer',
      role: 'printer',
      title: { id: 'printer uji', en: 'test printer' },
      evidence: 'ack',
      ...nowhereTried,
      options: z.object({}),
      claims: () => [],
      open: async () => ({
        perform: async (command: PrinterCommand) => {
          if (command.type !== 'print') throw new Error('no ticket');
          if (command.content.number === 'A-002') throw new Fault('paper.out', 'no paper');
          printed.push(command.content.number);
          return 'acknowledged';
        },
        close: async () => undefined,
      }),
    });
    const { clock, device } = supervise(kind);
    await clock.advance(0);
    const content = (number: string) => ({ type: 'print', content: { number } }) as PrinterCommand;
    const results = await Promise.allSettled(
      ['A-001', 'A-002', 'A-003'].map((n) => device.perform(content(n))),
    );
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(printed).toEqual(['A-001', 'A-003']);
    expect(device.status()).toMatchObject({
      state: 'online',
      counters: { acknowledged: 2, faults: 1, losses: 0 },
    });
  });

  it('that had not begun when the device went were not done, and that is what is said', async () => {
    const kind = display(async () => ({
      perform: () => new Promise<Done>(() => undefined),
      close: async () => undefined,
    }));
    const { clock, device } = supervise(kind);
    await clock.advance(0);
    const codeOf = (work: Promise<Done>) =>
      work.then(
        () => 'done',
        (why: Fault) => why.code,
      );
    const begun = codeOf(device.perform({ type: 'show', text: 'A-001' }));
    const waiting = codeOf(device.perform({ type: 'show', text: 'A-002' }));
    await clock.advance(3_000);
    const late = codeOf(device.perform({ type: 'show', text: 'A-003' }));
    expect(await Promise.all([begun, waiting, late])).toEqual(['link.timeout', 'link.absent', 'link.absent']);
  });
});

describe('the backoff', () => {
  it('stays within a fifth of its doubling', () => {
    for (const random of [0, 0.5, 0.999]) {
      expect(backoffMs(3, random)).toBeGreaterThanOrEqual(1_600);
      expect(backoffMs(3, random)).toBeLessThanOrEqual(2_400);
      expect(backoffMs(1_000, random)).toBeLessThanOrEqual(30_000);
    }
  });
});
