import { expect, it } from 'vitest';
import type { Language } from '../../config/site.ts';
import type { RadioModel } from '../../devices/radio-buttons/radio-models.ts';
import { listenForButtons } from '../../firmware-host/cli/discover/listen.ts';
import { SimulatedRadioReceiver } from '../../simulators/radio-receiver-hardware.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { complaints, withDevices } from '../config/site-text.ts';
import { VirtualClock } from '../virtual-clock.ts';

const path = '/dev/ttyUSB7';

/** Listens for a minute while somebody presses these buttons, one after the other, again and again. */
async function listened(model: RadioModel, pressed: readonly string[], speak: Language = 'en') {
  const clock = new VirtualClock();
  const wires = new Switchboard(clock);
  const receiver = new SimulatedRadioReceiver(clock, model);
  receiver.habits({ waitsForAnswer: model === 'rf-bridge' });
  wires.plugIn(path, receiver);
  const lines: string[] = [];
  const listening = listenForButtons({ wires, clock, path, speak, tell: (line) => void lines.push(line) });
  for (let second = 0; second < 62; second++) {
    const code = pressed[second % pressed.length];
    if (code !== undefined) receiver.press(code, 200);
    await clock.advance(1_000);
  }
  return { heard: await listening, lines, open: wires.openWires, waiting: clock.waiting };
}

it.each(['rflink', 'rf-bridge', 'fd-df'] as const)(
  'discover --listen finds out that a receiver speaks as %s, and writes its buttons into a piece that a site file takes',
  async (model) => {
    const { heard, lines, open, waiting } = await listened(model, ['07a411', '07a412', '5c3f08']);
    expect([heard, open, waiting]).toEqual([true, 0, 0]);
    expect(lines.filter((line) => line.includes('speaks as'))).toEqual([
      `This receiver speaks as the model ${model}.`,
    ]);
    for (const code of ['07a41-1', '07a41-2', '5c3f0-8']) expect(lines).toContain(`  ${code} was heard`);
    const piece = lines.find((line) => line.includes('kind: radio-buttons')) ?? '';
    expect(piece).toContain(`model: ${model}`);
    expect(complaints(withDevices(piece.trim()))).toEqual([]);
    expect(lines.at(-1)).toContain('battery is not known');
  },
);

it('discover --listen writes a code that YAML would take for a number in quotes', async () => {
  const { lines } = await listened('fd-df', ['1234e5']);
  const piece = lines.find((line) => line.includes('kind: radio-buttons')) ?? '';
  expect(complaints(withDevices(piece.trim()))).toEqual([]);
});

it('discover --listen that hears nothing says what to check, in Indonesian too', async () => {
  const { heard, lines } = await listened('fd-df', [], 'id');
  expect(heard).toBe(false);
  expect(lines.at(-1)).toMatch(/^Tidak ada tombol yang terdengar\./);
});

it('discover --listen says why a line cannot be opened', async () => {
  const clock = new VirtualClock();
  const tell = () => undefined;
  const listening = listenForButtons({ wires: new Switchboard(clock), clock, path, speak: 'en', tell });
  await expect(listening).rejects.toMatchObject({ code: 'link.absent' });
});
