import { barcode, qrcode } from 'receiptline';
import type { Raster } from '../../devices/raster.ts';
import {
  character as box,
  type CodeElement,
  code128HeightDots,
  lineSpacingDots,
  type TextLine,
  type TicketElement,
} from '../../devices/ticket-element.ts';
import { blacken, type Dots, dotsOfRaster, put, rasterOf, whiteDots } from './dots.ts';
import { drawnCharacter } from './ticket-font.ts';

/** Height of a rule in dots; it stands in the middle of a line. */
const ruleDots = 2;

/** The elements as a printer would print them, one below the other, in a picture `width` dots wide. */
export function drawElements(elements: readonly TicketElement[], width: number): Raster {
  const blocks = elements.map((element) => blockOf(element, width));
  const paper = whiteDots(
    width,
    blocks.reduce((sum, { height }) => sum + height, 0),
  );
  let top = 0;
  for (const block of blocks) {
    put(paper, block, Math.max(0, Math.floor((width - block.width) / 2)), top);
    top += block.height;
  }
  return rasterOf(paper);
}

function blockOf(element: TicketElement, width: number): Dots {
  switch (element.type) {
    case 'line':
      return lineOf(element, width);
    case 'rule': {
      const rule = whiteDots(width, lineSpacingDots);
      blacken(rule, 0, (lineSpacingDots - ruleDots) / 2, width, ruleDots);
      return rule;
    }
    case 'space':
      return whiteDots(width, lineSpacingDots);
    case 'picture':
      return dotsOfRaster(element.raster);
    default:
      return codeOf(element);
  }
}

function lineOf({ text, align, width, height, bold, inverse }: TextLine, paperDots: number): Dots {
  const line = whiteDots(paperDots, Math.max(lineSpacingDots, height * box.heightDots));
  const characterDots = width * box.widthDots;
  const free = Math.max(0, paperDots - text.length * characterDots);
  let left = align === 'center' ? Math.floor(free / 2) : 0;
  for (const one of text) {
    put(line, drawnCharacter(one, width, height, bold), left, 0, inverse);
    left += characterDots;
  }
  return line;
}

/** A code with an empty line below it, as printers feed one. */
function codeOf(code: CodeElement): Dots {
  if (code.type === 'code128') {
    const { widths = [] } = barcode.generate({
      ...{ data: code.text, type: 'code128', width: code.moduleDots, height: code128HeightDots, hri: false },
    });
    const dots = whiteDots(
      widths.reduce((sum, each) => sum + each, 0),
      code128HeightDots + lineSpacingDots,
    );
    // The widths begin and end with white.
    let left = 0;
    for (const [at, width] of widths.entries()) {
      if (at % 2 === 1) blacken(dots, left, 0, width, code128HeightDots);
      left += width;
    }
    return dots;
  }
  const modules = qrcode.generate({ data: code.text, type: 'qrcode', cell: 3, level: 'm', quietZone: false });
  const side = modules.length * code.cell;
  const dots = whiteDots(side, side + lineSpacingDots);
  for (const [row, line] of modules.entries()) {
    for (const [column, black] of line.entries())
      if (black) blacken(dots, column * code.cell, row * code.cell, code.cell, code.cell);
  }
  return dots;
}
