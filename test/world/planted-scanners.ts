import type { Planted } from './planted.ts';

const hid = 'test/devices/hid.test.ts';
const scanner = 'test/devices/scanner.test.ts';
const card = 'test/devices/card-reader.test.ts';
const discover = 'test/machine/discover-usb.test.ts';

/** Ways in which scanners, card readers and what is said of them could fail a hall. */
export const plantedScanners: readonly Planted[] = [
  {
    name: 'a scanner that has to be told to scan is not told',
    file: 'devices/hid-scanner/hid-scanner.ts',
    from: 'await startPos(reports, options.vendor_id, warn);',
    to: '',
    test: hid,
  },
  {
    name: 'a scanner that refuses to be told to scan cannot be opened',
    file: 'devices/hid-scanner/hid-scanner.ts',
    from: '  } catch {\n',
    to: '  } catch (thrown) {\n    if (thrown instanceof Error) throw thrown;\n',
    test: hid,
  },
  {
    name: 'a German scanner exchanges Y and Z',
    file: 'devices/hid/keyboard-layouts.ts',
    from: "...row(0x04, 'abcdefghijklmnopqrstuvwxzy', 'ABCDEFGHIJKLMNOPQRSTUVWXZY'),",
    to: '...letters,',
    test: hid,
  },
  {
    name: 'an identity number is read as a GS1 code, and a part of it as a booking',
    file: 'devices/scanner/gs1.ts',
    from: "looksPersonal(text.replaceAll(articleNumber, '$1')) ? text : ",
    to: '',
    test: scanner,
  },
  {
    name: 'a booking is cut out of a GS1 code of which the end was not kept',
    file: 'devices/scanner/affixes.ts',
    from: 'affixes.gs1 === undefined || isCut ?',
    to: 'affixes.gs1 === undefined ?',
    test: scanner,
  },
  {
    name: 'a card that lies on a reader takes one ticket after another',
    file: 'devices/card-reader/card-reader.ts',
    from: 'if (!shown) tell',
    to: 'tell',
    test: card,
  },
  {
    name: 'a card reader says that a card went away after it was closed',
    file: 'devices/card-reader/card-reader.ts',
    from: '        cancel?.();\n        return reports.close();',
    to: '        return reports.close();',
    test: card,
  },
  {
    name: 'an adapter without a serial number is named by what all of them are called',
    file: 'firmware-host/cli/discover/snippet.ts',
    from: '(hasTwin || isNameless(one))',
    to: 'hasTwin',
    test: discover,
  },
  {
    name: 'a mouse is taken for a scanner',
    file: 'firmware-host/cli/discover/find.ts',
    from: "    if (reports === 'other') return false;\n",
    to: '',
    test: discover,
  },
];
