import * as z from 'zod';
import type { Site } from '../config/site.ts';
import type { Pictures } from '../devices/ports.ts';
import type { Raster } from '../devices/raster.ts';
import type { Answer, CommandHall } from './mqtt/commands/command-port.ts';
import { answerOf, type CommandRow, queueResult } from './mqtt/commands/command-row.ts';
import type { PageOrder } from './mqtt/commands/intake.ts';
import { text } from './mqtt/messages/message-fields.ts';
import { complaintAddress } from './perform/complaint-slips.ts';
import { askedElement } from './queue/asked-element.ts';
import { complaintCode } from './queue/rating.ts';
import type { ReadState } from './queue/state.ts';
import { type ElementId, elementIds, scores } from './queue/survey.ts';

/** What is sent as JSON, and who gets the reply. */
type Order = Pick<PageOrder, 'payload' | 'to'>;

/** A rating pad on a screen, at one counter. */
export interface PagePad {
  /** What is asked today, and whether the counter is open. */
  now(): { readonly element: ElementId; readonly isOpen: boolean };
  /** An answer: `{"id", "element", "score"}`; `element` is the question that the visitor saw. */
  rate(order: Order): void;
  /** Opens a complaint: `{"id"}`. Answered with `ComplaintOpened`. */
  complain(order: Order): void;
}

/** A code, and where to write under it. `qr`: the address as a code; null where none can be drawn. */
interface ComplaintOpened {
  readonly code: string;
  readonly link: string;
  /** Modules from the top, each row as a text of `0` and `1` (dark). */
  readonly qr: readonly string[] | null;
}

/** More modules than a code of the longest address has, so that it fits at one dot a module. */
const qrMostModules = 64;
const padIdMostCharacters = 40;

export interface PadParts {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly pictures: Pictures | undefined;
  readonly fromPage: (order: PageOrder) => void;
}

export function createPagePad(counter: string, of: PadParts): PagePad {
  const { site, state, fromPage } = of;
  // The id of a counter may be as long as an id can be.
  const pad = `page-${counter}`.slice(0, padIdMostCharacters);
  const [rate, complain] = [rateRow({ ...of, pad, counter }), complainRow({ ...of, pad, counter })];
  return {
    now: () => ({
      element: askedElement(site().rating.asks, state.day),
      isOpen: state.counters.get(counter)?.phase !== 'closed',
    }),
    rate: (order) => fromPage({ name: 'rate', row: rate, ...order }),
    complain: (order) => fromPage({ name: 'complain', row: complain, ...order }),
  };
}

interface AtPad extends PadParts {
  readonly pad: string;
  readonly counter: string;
}

/** An answer as a command: so it is refused, repeated and answered like one. No client of the broker has it. */
function rateRow({ site, pad, counter }: AtPad): CommandRow {
  const request = z.strictObject({ element: z.enum(elementIds), score: z.literal(scores) });
  return {
    title: { id: 'Penilaian di layar sentuh', en: 'An answer at a rating pad on a screen' },
    role: 'operate',
    request,
    result: queueResult,
    async run(fields, hall) {
      const { element, score } = fields as z.output<typeof request>;
      // Around midnight it may be the question of yesterday: it counts for what the visitor has read.
      if (!site().rating.asks.includes(element)) return { error: 'bad-field', about: 'element' };
      return answerOf(await hall.ask({ type: 'rate', pad, counter, element, score }));
    },
  };
}

function complainRow(of: AtPad): CommandRow {
  return {
    title: { id: 'Pengaduan di layar sentuh', en: 'A complaint at a rating pad on a screen' },
    role: 'operate',
    request: z.strictObject({}),
    result: z.strictObject({ code: text, link: text, qr: z.array(text).nullable() }),
    run: (_fields, hall) => openComplaint(of, hall),
  };
}

async function openComplaint(
  { site, state, pictures, pad, counter }: AtPad,
  hall: Pick<CommandHall, 'ask'>,
): Promise<Answer> {
  const pattern = site().rating.complaintLink;
  if (pattern === undefined) return { error: 'unknown-command' };
  const { day } = state;
  const outcome = await hall.ask({ type: 'complain', pad, counter });
  const opened = outcome.ok ? outcome.events.find(({ type }) => type === 'complaint.opened') : undefined;
  if (opened?.type !== 'complaint.opened') return answerOf(outcome);
  // The first order after midnight opens the day that its number is of.
  const begun = outcome.ok ? outcome.events.find(({ type }) => type === 'day.opened') : undefined;
  const code = complaintCode((begun?.type === 'day.opened' ? begun.date : day) ?? '', opened.number);
  const link = complaintAddress(pattern, { code, site: site().id, ...opened });
  const result: ComplaintOpened = { code, link, qr: await modulesOf(link, pictures) };
  return { result };
}

/** The code of an address, drawn by what draws those of tickets, beside the loop. */
async function modulesOf(link: string, pictures: Pictures | undefined): Promise<readonly string[] | null> {
  try {
    const drawn = await pictures?.draw([{ type: 'qr', text: link, cell: 1 }], qrMostModules);
    return drawn === undefined ? null : rowsOf(drawn);
  } catch {
    // The code and the address in words are enough to complain.
    return null;
  }
}

/** The dark part of a picture. */
function rowsOf({ width, height, rows }: Raster): readonly string[] {
  const stride = Math.ceil(width / 8);
  const isDark = (x: number, y: number) => (((rows[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1;
  const lines = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => (isDark(x, y) ? '1' : '0')).join(''),
  ).filter((line) => line.includes('1'));
  const left = Math.min(...lines.map((line) => line.indexOf('1')));
  const right = Math.max(...lines.map((line) => line.lastIndexOf('1')));
  return lines.map((line) => line.slice(left, right + 1));
}
