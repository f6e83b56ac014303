import { rowHeight } from './drawing.ts';
import { characterBox, createPaper, type Paper } from './paper.ts';

/** A head of 58 or 80 mm paper. The older ones of 80 mm paper have fewer dots, and so fewer columns. */
const headDotsPerInch = { 32: 203, 42: 180, 48: 203 } as const;
const mmPerInch = 25.4;

/** Paper that is measured as it comes out. */
export interface MeasuredPaper extends Paper {
  /** How much has come out since the printer was made, in mm. */
  readonly fedMm: number;
}

/** The print engine of a printer with so many columns of font A. */
export function createMeasuredPaper(columns: 32 | 42 | 48): MeasuredPaper {
  const dots = columns * characterBox.A.width;
  const paper = createPaper(dots);
  let fedDots = 0;
  return {
    print(command) {
      const rows = paper.print(command);
      for (const row of rows) fedDots += rowHeight(row, dots);
      return rows;
    },
    reset: () => paper.reset(),
    get fedMm() {
      return (fedDots * mmPerInch) / headDotsPerInch[columns];
    },
  };
}
