import type { SimulatedDevice } from './simulator.ts';

/** The contents of the live view of a simulated hall. */
export interface PanelView {
  readonly title: string;
  /** How to get help. */
  readonly hint: string;
  readonly mqttPort: number;
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  readonly counters: readonly string[];
  readonly services: readonly string[];
  readonly troubles: readonly string[];
  readonly tickets: readonly string[];
  readonly events: readonly string[];
}

const eventsMax = 8;

/**
 * The hall as at most `rows` lines of at most `columns` characters. Where they are too few, the last events make room
 * first, then what is below.
 */
export function panel(view: PanelView, columns: number, rows: number): readonly string[] {
  const displays = [...view.devices].flatMap(([id, device]) =>
    device.reads === undefined ? [] : [`${id} [${device.reads().padStart(5)}]`],
  );
  const rule = '-'.repeat(Math.min(columns, 78));
  const hall = [
    `${view.title}   mqtt://127.0.0.1:${view.mqttPort}   ${view.hint}`,
    rule,
    ...wrapped(displays, columns),
    rule,
    ...view.counters,
    ...view.services,
    ...(view.troubles.length === 0 ? [] : [rule, ...view.troubles]),
    rule,
    ...view.tickets.slice(-3),
    rule,
  ];
  const room = Math.max(0, Math.min(eventsMax, rows - hall.length - 1));
  const events = room === 0 ? [] : [...view.events.slice(-room), rule];
  return [...hall, ...events].slice(0, rows).map((line) => line.slice(0, columns));
}

/** Pieces side by side, as many to a line as fit. */
function wrapped(pieces: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    const joined = last === undefined ? piece : `${last}   ${piece}`;
    if (last !== undefined && joined.length <= columns) lines[lines.length - 1] = joined;
    else lines.push(piece);
  }
  return lines;
}
