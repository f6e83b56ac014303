import { mkdirSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Site } from '../../config/site.ts';
import { indexText } from '../../firmware-host/clips/clip-index.ts';
import { openClipStore } from '../../firmware-host/clips/clip-store.ts';
import { wavOf } from '../../firmware-host/clips/clip-wav.ts';
import { vocabulary } from '../../firmware-host/voice/vocabulary.ts';
import { until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { tone } from './sounds.ts';
import { speakingSite } from './speaking-site.ts';

let data = '';
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'loket-clips-'));
});
afterEach(() => rmSync(data, { recursive: true }));

/** Puts a clip for every word of the site into the data folder, as `loket voice build` does. */
function build(site: Site, folder = 'voice'): void {
  const words = vocabulary(site);
  const index = new Map(
    words.map(({ clip, meaning = '' }) => [
      clip,
      { source: 'spoken', text: meaning, ms: 200, hash: 'of what it is made of' } as const,
    ]),
  );
  for (const { clip } of words) {
    const file = join(data, folder, `${clip}.wav`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wavOf(tone(200)));
  }
  writeFileSync(join(data, folder, 'clips.json'), indexText(index));
}

async function opened(site: () => Site) {
  const clock = new VirtualClock();
  const store = openClipStore({ dataFolder: data, site, clock });
  await store.loaded;
  return { clock, store };
}

describe('the clips of a hall', () => {
  it('are there by name, with their length, and nothing is wrong', async () => {
    const site = speakingSite();
    build(site);
    const { store } = await opened(() => site);
    expect(store.clips.get('id/digit-0')).toEqual({ samples: tone(200), ms: 200 });
    expect(store.clips.get('id/no-such-word')).toBeUndefined();
    expect(store.fault()).toBeUndefined();
    store.close();
  });

  it('that were never built are a fault that names some of them; the chime is there all the same', async () => {
    const site = speakingSite();
    const { store } = await opened(() => site);
    expect(store.fault()).toMatchObject({ code: 'voice.clips_missing' });
    expect(store.fault()?.message).toMatch(/^missing: id\/queue-number, .* and \d+ more$/);
    expect(store.clips.get('chime')?.ms).toBeGreaterThan(500);
    expect(store.clips.get('silence')?.samples.every((sample) => sample === 0)).toBe(true);
    store.close();
  });

  it('are nobody’s fault in a hall without speakers', async () => {
    const site = speakingSite();
    const { store } = await opened(() => ({ ...site, devices: [] }));
    expect(store.fault()).toBeUndefined();
    store.close();
  });

  it('that are damaged are named with the reason, and the others are said', async () => {
    const site = speakingSite();
    build(site);
    truncateSync(join(data, 'voice/id/digit-1.wav'), 100);
    rmSync(join(data, 'voice/id/digit-2.wav'));
    const { store } = await opened(() => site);
    expect(store.fault()?.message).toContain('missing: id/digit-1, id/digit-2');
    expect(store.fault()?.message).toContain('id/digit-1: cut-short');
    expect(store.clips.get('id/digit-1')).toBeUndefined();
    expect(store.clips.get('id/digit-3')).toBeDefined();
    store.close();
  });

  it.each([
    '',
    '{',
    '[]',
    '{"loket":"clips","version":2,"clips":{}}',
    '{"loket":"clips","version":1,"clips":{"../../x":{}}}',
  ])('with a list that is `%s` are a fault, and the chime is said', async (text) => {
    const site = speakingSite();
    build(site);
    writeFileSync(join(data, 'voice/clips.json'), text);
    const { store } = await opened(() => site);
    expect(store.fault()?.message).toContain('damaged: ');
    expect(store.clips.get('chime')).toBeDefined();
    store.close();
  });

  it('are read again when they were built anew, without a restart', async () => {
    const site = speakingSite();
    const { clock, store } = await opened(() => site);
    expect(store.clips.get('id/digit-0')).toBeUndefined();
    build(site);
    await clock.advance(10_000);
    await until(() => store.fault() === undefined);
    expect(store.clips.get('id/digit-0')).toBeDefined();
    store.close();
  });

  it('are those from before where a power cut came between the renames of a build', async () => {
    const site = speakingSite();
    build(site);
    renameSync(join(data, 'voice'), join(data, 'voice.old'));
    const { store } = await opened(() => site);
    expect(store.fault()).toBeUndefined();
    expect(store.clips.get('id/digit-0')).toBeDefined();
    store.close();
  });

  it('do not send people to where a counter was called so before the site file changed', async () => {
    const before = speakingSite({ says: 'kasir' });
    build(before);
    let site = before;
    const { store } = await opened(() => site);
    expect(store.clips.get('id/counter-loket-1')).toBeDefined();
    site = speakingSite({ says: 'ruang dua' });
    expect(store.clips.get('id/counter-loket-1')).toBeUndefined();
    expect(store.fault()?.message).toBe('not what the site file says: id/counter-loket-1');
    store.close();
  });
});
