import type { Planted } from './planted.ts';

const parts = 'test/pictures/ticket-parts.test.ts';
const pictures = 'test/pictures/ticket-pictures.test.ts';

/** Defects of what is printed: its texts, its codes and its pictures. */
export const plantedTicket: readonly Planted[] = [
  {
    name: 'a logo stands on its head',
    file: 'firmware-host/pictures/logo-raster.ts',
    from: 'dots.black[y * width + x] = 1;',
    to: 'dots.black[(height - 1 - y) * width + x] = 1;',
    test: 'test/pictures/logo.test.ts',
  },
  {
    name: 'a logo is darker than its image: what a dot is too light is not given to its neighbours',
    file: 'firmware-host/pictures/logo-raster.ts',
    from: 'give(x, y + 1, 5 / 16);',
    to: '',
    test: 'test/pictures/logo.test.ts',
  },
  {
    name: 'the code that is sent as a picture is that of another ticket',
    file: 'firmware-host/pictures/draw-elements.ts',
    from: "qrcode.generate({ data: code.text, type: 'qrcode'",
    to: "qrcode.generate({ data: code.text.replace(/\\d$/, '9'), type: 'qrcode'",
    test: pictures,
  },
  {
    name: 'a wait that is not known is printed as a short one',
    file: 'firmware-host/perform/ticket-content.ts',
    from: "if (of.estimateSeconds === undefined || of.class === 'priority' || of.copy) return undefined;\n  return of.estimateSeconds / 60;",
    to: "if (of.class === 'priority' || of.copy) return undefined;\n  return (of.estimateSeconds ?? 0) / 60;",
    test: 'test/perform/ticket-content.test.ts',
  },
  {
    name: 'control bytes of a text of a service reach the printer',
    file: 'devices/escpos-printer/normalise.ts',
    from: "note: printable(content.note ?? '', textLimits.note),",
    to: "note: (content.note ?? '').slice(0, textLimits.note),",
    test: 'test/devices/ticket-text.test.ts',
  },
  {
    name: 'a copy that is sent as a picture does not say that it is one',
    file: 'devices/escpos-printer/ticket-job.ts',
    from: "if (raster === 'all') return [await draw(elements)];",
    to: "if (raster === 'all') return [await draw(elements.filter((each) => each.type !== 'line' || !each.inverse))];",
    test: pictures,
  },
  {
    name: 'a picture is wider than the paper',
    file: 'devices/escpos-printer/ticket-layout.ts',
    from: 'columns * character.widthDots;',
    to: '(columns + 8) * character.widthDots;',
    test: pictures,
  },
  {
    name: 'a picture holds the request that clears the printer',
    file: 'devices/escpos-printer/raster-bytes.ts',
    from: '  withoutRequests(sent, header.length);\n',
    to: '',
    test: pictures,
  },
  {
    name: 'a logo that cannot be used is passed over in silence',
    file: 'firmware-host/process/ticket-pictures.ts',
    from: 'fault = made instanceof Fault ? made : undefined;',
    to: 'fault = undefined;',
    test: 'test/process/ticket-pictures.test.ts',
  },
  {
    name: 'an address for phones leads to the visitor who had the number on another day',
    file: 'firmware-host/perform/ticket-content.ts',
    from: "if (link === undefined || (link.includes('{day}') && of.givenOn === undefined)) return undefined;",
    to: 'if (link === undefined) return undefined;',
    test: 'test/perform/ticket-content.test.ts',
  },
  {
    name: 'the name of an agency is cut in the middle of a word',
    file: 'devices/escpos-printer/wrap.ts',
    from: 'line.slice(0, space > 0 ? space : columns)',
    to: 'line.slice(0, columns)',
    test: parts,
  },
];
