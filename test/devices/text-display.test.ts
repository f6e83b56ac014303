import { describe, expect, it } from 'vitest';
import { textDisplay } from '../../devices/text-display/text-display.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { SimulatedTextDisplay } from '../../simulators/text-display-hardware.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

const address = '/dev/serial/by-id/usb-arduino';

/** A display whose line can be spoilt: what `pass` gives back is what arrives. */
function bench(pass: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes, bootMs = 0) {
  const clock = new VirtualClock();
  const wires = new Switchboard(clock);
  const display = new SimulatedTextDisplay({ clock, bootMs });
  wires.plugIn(address, {
    connect(send) {
      const line = display.connect(send);
      return { ...line, receive: (bytes) => line.receive(pass(bytes)) };
    },
  });
  const ports = testPorts({ clock, wires });
  const open = async (settings: object = {}) => {
    const opening = opened(textDisplay, { address, digits: 5, ...settings }, ports);
    await clock.advance(7_000);
    return await opening;
  };
  return { clock, wires, display, open };
}

describe('a text display', () => {
  it('takes a whole text in one frame of about 14 bytes, and acknowledges it', async () => {
    const { display, open } = bench();
    const { device } = await open({ brightness: 12 });
    const cost: Record<string, string> = {};
    for (const text of ['A-012', 'A-013', 'C-105']) {
      const [sent, received] = [display.bytesReceived, display.bytesSent];
      expect(await device.perform({ type: 'show', text })).toBe('acknowledged');
      expect(display.shown).toBe(text);
      cost[text] = `${display.bytesReceived - sent} and ${display.bytesSent - received} back`;
    }
    console.info('bytes per update of a text display:', cost);
    expect(Object.values(cost)).toEqual(new Array(3).fill('14 and 9 back'));
    expect(display.brightness).toBe(12);
  });

  it('waits for an Arduino that restarts when its port is opened', async () => {
    const { open, display } = bench(undefined, 1_900);
    const { device } = await open();
    await device.perform({ type: 'show', text: '!end' });
    expect(display.shown).toBe('END');
  });

  it('sends a text again that noise has spoilt, and fails when it is spoilt again', async () => {
    let spoil = 0;
    const { clock, display, open } = bench((bytes) => {
      if (spoil === 0) return bytes;
      spoil--;
      return bytes.map((byte, at) => (at === 4 ? byte ^ 1 : byte));
    });
    const { device } = await open();
    spoil = 1;
    const again = device.perform({ type: 'show', text: 'A-012' });
    await clock.advance(300);
    expect(await again).toBe('acknowledged');
    expect(display.shown).toBe('A-012');

    spoil = 2;
    const failing = expect(device.perform({ type: 'show', text: 'A-013' })).rejects.toThrow(
      'not from the sketch of this display',
    );
    await clock.advance(600);
    await failing;
    expect(display.shown).toBe('A-012');
  });

  it('is whole again after a refresh when the supply of its module dipped', async () => {
    const { display, open } = bench();
    const { device } = await open();
    await device.refresh?.();
    await device.perform({ type: 'show', text: 'A-012' });
    display.darken();
    await device.refresh?.();
    expect(display.shown).toBe('A-012');
  });

  it('is lost with its cable, also in the middle of a text', async () => {
    const { wires, open } = bench();
    const { device, lost } = await open();
    const failing = expect(device.perform({ type: 'show', text: 'A-012' })).rejects.toThrow('unplugged');
    wires.unplug(address);
    await failing;
    expect(lost).toHaveLength(1);
    await expect(device.probe?.()).rejects.toThrow('unplugged');
  });

  it.each([
    ['nothing', undefined, 'link.timeout'],
    ['another sketch', '\x02A12\x03hello\r\n', 'link.wrong_device'],
    ['a later version of the sketch', ':0loket-text-2*0000\n', 'link.wrong_device'],
  ])('does not open when %s answers', async (_what, says, code) => {
    const clock = new VirtualClock();
    const wires = new Switchboard(clock);
    wires.plugIn(address, {
      connect: (send) => ({
        receive: () => says !== undefined && send(Buffer.from(says, 'latin1')),
        hangUp: () => undefined,
      }),
    });
    const opening = expect(
      opened(textDisplay, { address }, testPorts({ clock, wires })),
    ).rejects.toMatchObject({
      code,
      hint: expect.stringContaining('sketch'),
    });
    await clock.advance(7_000);
    await opening;
    expect(clock.waiting).toBe(0);
    // The port is free for the next attempt.
    await (await wires.open(address)).close();
  });
});
