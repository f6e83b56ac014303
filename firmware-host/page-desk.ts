import * as z from 'zod';
import { parseFunction } from '../config/functions.ts';
import type { Site } from '../config/site.ts';
import type { Clock, Pictures } from '../devices/ports.ts';
import { actionCommand, knownCounters } from './loop/action-command.ts';
import { DigitEntry } from './loop/entry.ts';
import type { Answer, CommandHall } from './mqtt/commands/command-port.ts';
import { answerOf, type CommandRow, queueResult } from './mqtt/commands/command-row.ts';
import type { PageOrder } from './mqtt/commands/intake.ts';
import { text } from './mqtt/messages/message-fields.ts';
import { createPagePad, type PagePad } from './pad-desk.ts';
import type { ReadState } from './queue/state.ts';
import type { TakenCommands } from './requests/take-commands.ts';

/** A function of a key with its words, such as `transfer izin-tinggal first`. */
const actionMaxCharacters = 120;

/** What is sent as JSON, and who gets the reply. */
export type Order = Pick<PageOrder, 'payload' | 'to'>;

/** Where pages of the hall hand in what they ask for. Each is answered once, with its outcome or why there is none. */
export interface PageDesk {
  /** A command of the contract (docs/mqtt.md), as an MQTT client sends it. */
  command(name: string, order: Order): void;
  /** The keys that a page shows for a counter: what is pressed there takes the way of a key. */
  keys(counter: string): PageKeys;
  /** The rating pad that a page shows for a counter. */
  pad(counter: string): PagePad;
}

export interface PageKeys {
  /** A press: `{"id", "counter", "action"}`; `action` is a function as the site file writes it. */
  press(order: Order): void;
  /** The page is gone: what was typed is forgotten. */
  close(): void;
}

export function createPageDesk(of: {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly clock: Clock;
  readonly fromPage: TakenCommands['fromPage'];
  readonly pictures: Pictures | undefined;
}): PageDesk {
  return {
    command: (name, order) => of.fromPage({ name, ...order }),
    pad: (counter) => createPagePad(counter, of),
    keys(counter) {
      const entry = new DigitEntry(of.clock);
      const row = pressRow({ ...of, counter, entry });
      return {
        press: (order) => of.fromPage({ name: 'press', row, ...order }),
        close: () => void entry.take(),
      };
    },
  };
}

/** A press as a command: so it is refused, repeated and answered like one. */
function pressRow(of: {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly counter: string;
  readonly entry: DigitEntry;
}): CommandRow {
  const { site, state, counter, entry } = of;
  const place = { counter, entry, printerFor: () => null, ...knownCounters(site, state) };

  async function press(written: string, hall: Pick<CommandHall, 'ask'>): Promise<Answer> {
    const { services, counters } = site();
    const names = { services: new Set(services.keys()), counters: new Set(counters.keys()) };
    const action = parseFunction(written, names);
    // A counter gives no tickets.
    if ('code' in action || action.do === 'ticket') return { error: 'bad-field', about: 'action' };
    const command = actionCommand(action, place);
    if (typeof command === 'string') return { error: command };
    if (command === undefined) return { result: { ticket: null, events: [] } };
    return answerOf(await hall.ask(command));
  }

  return {
    title: { id: 'Tombol pada halaman loket', en: 'A key on the page of a counter' },
    role: 'operate',
    request: z.strictObject({ counter: z.literal(counter), action: text.max(actionMaxCharacters) }),
    result: queueResult,
    run: (fields, hall) => press((fields as { readonly action: string }).action, hall),
  };
}
