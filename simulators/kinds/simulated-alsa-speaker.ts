import { alsaSpeaker } from '../../devices/alsa-speaker/alsa-speaker.ts';
import { wordsIn } from '../heard-announcement.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(alsaSpeaker, ({ card }, bench, id) => {
  bench.sounds.plugIn(card, (sound) =>
    bench.announced(id, { ...sound, words: wordsIn(sound.samples, bench.clips) }),
  );
  return {
    cable: {
      of: id,
      unplug: () => bench.sounds.unplug(card),
      plug: () => bench.sounds.plug(card),
    },
    sound: (habits) => bench.sounds.habits(card, habits),
    heard: () => bench.heardFrom(id),
  };
});

export const sample: Sample = { card: '/dev/snd/by-path/platform-usb-0:1.2:1.0' };
