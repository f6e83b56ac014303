import type { Planted } from './planted.ts';

const keypad = 'test/devices/modbus-keypad.test.ts';
const slow = 'test/devices/modbus-slow.test.ts';
const radio = 'test/devices/radio-buttons.test.ts';

/** Ways in which devices of one line could rob each other of time or presses, and buttons on the air be misheard. */
export const plantedBus: readonly Planted[] = [
  {
    name: 'a display that was away never gets its turn on a line that never rests',
    file: 'devices/serial-bus/bus-arbiter.ts',
    from: 'last.lets--;',
    to: '',
    test: keypad,
  },
  {
    name: 'a slow display on its line makes the others count as absent',
    file: 'firmware-host/supervise/command-queue.ts',
    from: 'turn.limitMs + (device.extraMs?.() ?? 0)',
    to: 'turn.limitMs',
    test: slow,
  },
  {
    name: 'a display that can only be written to is read',
    file: 'devices/modbus-display/modbus-display.ts',
    from: "if (display.answers === 'all')",
    to: "if (display.answers !== 'none')",
    test: slow,
  },
  {
    name: 'what a keypad counted before it was opened are presses',
    file: 'devices/modbus-keypad/key-moves.ts',
    from: 'if (before === undefined) return 0;',
    to: 'if (before === undefined) return Math.min(now, PRESSES_MOST);',
    test: keypad,
  },
  {
    name: 'a keypad whose counters start again at 0 has pressed its keys',
    file: 'devices/modbus-keypad/key-moves.ts',
    from: 'return more <= PRESSES_MOST ? more : 0;',
    to: 'return Math.min(more, PRESSES_MOST);',
    test: keypad,
  },
  {
    name: 'keys that are asked for are asked once a second',
    file: 'firmware-host/supervise/ask-again.ts',
    from: 'device.probeEveryMs ?? policy.probeEveryMs',
    to: 'policy.probeEveryMs',
    test: keypad,
  },
  {
    name: 'an answer of a gateway to an older question is taken for one to this',
    file: 'devices/modbus/frames.ts',
    from: 'if (begin.some((byte, index) => received[at + index] !== byte)) continue;',
    to: '',
    test: keypad,
  },
  {
    name: 'each repeat of a radio button is a press',
    file: 'devices/radio-buttons/folded-presses.ts',
    from: 'if (repeats === undefined) tell',
    to: 'tell',
    test: radio,
  },
  {
    name: 'a frame that was cut takes the next one with it',
    file: 'devices/radio-buttons/radio-codes.ts',
    from: 'while (frame.length > 0 && !couldBe()) frame.shift();',
    to: 'if (!couldBe()) frame.length = 0;',
    test: radio,
  },
  {
    name: 'the radio button of a neighbour is not counted',
    file: 'devices/radio-buttons/radio-buttons.ts',
    from: "if (key === undefined) count?.('foreign_codes');",
    to: 'if (key === undefined) return;',
    test: radio,
  },
  {
    name: 'a latch that is set again while its key is down is another press',
    file: 'devices/modbus-keypad/modbus-keypad.ts',
    from: 'if (!(await read()) || !latches) return;',
    to: 'if (!(await read()) || !latches) return;\n      before = new Map([...(before ?? [])].map(([key]) => [key, 0]));',
    test: keypad,
  },
];
