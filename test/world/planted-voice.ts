import type { Planted } from './planted.ts';

const sequences = 'test/voice/sequences.test.ts';
const sentences = 'test/voice/announcements.test.ts';

/** Mistakes in what a hall says, and when; each is found by the test it names. */
export const plantedVoice: readonly Planted[] = [
  {
    name: 'an announcement is begun while another one is being said in its zone',
    file: 'firmware-host/voice/announcer.ts',
    from: '  if (zone.saying !== undefined) return [zone, before];\n',
    to: '',
    test: sequences,
  },
  {
    name: 'a recall is said beside the call that still waits',
    file: 'firmware-host/voice/announcer.ts',
    from: '  if (old !== undefined) {',
    to: '  if (old !== undefined && same < 0) {',
    test: sequences,
  },
  {
    name: 'the newest call is said first',
    file: 'firmware-host/voice/announcer.ts',
    from: 'inOrder([...zone.waiting, announcement])',
    to: '[announcement, ...zone.waiting]',
    test: sequences,
  },
  {
    name: 'a visitor is called who has come to the counter',
    file: 'firmware-host/perform/voice-now.ts',
    from: "ticket?.state !== 'called' || ",
    to: '',
    test: sequences,
  },
  {
    name: 'a call is said however old it is',
    file: 'firmware-host/voice/announcer.ts',
    from: "  if (hall.now - at >= saidWithinMs) return drop(announcement, 'late');\n",
    to: '',
    test: sequences,
  },
  {
    name: 'a zone is silent for good after a card has died while it spoke',
    file: 'firmware-host/perform/zone-voices.ts',
    from: "    feed(zone, { type: 'ended', id: announcement.id, ...whyNot(said) });\n",
    to: "    if (said.done !== undefined) feed(zone, { type: 'ended', id: announcement.id });\n",
    test: sequences,
  },
  {
    name: 'a speaker that is gone is told to speak',
    file: 'firmware-host/perform/voice-now.ts',
    from: '            .filter(isUsable),\n',
    to: ',\n',
    test: sequences,
  },
  {
    name: 'a text is announced twice when the clock is set back a little',
    file: 'firmware-host/perform/announcement-schedule.ts',
    from: 'if (seen.has(now.minute)) return [];',
    to: 'if (seen.has(now.minute) && seen.size === 1) return [];',
    test: sentences,
  },
  {
    name: 'quiet hours are by a clock that nobody trusts',
    file: 'firmware-host/perform/voice-now.ts',
    from: 'return clockIsPlausible(state, moment) ? moment.minute : undefined;',
    to: 'return state === undefined ? undefined : moment.minute;',
    test: sentences,
  },
];
