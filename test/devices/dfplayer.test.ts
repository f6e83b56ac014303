import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { dfplayer } from '../../devices/dfplayer/dfplayer.ts';
import { frameOf, frameReader, type Message } from '../../devices/dfplayer/dfplayer-frames.ts';
import { pathOfTrack, tracksOf } from '../../devices/dfplayer/tracks.ts';
import type { Clip, Clock } from '../../devices/ports.ts';
import { systemClock } from '../../firmware-host/edge/system-clock.ts';
import { createWires } from '../../firmware-host/edge/wires.ts';
import {
  type DfplayerHabits,
  type PlayedTrack,
  SimulatedDfplayer,
} from '../../simulators/dfplayer-hardware.ts';
import { serveTcp } from '../../simulators/serve.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { eventually } from '../edge/wire-watch.ts';
import { has } from '../programs.ts';
import { tones } from '../tones.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

const address = '/dev/serial/by-id/usb-mp3';
const words = ['chime', 'id/queue-number', 'id/digit-1', 'id/digit-1', 'id/counter-kasir'];
const say = { type: 'say', clips: words, volume: 100 } as const;

/** The module with a card as `loket voice build --card` writes it, without the clips named in `lacks`. */
function moduleWith(clock: Clock, lacks: readonly string[] = []) {
  const files = new Map([...tracksOf(tones.names())].map(([name, track]) => [pathOfTrack(track), name]));
  const nameOf = (file: string) => files.get(file) ?? '?';
  const heard: PlayedTrack[] = [];
  const card = (file: string): Clip | undefined =>
    lacks.includes(nameOf(file)) ? undefined : tones.get(nameOf(file));
  const module = new SimulatedDfplayer(clock, card, (track) => void heard.push(track));
  return { module, heard, words: () => heard.map(({ file }) => nameOf(file)) };
}

async function bench(
  habits: Partial<DfplayerHabits> = {},
  settings: object = {},
  lacks: readonly string[] = [],
) {
  const clock = new VirtualClock();
  const wires = new Switchboard(clock);
  const there = moduleWith(clock, lacks);
  there.module.habits(habits);
  wires.plugIn(address, there.module);
  const opening = opened(dfplayer, { address, ...settings }, testPorts({ clock, wires, clips: tones }));
  // It may fail, which is for the test to await.
  opening.catch(() => undefined);
  await clock.advance(8_000);
  return { clock, wires, ...there, opening };
}

/** Performs and returns the result or the code of the fault, and how long it took. */
async function performed(
  of: Awaited<ReturnType<typeof bench>>,
  command: Parameters<Device['perform']>[0] = say,
) {
  const { device } = await of.opening;
  const from = of.clock.now();
  const ended = device.perform(command).then(
    (done) => [done, of.clock.now() - from] as const,
    (fault) => [fault.code as string, of.clock.now() - from] as const,
  );
  await of.clock.advance(60_000);
  return await ended;
}
type Device = Awaited<ReturnType<typeof opened<'speaker'>>>['device'];

const soundMs = words.reduce((sum, name) => sum + (tones.get(name)?.ms ?? 0), 0);

describe('an MP3 module', () => {
  it.each<[string, Partial<DfplayerHabits>, object]>([
    ['that says once that a track has ended', { finishedTimes: 1 }, {}],
    ['that says so twice', { finishedTimes: 2, finishedApartMs: 20 }, {}],
    ['that says so again when the next track plays', { finishedTimes: 2, finishedApartMs: 120 }, {}],
    ['that answers after a second', { answerMs: 1_060 }, {}],
    ['without checksums', { noSum: true }, { checksum: false }],
    ['that is busy twice', { busyTimes: 2 }, {}],
    ['that never says that a track has ended', { silentEnd: true }, {}],
    ['that says nothing of a command', { noAck: true }, {}],
    ['that says neither', { noAck: true, silentEnd: true }, {}],
  ])('%s plays every word once and in order', async (_, habits, settings) => {
    const module = await bench(habits, settings);
    const [done, ms] = await performed(module);
    expect(done).toBe('acknowledged');
    expect(module.words()).toEqual(words);
    expect(ms).toBeGreaterThanOrEqual(soundMs);
    // Two announcements: the volume is sent once.
    expect((await performed(module))[0]).toBe('acknowledged');
    expect(module.words()).toEqual([...words, ...words]);
  });

  it('begins within 300 ms, and has less than a fifth of a second between its words', async () => {
    const module = await bench();
    const from = module.clock.now();
    await performed(module);
    const [first] = module.heard;
    expect((first?.startedAt ?? 0) - from).toBeLessThan(300);
    const [, ms] = await performed(module);
    expect(ms).toBeLessThan(soundMs + words.length * 200);
  });

  it('is as loud as it is told, also after it restarted', async () => {
    const module = await bench();
    await performed(module, { ...say, volume: 40 });
    expect(new Set(module.heard.map(({ volume }) => volume))).toEqual(new Set([12]));
    module.module.restart();
    await module.clock.advance(100);
    module.heard.length = 0;
    await performed(module, { ...say, volume: 40 });
    expect(module.heard.map(({ volume }) => volume)).toEqual(words.map(() => 12));
  });

  it.each([false, true])(
    'that loses a command gets it again, whether it confirms commands (noAck: %s)',
    async (noAck) => {
      const module = await bench({ noAck });
      await performed(module);
      module.module.habits({ deafTimes: 1 });
      expect((await performed(module))[0]).toBe('acknowledged');
      expect(module.words()).toEqual([...words, ...words]);
    },
  );

  it('that does not answer is not opened, and says what may be wrong', async () => {
    const { opening } = await bench({ dead: true });
    await expect(opening).rejects.toMatchObject({
      code: 'link.timeout',
      hint: expect.stringContaining('checksum'),
    });
  });

  it('that answers no more is a fault in the middle of an announcement', async () => {
    const module = await bench();
    const { device } = await module.opening;
    const broken = expect(device.perform(say)).rejects.toMatchObject({ code: 'link.timeout' });
    await module.clock.advance(500);
    module.module.habits({ dead: true, silentEnd: true });
    await module.clock.advance(10_000);
    await broken;
    const asked = expect(device.probe?.()).rejects.toMatchObject({ code: 'link.timeout' });
    await module.clock.advance(3_000);
    await asked;
  });

  it('whose SD card is pulled says so at once, and that it is back', async () => {
    const module = await bench();
    const { device, warnings } = await module.opening;
    const broken = expect(device.perform(say)).rejects.toMatchObject({ code: 'sound.card_out' });
    await module.clock.advance(500);
    module.module.card(false);
    await module.clock.advance(200);
    await broken;
    expect(warnings.at(-1)).toEqual(['sound.card_out', `${address} has no SD card`]);
    expect((await performed(module))[0]).toBe('sound.card_out');
    module.module.card(true);
    expect((await performed(module))[0]).toBe('acknowledged');
    expect(warnings.findLast(([code]) => code === 'sound.card_out')).toEqual(['sound.card_out', undefined]);
  });

  it('whose SD card was out before anybody listened says so with the first announcement', async () => {
    const module = await bench();
    const { device } = await module.opening;
    await device.close();
    module.module.card(false);
    await module.clock.advance(1_000);
    const again = opened(
      dfplayer,
      { address },
      testPorts({ clock: module.clock, wires: module.wires, clips: tones }),
    );
    await module.clock.advance(8_000);
    const { warnings } = await again;
    // What was known of a card is forgotten: it may have been put back while nobody listened.
    expect(warnings).toEqual([['sound.card_out', undefined]]);
    expect((await performed({ ...module, opening: again }))[0]).toBe('sound.card_out');
    expect(warnings.at(-1)).toEqual(['sound.card_out', `${address} cannot read its SD card`]);
  });

  it('that restarts while it plays has a supply that is too weak', async () => {
    const module = await bench();
    const { device } = await module.opening;
    const broken = expect(device.perform(say)).rejects.toMatchObject({ code: 'sound.failed' });
    await module.clock.advance(500);
    module.module.restart();
    await module.clock.advance(200);
    await broken;
  });

  it('whose card lacks a clip says which file, and to write the card anew', async () => {
    const module = await bench({}, {}, ['id/digit-1']);
    expect((await performed(module))[0]).toBe('voice.clip_missing');
    expect((await module.opening).warnings.at(-1)).toEqual([
      'voice.clip_missing',
      'the SD card has no 01/002.wav',
    ]);
  });

  it('that was closed in the middle of an announcement ends it, and leaves no timer', async () => {
    const module = await bench();
    const { device } = await module.opening;
    const broken = expect(device.perform(say)).rejects.toMatchObject({ code: 'link.absent' });
    await module.clock.advance(500);
    await device.close();
    await device.close();
    await broken;
    await module.clock.advance(5_000);
    expect(module.clock.waiting).toBe(0);
  });
});

describe('frames of an MP3 module', () => {
  const read = (bytes: readonly number[], pieces = bytes.length): readonly Message[] => {
    const heard: Message[] = [];
    const take = frameReader((message) => heard.push(message));
    for (let at = 0; at < bytes.length; at += pieces) take(Uint8Array.from(bytes.slice(at, at + pieces)));
    return heard;
  };

  it('are those of its manual', () => {
    // DFRobot DFR0299: "play the song 1 of folder 1" and the answer that track 8 of the card has ended.
    const play = frameOf({ command: 0x0f, argument: 0x0101 }, true);
    expect([...play]).toEqual([0x7e, 0xff, 0x06, 0x0f, 0x00, 0x01, 0x01, 0xfe, 0xea, 0xef]);
    expect([...frameOf({ command: 0x42, argument: 0 }, false)]).toEqual([0x7e, 0xff, 6, 0x42, 0, 0, 0, 0xef]);
  });

  it('are read in whatever pieces they come, among noise, without a sum, and with zeros for it', () => {
    const ended = [0x7e, 0xff, 0x06, 0x3d, 0x00, 0x00, 0x08, 0xfe, 0xb6, 0xef];
    const zeros = [...ended.slice(0, 7), 0, 0, 0xef];
    const wrong = ended.with(6, 9);
    const noise = [0x00, 0x7e, 0x7e, 0xff, 0xef];
    const message = { command: 0x3d, argument: 8 };
    for (const pieces of [1, 2, 3, 7, 100]) {
      const short = [...ended.slice(0, 7), 0xef];
      const all = [
        ...noise,
        ...ended,
        ...wrong,
        ...short,
        ...noise,
        ...zeros,
        ...ended.slice(0, 5),
        ...ended,
      ];
      expect(read(all, pieces)).toEqual([message, message, message, message]);
    }
  });
});

describe('the tracks of an SD card', () => {
  it('of words that every hall has do not change', () => {
    const places = [
      'id/digit-0',
      'id/digit-9',
      'en/digit-0',
      'id/letter-a',
      'id/letter-z',
      'id/queue-number',
    ];
    const tracks = tracksOf([...places, 'chime', 'silence']);
    expect([...tracks].map(([name, track]) => `${name} ${pathOfTrack(track)}`)).toEqual([
      'chime 03/001.wav',
      'en/digit-0 02/001.wav',
      'id/digit-0 01/001.wav',
      'id/digit-9 01/010.wav',
      'id/letter-a 01/011.wav',
      'id/letter-z 01/036.wav',
      'id/queue-number 01/061.wav',
      'silence 03/002.wav',
    ]);
  });

  it('are one for each clip, also for 2,000 names of counters, in any order', () => {
    const names = Array.from({ length: 2_000 }, (_, at) => `${at % 2 ? 'id' : 'jv'}/counter-loket-${at}`);
    const tracks = tracksOf(names);
    const paths = [...tracks.values()].map(pathOfTrack);
    expect(new Set(paths).size).toBe(2_000);
    for (const path of paths) expect(path).toMatch(/^[1-9]\d\/(?!000)\d{3}\.wav$/);
    expect(Math.max(...[...tracks.values()].map(({ number }) => number))).toBeLessThanOrEqual(255);
    expect(tracksOf(names.toReversed())).toEqual(tracks);
  });
});

describe.skipIf(!has('socat'))('an MP3 module on a real serial line', () => {
  const close: (() => Promise<unknown> | unknown)[] = [];
  afterEach(async () => {
    for (const each of close.splice(0).reverse()) await each();
  });

  it('plays an announcement, and is lost when it is unplugged in the middle of the next', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loket-dfplayer-'));
    close.push(() => rmSync(folder, { recursive: true }));
    const { module, words: heard } = moduleWith(systemClock);
    const server = await serveTcp(module, { host: '127.0.0.1', port: 0 });
    close.push(() => server.close());
    const line = join(folder, 'line');
    const cable: ChildProcess = spawn('socat', [
      `pty,raw,echo=0,link=${line}`,
      `TCP:127.0.0.1:${server.port}`,
    ]);
    close.push(() => cable.kill('SIGKILL'));
    await eventually(() => expect(existsSync(line)).toBe(true));

    const ports = { ...testPorts({ wires: createWires(systemClock), clips: tones }), clock: systemClock };
    const { device, lost } = await opened(dfplayer, { address: line }, ports);
    close.push(() => device.close());
    const { clips } = say;
    expect(await device.perform({ ...say, clips: clips.slice(0, 3) })).toBe('acknowledged');
    expect(heard()).toEqual(clips.slice(0, 3));
    const broken = expect(device.perform(say)).rejects.toMatchObject({ code: 'link.io_error' });
    await eventually(() => expect(heard()).toHaveLength(4));
    cable.kill('SIGKILL');
    await broken;
    expect(lost).toHaveLength(1);
  });
});
