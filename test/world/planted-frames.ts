import type { Planted } from './planted.ts';

const frames = 'test/devices/serial-display.test.ts';
const huidu = 'test/devices/huidu-display.test.ts';
const fit = 'test/config/fit.test.ts';

/** Ways in which a display with another frame, or a card with its own mind, could show a wrong number or none. */
export const plantedFrames: readonly Planted[] = [
  {
    name: 'a sum as two’s complement is the plain sum',
    file: 'devices/serial-bus/checksum.ts',
    from: 'return [-sumOf(bytes) & 0xff];',
    to: 'return [sumOf(bytes)];',
    test: frames,
  },
  {
    name: 'a sum from the beginning leaves the beginning out',
    file: 'devices/serial-display/frame-template.ts',
    from: "frame.check_from === 'prefix' ? [...prefix, ...body] : body",
    to: 'body',
    test: frames,
  },
  {
    name: 'a number in two bytes has them the wrong way round',
    file: 'devices/serial-display/text-formats.ts',
    from: 'bytes: (text) => [numberOf(text) >> 8, numberOf(text) & 0xff],',
    to: 'bytes: (text) => [numberOf(text) & 0xff, numberOf(text) >> 8],',
    test: frames,
  },
  {
    name: 'a display that takes no letter is sent one',
    file: 'devices/serial-display/text-formats.ts',
    from: 'bytes: (text, pad) => padded(numberIn(text), pad)',
    to: 'bytes: padded',
    test: frames,
  },
  {
    name: 'a number that two bytes cannot hold is let into the site file',
    file: 'devices/serial-display/serial-display.ts',
    from: 'if (display.digits > textFormats[frame.format].mostDigits)',
    to: 'if (display.digits > 16)',
    test: frames,
  },
  {
    name: 'nobody is told that a display has no letters',
    file: 'config/check/check-shown.ts',
    from: "if (withoutLetters) report.warn([...path, 'model']",
    to: "if (withoutLetters && tickets.length > 99) report.warn([...path, 'model']",
    test: fit,
  },
  {
    name: 'an answer of a card that comes in pieces is lost',
    file: 'devices/huidu-display/huidu-packets.ts',
    from: 'held = Buffer.concat([held, bytes]);',
    to: 'held = Buffer.from(bytes);',
    test: huidu,
  },
  {
    name: 'a card is taken for ours because our program is among others',
    file: 'devices/huidu-display/huidu-xml.ts',
    from: 'return programs.length === 1 && programs[0]',
    to: 'return programs.length === 0 || programs[0]',
    test: huidu,
  },
  {
    name: 'every number is written into the flash of a card',
    file: 'devices/huidu-display/huidu-display.ts',
    from: 'if (!stored || !(await update(wanted)))',
    to: 'if (!stored || wanted !== undefined)',
    test: huidu,
  },
  {
    name: 'a number that a card has no program for any more counts as shown',
    file: 'devices/huidu-display/huidu-display.ts',
    from: 'return result === SUCCESS;',
    to: 'return result !== undefined;',
    test: huidu,
  },
  {
    name: 'a card that was refused stays connected',
    file: 'devices/huidu-display/huidu-display.ts',
    from: '    await card.close();\n    throw why;',
    to: '    throw why;',
    test: huidu,
  },
  {
    name: 'a Huidu card that only asks is answered without end',
    file: 'devices/huidu-display/huidu-exchange.ts',
    from: '    if (answering) return;\n',
    to: '',
    test: huidu,
  },
  {
    name: 'one late answer of a Huidu card ends the reading back',
    file: 'devices/huidu-display/huidu-display.ts',
    from: 'readBackTries - 1 : READ_BACK_TRIES',
    to: '0 : READ_BACK_TRIES',
    test: huidu,
  },
];
