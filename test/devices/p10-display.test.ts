import { describe, expect, it } from 'vitest';
import { p10Display } from '../../devices/p10-display/p10-display.ts';
import { SimulatedP10Display } from '../../simulators/p10-display-hardware.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

const address = '/dev/serial/by-id/usb-arduino';
const BOOT_MS = 1_600;
/** Bytes of a boot loader, among them a colon and a line end. */
const bootNoise = Uint8Array.from([0x00, 0xf8, 0x3a, 0xe0, 0x0a]);

function bench(mostPanels = { wide: 4, high: 2 }) {
  const clock = new VirtualClock();
  const wires = new Switchboard(clock);
  let changes = 0;
  const display = new SimulatedP10Display(
    { clock, bootMs: BOOT_MS, bootNoise },
    () => {
      changes += 1;
    },
    mostPanels,
  );
  wires.plugIn(address, display);
  const open = async (settings: object = {}) => {
    const opening = opened(p10Display, { address, ...settings }, testPorts({ clock, wires }));
    opening.catch(() => undefined);
    await clock.advance(7_000);
    return await opening;
  };
  return { clock, wires, display, open, changes: () => changes };
}

const width = (rows: readonly string[]) => rows[0]?.length;

describe('P10 panels', () => {
  it('take a whole text in one frame of 19 bytes, and acknowledge it', async () => {
    const { display, open } = bench();
    const { device } = await open({ brightness: 12 });
    const [sent, received] = [display.bytesReceived, display.bytesSent];
    expect(await device.perform({ type: 'show', text: 'A-012' })).toBe('acknowledged');
    expect([display.bytesReceived - sent, display.bytesSent - received]).toEqual([19, 9]);
    expect(display.shown).toBe('A-012');
    expect(display.brightness).toBe(12);
  });

  it('show capitals, and a blank for what they have no letter for', async () => {
    const { display, open } = bench();
    const { device } = await open({ panels: { wide: 4 } });
    await device.perform({ type: 'show', text: 'CLSd: *é_' });
    expect(display.shown).toBe('CLSD    _');
  });

  it('are as large as the site file says', async () => {
    for (const [panels, size] of [
      [undefined, [32, 16]],
      [{ wide: 2 }, [64, 16]],
      [{ wide: 3, high: 2 }, [96, 32]],
    ] as const) {
      const { display, open } = bench();
      const { device } = await open(panels === undefined ? {} : { panels });
      await device.perform({ type: 'show', text: '7' });
      const dots = display.dots({ wide: 1, high: 1 });
      expect([width(dots), dots.length]).toEqual(size);
    }
  });

  it('run a text that does not fit, and stand still for one that does', async () => {
    const { clock, display, open } = bench();
    const { device } = await open({ font: 'normal' });
    const dots = () => display.dots({ wide: 1, high: 1 }).join('\n');
    await device.perform({ type: 'show', text: 'A-012' });
    const still = dots();
    await clock.advance(10_000);
    expect(dots()).toBe(still);
    await device.perform({ type: 'show', text: 'PETUGAS' });
    const begun = dots();
    await clock.advance(900);
    expect(dots()).toBe(begun);
    await clock.advance(1_000);
    const moved = dots();
    expect(moved).not.toBe(begun);
    // What the supervisor sends every two seconds does not bring it back to its beginning.
    await device.refresh?.();
    expect(dots()).toBe(moved);
  });

  it('of a sketch without the font or as many panels are not opened, and say what to do', async () => {
    const { clock, wires, open } = bench({ wide: 2, high: 1 });
    await expect(open({ panels: { wide: 4 } })).rejects.toMatchObject({
      code: 'display.refused',
      message: 'the sketch has no font tall on 4 x 1 panels',
      hint: expect.stringContaining('devices/p10-display/sketch'),
    });
    expect(clock.waiting).toBe(0);
    // The port is free for the next attempt, with settings that the sketch has.
    expect((await open({ panels: { wide: 2 } })).lost).toEqual([]);
    expect(wires.openWires).toBe(1);
  });

  it('that restart because their supply dips are dark, and show their text again when they are redrawn', async () => {
    const { clock, display, open } = bench();
    const { device } = await open();
    await device.perform({ type: 'show', text: 'A-012' });
    display.restart();
    expect(display.dots({ wide: 1, high: 1 }).join('')).not.toContain('#');
    const failing = expect(device.refresh?.()).rejects.toMatchObject({ code: 'link.wrong_device' });
    await clock.advance(600);
    await failing;
    await clock.advance(BOOT_MS);
    await device.refresh?.();
    expect(display.shown).toBe('A-012');
  });

  it('are not taken for a display of digits', async () => {
    const { clock, wires } = bench();
    wires.plugIn(address, {
      connect: (send) => ({
        receive: () => send(Buffer.from(':1loket-text-1*41C2\n', 'latin1')),
        hangUp: () => undefined,
      }),
    });
    const opening = expect(
      opened(p10Display, { address }, testPorts({ clock, wires })),
    ).rejects.toMatchObject({
      code: 'link.wrong_device',
      message: "the display is 'loket-text-1', not loket-p10-1",
    });
    await clock.advance(7_000);
    await opening;
  });

  it.each([
    [{ panels: { wide: 5 } }],
    [{ panels: { wide: 1, high: 3 } }],
    [{ font: 'huge' }],
    [{ run_dots_per_s: 0 }],
    [{ brightness: 16 }],
  ])('are not had with the settings %j', (settings) => {
    expect(p10Display.options.safeParse({ address, ...settings }).success).toBe(false);
  });
});
