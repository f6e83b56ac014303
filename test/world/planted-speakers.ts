import type { Planted } from './planted.ts';

const module = 'devices/dfplayer/dfplayer-module.ts';
const moduleTest = 'test/devices/dfplayer.test.ts';
const cardTest = 'test/edge/sounds.test.ts';

/** Mistakes in the hardware that speaks. */
export const plantedSpeakers: readonly Planted[] = [
  {
    name: 'a track counts as ended by what was said of the one before it',
    file: module,
    from: "return this.#clock.now() - startedAt < ms / 2 ? undefined : 'finished';",
    to: "return 'finished';",
    test: moduleTest,
  },
  {
    name: 'a word whose command was lost counts as said',
    file: module,
    from: "return taken || !this.#saysEnds ? 'finished' : 'again';",
    to: "return 'finished';",
    test: moduleTest,
  },
  {
    name: 'a module that restarted is as loud as it comes',
    file: module,
    from: 'if (code === message.started) this.#volume = undefined;',
    to: '',
    test: moduleTest,
  },
  {
    name: 'a module whose SD card was out before anybody listened looks well',
    file: module,
    from: "if (end.code === 'sound.card_out') this.#warn(end.code, end.message);",
    to: '',
    test: moduleTest,
  },
  {
    name: 'an SD card that was put back while nobody listened is out for good',
    file: 'devices/dfplayer/dfplayer.ts',
    from: "warn('sound.card_out', undefined);",
    to: '',
    test: moduleTest,
  },
  {
    name: 'two names of counters have one place on an SD card',
    file: 'devices/dfplayer/tracks.ts',
    from: 'while (taken.has(place)) place = (place + 1) % OWN_PLACES;',
    to: '',
    test: moduleTest,
  },
  {
    name: 'a second announcement is given to a card whose first one hangs',
    file: 'firmware-host/edge/sounds.ts',
    from: 'if (busy.has(card.id))',
    to: 'if (!open)',
    test: cardTest,
  },
  {
    name: 'a player that does not listen to SIGTERM stays',
    file: 'firmware-host/edge/aplay.ts',
    from: "child.kill('SIGKILL');",
    to: '',
    test: cardTest,
  },
  {
    name: 'a card that is back under another number is played on under the old one',
    file: 'firmware-host/edge/sounds.ts',
    from: 'if (now.number !== card.number) throw',
    to: 'if (now.id !== card.id) throw',
    test: cardTest,
  },
  {
    name: 'an announcement with a missing clip is said without it',
    file: 'devices/speaker/announcement.ts',
    from: 'if (missing.size > 0)',
    to: 'if (missing.size === names.length)',
    test: 'test/devices/conformance.test.ts',
  },
];
