import { Fault } from '../../../devices/fault.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import type { Title } from '../messages/event-table.ts';
import type { Answer } from './command-port.ts';
import type { CommandRow } from './command-row.ts';
import type { Taken } from './replies.ts';
import { replyPayload } from './reply.ts';

/** The most commands under way at once. */
const underWayMax = 64;
/** A command without an outcome after this time is answered with `outcome-unknown`. */
const outcomeMs: Millis = 15_000;

/** How a command came: by MQTT, or from a page of the hall. */
export type CommandWay = 'mqtt' | 'page';

/** A command that was accepted and is to be carried out. */
export interface StartedCommand {
  readonly name: string;
  readonly row: CommandRow;
  readonly id: string;
  /** Fields that have passed the command's request schema. */
  readonly fields: unknown;
  readonly taken: Taken;
  readonly way: CommandWay;
}

export interface UnderWayOptions {
  readonly language: () => keyof Title;
  /** Carries out a command whose fields have passed its request schema. */
  readonly perform: (row: CommandRow, fields: unknown, way: CommandWay) => Promise<Answer>;
  readonly clock: Clock;
  /** Called when a command threw something other than a Fault. */
  readonly broke: (name: string, thrown: unknown) => void;
  /** Called when a command has its outcome, however late, and before the reply. */
  readonly over: (name: string, outcome: Answer) => void;
}

/**
 * The commands that are being carried out. Each is answered once: with its outcome or, after 15 s, with
 * `outcome-unknown`.
 */
export interface UnderWay {
  /** Whether the limit is reached, so that no other command may be started. */
  readonly isFull: boolean;
  start(command: StartedCommand): void;
}

export function createUnderWay(of: UnderWayOptions): UnderWay {
  let underWay = 0;

  async function run({ name, row, id, fields, taken, way }: StartedCommand): Promise<void> {
    underWay++;
    let answered = false;
    const answer = (outcome: Answer) => {
      const first = !answered;
      answered = true;
      // An outcome after the time limit is not published, but a repeat of the command gets it.
      taken.reply = replyPayload(id, outcome, of.language());
      if (first) {
        underWay--;
        taken.to(name, taken.reply);
      }
    };
    const cancel = of.clock.after(outcomeMs, () => answer({ error: 'outcome-unknown' }), 'command: outcome');
    const outcome = await outcomeOf({ name, row, fields, way });
    cancel();
    of.over(name, outcome);
    answer(outcome);
  }

  type Asked = Pick<StartedCommand, 'name' | 'row' | 'fields' | 'way'>;
  async function outcomeOf({ name, row, fields, way }: Asked): Promise<Answer> {
    try {
      return await of.perform(row, fields, way);
    } catch (thrown) {
      // A Fault means that a device did not do what it was asked; anything else is a bug of ours.
      if (thrown instanceof Fault) return { error: thrown };
      of.broke(name, thrown);
      return { error: 'failed' };
    }
  }

  return {
    get isFull() {
      return underWay >= underWayMax;
    },
    start: (command) => void run(command),
  };
}
