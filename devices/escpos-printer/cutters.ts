/**
 * How printers are told to cut. `GS V 0` and `GS V 1` cut where the paper is, `GS V 65 n` and `GS V 66 n` feed it to
 * the cutter first (Epson ESC/POS command reference, GS V). `ESC i` and `ESC m` are the commands of older cutters, and
 * of some kiosk printers the only ones. What they leave differs by maker (Epson: one point and three points; Pyramid
 * Phoenix, "Paper Movement": `ESC i` cuts a part, `ESC m` all of it).
 */
const cutters = {
  'gs-v-partial': { bytes: [0x1d, 0x56, 1], feeds: false },
  'gs-v-full': { bytes: [0x1d, 0x56, 0], feeds: false },
  'gs-v-feed-partial': { bytes: [0x1d, 0x56, 66, 0], feeds: true },
  'gs-v-feed-full': { bytes: [0x1d, 0x56, 65, 0], feeds: true },
  'esc-i': { bytes: [0x1b, 0x69], feeds: false },
  'esc-m': { bytes: [0x1b, 0x6d], feeds: false },
} as const;

type CutterName = keyof typeof cutters;
export const cutterNames = Object.keys(cutters) as CutterName[];

/** Lines between the print head and the cutter of common printers, so that the cut falls below the last line. */
const linesToCutter = 4;
export const feedLinesMax = 20;

/** The end of a ticket in the site file. Absent settings have the values that the schema gives. */
export interface TicketEnd {
  readonly cut: boolean;
  readonly cutter?: CutterName | undefined;
  readonly feed_lines?: number | undefined;
}

/** Lines that are sent before the cut. */
export const linesFed = ({ cut, cutter = 'gs-v-partial', feed_lines }: TicketEnd): number =>
  feed_lines ?? (cut && cutters[cutter].feeds ? 0 : linesToCutter);

/** Lines that the cutter feeds by itself: to its blade, which is as far away as in common printers. */
export const linesFedByCutter = ({ cut, cutter = 'gs-v-partial' }: TicketEnd): number =>
  cut && cutters[cutter].feeds ? linesToCutter : 0;

/** The bytes of the cut; empty where nothing cuts. */
export const cutBytes = ({ cut, cutter = 'gs-v-partial' }: TicketEnd): Uint8Array =>
  Uint8Array.from(cut ? cutters[cutter].bytes : []);
