import type { Planted } from './planted.ts';

const panel = 'devices/p10-display/sketch/panel.h';
const simavr = 'test/devices/sketches.test.ts';
const driver = 'test/devices/p10-display.test.ts';

/** Ways in which an Arduino with a sketch of ours could show something else than it was told, or nothing. */
export const plantedSketches: readonly Planted[] = [
  {
    name: 'bytes of the line are lost while those of eight panels go out',
    file: panel,
    from: 'ISR(TIMER1_COMPA_vect, ISR_NOBLOCK)',
    to: 'ISR(TIMER1_COMPA_vect)',
    test: simavr,
  },
  {
    name: 'the rows of a P10 panel change under light, and the next ones glow',
    file: panel,
    from: '  PORTB &= ~ENABLE;\n  PORTB |= LATCH;',
    to: '  PORTB |= LATCH;',
    test: simavr,
  },
  {
    name: 'a P10 panel is lit before it was told anything',
    file: panel,
    from: 'if (lit) PORTB',
    to: 'PORTB',
    test: simavr,
  },
  {
    name: 'the rows of a P10 panel are upside down in their groups',
    file: 'devices/p10-display/sketch/picture.h',
    from: '* 4 + 3 - (y % PANEL_DOTS_HIGH >> 2)',
    to: '* 4 + (y % PANEL_DOTS_HIGH >> 2)',
    test: simavr,
  },
  {
    name: 'a text that runs begins anew at each refresh',
    file: 'devices/p10-display/sketch/sketch.ino',
    from: '  if (strcmp(shown, body) == 0) return;\n',
    to: '',
    test: simavr,
  },
  {
    name: 'a frame that was torn takes the next one with it',
    file: 'devices/p10-display/sketch/frame.h',
    from: "if (c == ':') {",
    to: "if (c == ':' && !inside) {",
    test: simavr,
  },
  {
    name: 'a text display acknowledges a text that its module does not show',
    file: 'devices/text-display/sketch/sketch.ino',
    from: '      show(frame.held + 2, frame.length - 2, hexValue(frame.held[1]));\n',
    to: '',
    test: simavr,
  },
  {
    name: 'panels that the sketch does not have are taken for open',
    file: 'devices/p10-display/p10-display.ts',
    from: 'if (!(await sketch.can(askWhether(options)))) throw',
    to: 'if ((await sketch.can(askWhether(options))) === undefined) throw',
    test: driver,
  },
  {
    name: 'small letters are blank on a P10 panel',
    file: 'devices/p10-display/p10-body.ts',
    from: '    .toUpperCase()\n    .replaceAll',
    to: '    .replaceAll',
    test: driver,
  },
  {
    name: 'one sketch of ours is taken for the other',
    file: 'devices/sketch/sketch-conversation.ts',
    from: 'if (answer !== sketch.name)',
    to: "if (!answer.startsWith('loket-'))",
    test: driver,
  },
];
