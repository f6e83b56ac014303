import type { SettledSite } from '../../config/running-site.ts';
import type { BrokerConnection } from '../mqtt/broker-connection.ts';
import { createCommandIntake } from '../mqtt/commands/intake.ts';
import { commandFilter } from '../mqtt/topics.ts';
import { createCommandHall } from './command-hall.ts';

/** Takes the commands that come over MQTT and replies to them. Returns a function that gives the counts, for health. */
export function takeCommands(
  of: Parameters<typeof createCommandHall>[0] & {
    readonly connection: BrokerConnection;
    readonly trusted: () => boolean;
    readonly log: {
      info(context: object, text: string): void;
      error(context: object, text: string): void;
    };
  },
): () => { readonly commands_done: number; readonly commands_refused: number } {
  const { site, connection, log } = of;
  const { id: siteId }: SettledSite = site();
  const hall = createCommandHall(of);
  const intake = createCommandIntake({
    ...of,
    site: siteId,
    language: () => site().language,
    perform: (row, fields) => row.run(fields, hall),
    send: of.publisher.enqueue,
    refused: (command, code, more) => log.info({ command, code, more }, 'an MQTT command was refused'),
    broke: (command, thrown) => log.error({ command, err: thrown }, 'an MQTT command failed'),
  });
  connection.subscribe(commandFilter(siteId), intake.take);
  return () => {
    const { done, refused } = intake.counts();
    return { commands_done: done, commands_refused: refused };
  };
}
