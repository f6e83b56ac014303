import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { kinds } from '../../devices/index.ts';
import type { Claim, DeviceKind } from '../../devices/kind.ts';
import type { Transport } from '../../devices/supported.ts';
import { tones } from '../tones.ts';
import { sampleSlip as content, supervised } from './sample.ts';

/** The transports by which something of this sort can be reached. */
const leadsTo: Readonly<Record<Claim['on'], readonly Transport[]>> = {
  gpio: ['gpio', 'i2c', 'spi'],
  board: ['board'],
  'board-i2c': ['board'],
  hid: ['usb-hid'],
  sound: ['sound'],
  topic: ['mqtt'],
  wire: ['serial', 'tcp', 'usb-printer', 'i2c', 'spi'],
};

const hasCable = ({ transports }: DeviceKind) => !transports.includes('browser');

describe.each(kinds.map((kind): [string, DeviceKind] => [kind.kind, kind]))('the kind %s', (name, kind) => {
  it('is named and described, in both languages and in every setting', () => {
    expect(name).toMatch(/^[a-z0-9-]+$/);
    expect(kind.title.id).not.toBe('');
    expect(kind.title.en).not.toBe('');
    for (const [setting, schema] of Object.entries(kind.options.shape as Record<string, z.ZodType>)) {
      expect(schema.description, `${name}.${setting}`).toBeTruthy();
    }
  });

  it('claims what it occupies, and names the setting that says so', async () => {
    const { settings, stop } = await supervised(kind);
    const claims = kind.claims(settings.options);
    // A page in a browser occupies nothing here.
    expect(claims.length > 0).toBe(hasCable(kind));
    for (const { setting } of claims) {
      const value = setting
        .split('.')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], settings.options);
      expect(value, `${name}: ${setting}`).toBeDefined();
    }
    await stop();
  });

  it('claims only what its transports lead to', async () => {
    const { settings, stop } = await supervised(kind);
    const claimed = new Set(kind.claims(settings.options).map(({ on }) => on));
    for (const on of claimed)
      expect(
        leadsTo[on].some((one) => kind.transports.includes(one)),
        on,
      ).toBe(true);
    await stop();
  });

  it('names its models as its setting does, each with vendor and product', () => {
    const { model } = kind.options.shape as { readonly model?: z.ZodDefault<z.ZodEnum> };
    expect(model?.unwrap().options ?? []).toEqual(Object.keys(kind.models ?? {}));
    for (const { vendor, product } of Object.values(kind.models ?? {})) {
      expect(vendor).not.toBe('');
      expect(product).not.toBe('');
    }
  });

  // A kind without a cable has no such test; a skipped one would be told as a test that is missing.
  if (hasCable(kind)) {
    it('opens on its simulated hardware, is lost within two seconds of an unplug, and returns', async () => {
      const { clock, device, simulated, stop } = await supervised(kind);
      expect(device.status()).toMatchObject({ state: 'online', reasons: [] });
      for (let time = 0; time < 3; time++) {
        simulated.cable.unplug();
        await clock.advance(2_000);
        expect(device.status()).toMatchObject({ state: 'offline', usable: false });
        simulated.cable.plug();
        await clock.advance(40_000);
        expect(device.status().usable).toBe(true);
      }
      await stop();
    });
  }

  it('claims no more evidence than it has', async () => {
    const { clock, device, stop } = await supervised(kind);
    const { evidence, counters } = device.status();
    await clock.advance(30_000);
    const proved = device.status().counters.lastGoodAt !== counters.lastGoodAt;
    // Who is asked proves it again and again; who cannot be asked says so, and is never called tested.
    expect(proved).toBe(evidence === 'ack' || evidence === 'poll');
    await stop();
  });

  it('leaves no timer behind when it is stopped', async () => {
    const { clock, stop } = await supervised(kind);
    const stopping = stop();
    await clock.advance(60_000);
    await stopping;
    expect(clock.waiting).toBe(0);
  });

  it('can be closed twice', async () => {
    const { clock, settings, hall, stop } = await supervised(kind);
    const stopping = stop();
    await clock.advance(10_000);
    await stopping;
    if (kind.role !== 'board')
      hall.ports.boards.connect('board-1', { address: '/dev/serial/by-id/usb-board', baudRate: 57_600 });
    await clock.advance(5_000);
    const opening = kind.open({
      id: 'sample',
      options: settings.options,
      ports: hall.ports,
      tell: () => undefined,
      lost: () => undefined,
      warn: () => undefined,
      signal: new AbortController().signal,
      random: () => 0.5,
    });
    await clock.advance(5_000);
    const device = await opening;
    for (let time = 0; time < 2; time++) {
      const closing = device.close();
      await clock.advance(5_000);
      await closing;
    }
  });

  if (kind.role === 'keys' || kind.role === 'rating') {
    it('tells each press and each release of a bouncing key once', async () => {
      const { clock, simulated, told, stop } = await supervised(kind);
      const [key = ''] = simulated.keys ?? [];
      for (let press = 0; press < 20; press++) {
        simulated.press?.(key, 150);
        await clock.advance(500);
      }
      const once = [
        { type: 'pressed', key },
        { type: 'released', key },
      ];
      expect(told).toEqual(Array.from({ length: 20 }, () => once).flat());
      await stop();
    });
  }

  if (kind.role === 'display') {
    it('shows what it is told, and again after a power cut', async () => {
      const { clock, device, simulated, stop } = await supervised(kind);
      const done = device.perform({ type: 'show', text: 'A-012' });
      await clock.advance(1_000);
      await done;
      // Four digits have no room for the dash.
      expect(simulated.reads?.()).toMatch(/^A-?012$/);
      simulated.cable.unplug();
      await clock.advance(5_000);
      simulated.cable.plug();
      await clock.advance(40_000);
      expect(simulated.reads?.()).toMatch(/^A-?012$/);
      await stop();
    });
  }

  if (kind.role === 'signal') {
    it('flashes and stands as it is told, also after its cable was out, and is off when it is closed', async () => {
      const { clock, device, simulated, stop } = await supervised(kind);
      expect(simulated.lamp?.()).toBe('off');
      for (const state of ['flash', 'on', 'flash', 'off', 'on'] as const) {
        device.perform({ type: 'signal', state }).catch(() => undefined);
        await clock.advance(5_000);
        expect(simulated.lamp?.()).toBe(state);
      }
      device.perform({ type: 'signal', state: 'flash' }).catch(() => undefined);
      simulated.cable.unplug();
      await clock.advance(5_000);
      expect(simulated.lamp?.()).not.toBe('flash');
      simulated.cable.plug();
      await clock.advance(40_000);
      expect(simulated.lamp?.()).toBe('flash');
      const stopping = stop();
      await clock.advance(5_000);
      await stopping;
      expect(simulated.lamp?.()).toBe('off');
    });
  }

  if (kind.role === 'printer') {
    it('prints a ticket, and says of its paper what is true', async () => {
      const { clock, device, simulated, printed, stop } = await supervised(kind);
      const done = device.perform({ type: 'print', content });
      await clock.advance(15_000);
      expect(await done).toBe('acknowledged');
      expect(printed).toEqual(['A-012']);
      simulated.paper?.('low');
      await clock.advance(5_000);
      expect(device.status()).toMatchObject({ state: 'degraded', usable: true });
      simulated.paper?.('out');
      await clock.advance(5_000);
      expect(device.status()).toMatchObject({ usable: false });
      simulated.paper?.('ok');
      await clock.advance(5_000);
      expect(device.status()).toMatchObject({ state: 'online', reasons: [] });
      await stop();
    });
  }

  if (kind.role === 'speaker') {
    const clips = ['chime', 'id/queue-number', 'id/letter-a', 'id/digit-0', 'id/digit-0', 'id/digit-7'];
    const say = { type: 'say', clips, volume: 60 } as const;
    const soundMs = clips.reduce((sum, name) => sum + (tones.get(name)?.ms ?? 0), 0);

    it('says every word of an announcement once and in order, and is done when the last has sounded', async () => {
      const { clock, device, simulated, announced, stop } = await supervised(kind);
      const startedAt = clock.now();
      let doneAt: number | undefined;
      const done = device.perform(say).then(() => {
        doneAt = clock.now();
      });
      await clock.advance(soundMs - 100);
      expect(doneAt).toBeUndefined();
      await clock.advance(10_000);
      await done;
      expect((doneAt ?? 0) - startedAt).toBeLessThan(soundMs + 2_000);
      if (simulated.heard !== undefined) expect(announced).toEqual([clips]);
      expect(device.status()).toMatchObject({ state: 'online', reasons: [] });
      await stop();
    });

    it('says nothing of an announcement with a clip that is missing, and shows that until one was heard', async () => {
      const { clock, device, announced, stop } = await supervised(kind);
      const bad = device.perform({ ...say, clips: ['chime', 'id/text-sholat'] });
      const refused = expect(bad).rejects.toMatchObject({ code: 'voice.clip_missing' });
      await clock.advance(5_000);
      await refused;
      expect(announced).toEqual([]);
      expect(device.status()).toMatchObject({ state: 'degraded', usable: true });
      const good = device.perform(say);
      await clock.advance(10_000);
      await good;
      expect(device.status()).toMatchObject({ state: 'online', reasons: [] });
      await stop();
    });

    if (hasCable(kind)) {
      it('rejects an announcement in which its cable is pulled, at once', async () => {
        const { clock, device, simulated, stop } = await supervised(kind);
        const saying = expect(device.perform(say)).rejects.toMatchObject({
          code: expect.stringMatching(/^link/),
        });
        await clock.advance(1_000);
        simulated.cable.unplug();
        await clock.advance(1_000);
        await saying;
        expect(device.status()).toMatchObject({ state: 'offline', usable: false });
        await stop();
      });
    }
  }

  if (kind.role === 'scanner') {
    it('tells a ticket that is scanned, and refuses what looks like personal data', async () => {
      const { clock, simulated, told, stop } = await supervised(kind);
      simulated.scan?.('A-012');
      await clock.advance(2_000);
      simulated.scan?.('3174012345678901');
      await clock.advance(2_000);
      expect(told).toEqual([
        { type: 'scanned', text: 'A-012' },
        { type: 'refused', reason: 'personal-data' },
      ]);
      await stop();
    });
  }
});
