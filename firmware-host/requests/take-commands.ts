import type { SettledSite } from '../../config/running-site.ts';
import type { BrokerConnection } from '../mqtt/broker-connection.ts';
import type { CommandHall } from '../mqtt/commands/command-port.ts';
import { type CommandIntake, createCommandIntake } from '../mqtt/commands/intake.ts';
import { commandFilter } from '../mqtt/topics.ts';
import { createCommandHall } from './command-hall.ts';

/** The commands that come over MQTT and from pages. */
export interface TakenCommands {
  readonly fromPage: CommandIntake['takeFromPage'];
  /** For health. */
  counts(): { readonly commands_done: number; readonly commands_refused: number };
}

/** Takes the commands that come over MQTT and from pages, and replies to them. */
export function takeCommands(
  of: Parameters<typeof createCommandHall>[0] & {
    readonly connection: BrokerConnection;
    readonly trusted: () => boolean;
    readonly log: {
      info(context: object, text: string): void;
      error(context: object, text: string): void;
    };
  },
): TakenCommands {
  const { site, connection, log } = of;
  const { id: siteId }: SettledSite = site();
  const hall = createCommandHall(of);
  const halls = { mqtt: hall, page: { ...hall, ask: (command) => of.ask(command, 'page') } } satisfies Record<
    string,
    CommandHall
  >;
  const intake = createCommandIntake({
    ...of,
    site: siteId,
    language: () => site().language,
    perform: (row, fields, way) => row.run(fields, halls[way]),
    send: of.publisher.enqueue,
    refused: (command, code, more) => log.info({ command, code, more }, 'a command was refused'),
    broke: (command, thrown) => log.error({ command, err: thrown }, 'a command failed'),
  });
  connection.subscribe(commandFilter(siteId), intake.take);
  return {
    fromPage: intake.takeFromPage,
    counts() {
      const { done, refused } = intake.counts();
      return { commands_done: done, commands_refused: refused };
    },
  };
}
