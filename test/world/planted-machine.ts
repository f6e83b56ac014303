import type { Planted } from './planted.ts';

const shown = 'test/hall/machine-displays.test.ts';
const said = 'test/voice/refusals-said.test.ts';

/** Ways in which a visitor whom a ticket machine refuses could be left without a word, or be misled. */
export const plantedMachine: readonly Planted[] = [
  {
    name: 'a refusal is shown at every ticket machine',
    file: 'firmware-host/perform/machine-displays.ts',
    from: 'if (display.ticketMachine === machine) displayOf',
    to: 'displayOf',
    test: shown,
  },
  {
    name: 'a number is shown before its paper has come out',
    file: 'firmware-host/perform/machine-displays.ts',
    from: "if (event.type === 'ticket.issued') flash(",
    to: "if (event.type !== 'ticket.voided') flash(",
    test: shown,
  },
  {
    name: 'a word is cut off where a display is too short for it',
    file: 'firmware-host/perform/machine-displays.ts',
    from: 'word.length <= (roomOf(kind, options)?.characters ?? 0)',
    to: 'word.length <= (roomOf(kind, options)?.characters ?? 0) + 20',
    test: shown,
  },
  {
    name: 'what a machine showed stays there after the process has ended',
    file: 'firmware-host/close-hall.ts',
    from: '    of.machines.dark(darkMs),\n',
    to: '',
    test: shown,
  },
  {
    name: 'a refusal is said before the calls that came after it',
    file: 'firmware-host/voice/announcer.ts',
    from: 'inOrder([...zone.waiting, announcement])',
    to: '[...zone.waiting, announcement]',
    test: said,
  },
  {
    name: 'a refusal is said at every press',
    file: 'firmware-host/perform/announcements.ts',
    from: 'createLogThrottle(of.clock, refusalsEveryMs)',
    to: 'createLogThrottle(of.clock, 0)',
    test: said,
  },
  {
    name: 'a refusal is said where nobody wants it said',
    file: 'firmware-host/perform/announcements.ts',
    from: 'if (voice?.saysRefused !== true || device === undefined) return;',
    to: 'if (voice === undefined || device === undefined) return;',
    test: said,
  },
];
