import { expect, it } from 'vitest';
import { noClips } from '../../devices/speaker/sound-format.ts';
import { withUnbuiltWords } from '../../firmware-host/cli/unbuilt-words.ts';
import { madeSounds } from '../../firmware-host/clips/made-sounds.ts';
import { speakingSite } from './speaking-site.ts';

const built = { get: (name: string) => madeSounds.get(name), names: () => [...madeSounds.keys()] };

it('a simulated hall without clips has a tone for each of its words, longer for longer ones, and its chime', () => {
  const clips = withUnbuiltWords(built, speakingSite);
  const short = clips.get('id/digit-1');
  expect(short?.samples.slice(0, 500)).not.toEqual(clips.get('id/digit-2')?.samples.slice(0, 500));
  expect(clips.get('id/go-to-counter')?.ms).toBeGreaterThan(short?.ms ?? Number.POSITIVE_INFINITY);
  expect(clips.get('chime')).toBe(madeSounds.get('chime'));
  expect(clips.names()).toContain('id/digit-1');
});

it('it has no clip for what its site never says, and the words of a site that was reloaded', () => {
  let site = speakingSite();
  const clips = withUnbuiltWords(noClips, () => site);
  expect(clips.get('en/digit-1')).toBeUndefined();
  site = speakingSite({ voice: { languages: ['en'] } });
  expect(clips.get('en/digit-1')).toBeDefined();
});
