import type { StatePayload } from '../../firmware-host/mqtt/messages/message-table.ts';
import { detailSaid } from '../../firmware-host/status/detail-words.ts';
import type { FeedMessage } from '../../firmware-host/web/feed-messages.ts';
import type { PageMessage } from './page-messages.ts';

const ofDevice = /^device\/[^/]+\/state$/;

/** A message of the hall as its page gets it: with the Indonesian of the details in it, which it has no table of. */
export function mqttOnPage(message: FeedMessage): PageMessage {
  if (!ofDevice.test(message.address) || message.payload === '') return { type: 'mqtt', ...message };
  const { reasons } = JSON.parse(message.payload) as StatePayload<'device/{id}/state'>;
  if (reasons.length === 0) return { type: 'mqtt', ...message };
  const details = Object.fromEntries(reasons.map(({ text }) => [text, detailSaid(text).id]));
  return { type: 'mqtt', ...message, details };
}
