import { Fault } from '../../../devices/fault.ts';
import { faultCatalogue } from '../../../devices/fault-catalogue.ts';
import { refusals } from '../../queue/refusals.ts';
import type { Outgoing } from '../broker-connection.ts';
import type { Title } from '../messages/event-table.ts';
import { topicOf } from '../topics.ts';
import type { Answer } from './command-port.ts';
import { type CommandErrorCode, commandErrors } from './errors.ts';

const aboutMaxCharacters = 60;

/** The payload of `reply/{name}`. `id` is null when the id of the command could not be read. */
export function replyPayload(id: string | undefined, answer: Answer, language: keyof Title): string {
  if ('result' in answer) return JSON.stringify({ id: id ?? null, ok: true, result: answer.result });
  const { error, about } = answer;
  const code = error instanceof Fault ? error.code : error;
  const said = error instanceof Fault ? faultCatalogue[error.code] : worded(error);
  const text = about === undefined ? said[language] : `${said[language]} (${plain(about)})`;
  return JSON.stringify({ id: id ?? null, ok: false, error: { code, text } });
}

/** A reply is not retained: only the client that sent the command needs it. */
export function replyMessage(site: string, name: string, payload: string): Outgoing {
  return { topic: topicOf(site, `reply/${name}`), payload, retain: false, qos: 1 };
}

function worded(code: keyof typeof refusals | CommandErrorCode): Title {
  return code in commandErrors
    ? commandErrors[code as CommandErrorCode]
    : refusals[code as keyof typeof refusals];
}

/** A client's text as we repeat it: short and without control characters. */
function plain(about: string): string {
  return about.replace(/\p{C}/gu, ' ').slice(0, aboutMaxCharacters).toWellFormed();
}
