/**
 * The content of the code on a ticket's paper: its number and, in three characters, the business day on which it was
 * given, such as `A-012-G1D`. Paper of the first version has the number alone.
 */
export interface PaperCode {
  readonly ticket: string;
  /** In the form of `dayMark`. */
  readonly day: string | undefined;
}

const markLength = 3;
const radix = 36;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * A business day (YYYY-MM-DD) as it is written in a code: days since 1970 in base 36. They repeat after 127 years. With
 * three characters, a code of the longest number is narrow enough for CODE128 on 58 mm paper.
 */
export function dayMark(day: string): string {
  const days = Math.floor(Date.parse(day) / dayMs);
  const most = radix ** markLength;
  return (((days % most) + most) % most).toString(radix).toUpperCase().padStart(markLength, '0');
}

/** The code for paper of this number; `day` is undefined when it is not known when the number was given. */
export const paperCode = (ticket: string, day: string | undefined): string =>
  day === undefined ? ticket : `${ticket}-${dayMark(day)}`;

const withDay = /^(.+-\d+)-([0-9A-Z]{3})$/;

export function readPaperCode(text: string): PaperCode {
  const [, ticket, day] = withDay.exec(text) ?? [];
  return ticket === undefined ? { ticket: text, day: undefined } : { ticket, day };
}
