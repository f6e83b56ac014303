import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clock, SoundCard } from '../../devices/ports.ts';
import { createSounds } from '../../firmware-host/edge/sounds.ts';
import { systemClock } from '../../firmware-host/edge/system-clock.ts';
import { has } from '../programs.ts';
import { tone } from '../tones.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { eventually } from './wire-watch.ts';

const byPath = '/dev/snd/by-path/platform-usb-0:1.2:1.0';
const { samples } = tone(440, 1_500);

let root = '';
let cards: SoundCard[] = [];

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const read = (name: string) => readFileSync(join(root, name), 'utf8').trim();

/** The files of the kernel and of udev for one card. */
function plug(number: number, id: string): void {
  put(`/sys/class/sound/card${number}/id`, `${id}\n`);
  put(`/dev/snd/controlC${number}`, '');
  put(`/dev/snd/pcmC${number}D0p`, '');
  mkdirSync(join(root, dirname(byPath)), { recursive: true });
  symlinkSync(`../controlC${number}`, join(root, byPath));
}

function unplug(number: number): void {
  for (const path of [`/sys/class/sound/card${number}`, `/dev/snd/controlC${number}`, byPath])
    rmSync(join(root, path), { recursive: true });
}

/** A program in place of aplay, which notes its process id and takes what comes. */
function player(body: string): string {
  const path = join(root, 'player');
  writeFileSync(path, `#!/bin/sh\necho $$ > '${root}/pid'\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

const isGone = (pid: string) => !existsSync(`/proc/${pid}`);

async function opened(
  program: string,
  {
    clock = systemClock as Clock,
    name = byPath,
    env = process.env as Record<string, string | undefined>,
  } = {},
): Promise<SoundCard> {
  const card = await createSounds(clock, { root, player: { program, env } }).open(name);
  cards.push(card);
  return card;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'loket-sound-'));
  plug(1, 'Device');
});
afterEach(async () => {
  await Promise.all(cards.map((card) => card.close()));
  cards = [];
  rmSync(root, { recursive: true });
});

/** ALSA's own file plugin in place of a card: what would have been played is in a file. */
function alsaConfiguration(): Record<string, string> {
  const text = `pcm.plughw {
    @args [ CARD ]
    @args.CARD { type string }
    type file
    slave.pcm { type null }
    file { @func concat strings [ "${root}/played-" $CARD ] }
    format raw
  }`;
  writeFileSync(join(root, 'asound.conf'), text);
  return { ...process.env, ALSA_CONFIG_PATH: join(root, 'asound.conf') } as Record<string, string>;
}

describe.skipIf(!has('aplay'))('aplay of alsa-utils, through the file plugin of ALSA', () => {
  it.each([
    ['a link by its USB port', byPath],
    ['its id', 'Device'],
  ])('plays exactly the samples on the card that is named by %s', async (_, name) => {
    const card = await opened('aplay', { name, env: alsaConfiguration() });
    expect(await card.play(samples)).toEqual({ gaps: 0 });
    const played = readFileSync(join(root, 'played-Device'));
    const given = Buffer.from(samples.buffer);
    expect(played.subarray(0, given.length).equals(given)).toBe(true);
    // aplay fills its last period with silence.
    expect(played.subarray(given.length).every((byte) => byte === 0)).toBe(true);
    expect(played.length - given.length).toBeLessThan(given.length / 2);
  });

  it('plays one announcement after another, each by a process of its own', async () => {
    const card = await opened('aplay', { env: alsaConfiguration() });
    for (let time = 0; time < 5; time++) expect(await card.play(samples)).toEqual({ gaps: 0 });
  });

  it('says that there is no such card when ALSA knows none', async () => {
    const env = { ...process.env, ALSA_CONFIG_PATH: '/usr/share/alsa/alsa.conf' };
    const card = await opened('aplay', { env });
    await expect(card.play(samples)).rejects.toMatchObject({ code: 'link.absent' });
  });
});

describe('a sound card', () => {
  it('that is not plugged in is not opened, nor without the program that plays on it', async () => {
    const absent = { code: 'link.absent' };
    await expect(opened(player('exec cat >/dev/null'), { name: 'Headphones' })).rejects.toMatchObject(absent);
    const hint = 'Install the package alsa-utils: apt install alsa-utils';
    await expect(opened('no-such-player')).rejects.toMatchObject({ ...absent, hint });
  });

  it('that is pulled is lost within two seconds though nothing is played, and so is one that is back elsewhere', async () => {
    for (const back of [false, true]) {
      const card = await opened(player('exec cat >/dev/null'));
      const lost: Error[] = [];
      card.onLost((why) => lost.push(why));
      unplug(1);
      if (back) plug(2, 'Device');
      await vi.waitFor(() => expect(lost).toMatchObject([{ code: 'link.absent' }]), 2_000);
      await expect(card.play(samples)).rejects.toMatchObject({ code: 'link.absent' });
      if (back) unplug(2);
      plug(1, 'Device');
    }
  });

  it.each([
    ['aplay: pcm_write:2178: write error: No such device', 'link.absent'],
    ['aplay: main:831: audio open error: Device or resource busy', 'sound.busy'],
    ['aplay: main:831: audio open error: Permission denied', 'link.permission'],
    ['aplay: set_params:1416: Unable to install hw params:', 'sound.failed'],
  ])('whose player ends with "%s" has the fault %s', async (complaint, code) => {
    const card = await opened(player(`head -c 4000 >/dev/null; echo '${complaint}' >&2; exit 1`));
    await expect(card.play(samples)).rejects.toMatchObject({ code });
  });

  it('whose player had to wait for samples says how often', async () => {
    const gap = 'echo "underrun!!! (at least 12.5 ms long)" >&2';
    const card = await opened(player(`cat >/dev/null; ${gap}; ${gap}`));
    expect(await card.play(samples)).toEqual({ gaps: 2 });
  });

  it('whose player is killed has a fault, and plays the next announcement', async () => {
    const card = await opened(
      player(`[ -e '${root}/again' ] && exec cat >/dev/null; touch '${root}/again'; kill -9 $$`),
    );
    await expect(card.play(samples)).rejects.toMatchObject({ code: 'sound.failed' });
    expect(await card.play(samples)).toEqual({ gaps: 0 });
  });

  it('whose player hangs is stuck some seconds after the end of the announcement, and the player is gone', async () => {
    const clock = new VirtualClock();
    // It does not even listen to SIGTERM.
    const card = await opened(player("trap '' TERM; for at in $(seq 2000); do sleep 0.01; done"), { clock });
    const stuck = expect(card.play(samples)).rejects.toMatchObject({ code: 'sound.stuck' });
    await eventually(() => expect(read('pid')).not.toBe(''));
    await expect(card.play(samples)).rejects.toMatchObject({ code: 'sound.stuck' });
    for (let time = 0; time < 80; time++) await clock.advance(100);
    await stuck;
    await eventually(() => expect(isGone(read('pid'))).toBe(true));
  });

  it('that is closed in the middle of an announcement stops it, and leaves no process behind', async () => {
    const card = await opened(player('exec sleep 60'));
    const stopped = expect(card.play(samples)).rejects.toMatchObject({ name: 'Fault' });
    await eventually(() => expect(read('pid')).not.toBe(''));
    await Promise.all([card.close(), card.close()]);
    await stopped;
    expect(isGone(read('pid'))).toBe(true);
  });
});
