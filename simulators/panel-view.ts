import type { SimulatedDevice } from './simulator.ts';

/** The contents of the live view of a simulated hall. */
export interface PanelView {
  readonly title: string;
  readonly mqttPort: number;
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  readonly counters: readonly string[];
  readonly services: readonly string[];
  readonly troubles: readonly string[];
  readonly tickets: readonly string[];
  readonly events: readonly string[];
}

/** The hall as lines of at most `columns` characters. */
export function panel(view: PanelView, columns: number): readonly string[] {
  const displays = [...view.devices].flatMap(([id, device]) =>
    device.reads === undefined ? [] : [`${id} [${device.reads().padStart(5)}]`],
  );
  const rule = '-'.repeat(Math.min(columns, 78));
  const lines = [
    `${view.title}   mqtt://127.0.0.1:${view.mqttPort}   (type 'help')`,
    rule,
    ...wrapped(displays, columns),
    rule,
    ...view.counters,
    ...view.services,
    ...(view.troubles.length === 0 ? [] : [rule, ...view.troubles]),
    rule,
    ...view.tickets.slice(-3),
    rule,
    ...view.events.slice(-8),
    rule,
  ];
  return lines.map((line) => line.slice(0, columns));
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
