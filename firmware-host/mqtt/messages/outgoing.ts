import type { Record } from '../../journal/journal-port.ts';
import type { Outgoing } from '../broker-connection.ts';
import { addressOf, eventAddress, isDiscoveryTopic, topicOf } from '../topics.ts';
import { cloudEvent } from './cloud-event.ts';
import { eventDelivery, type StateAddress, type StatePayload, stateTable } from './message-table.ts';

type OfOne = Extract<StateAddress, `${string}{id}${string}`>;
type OfController = Exclude<StateAddress, OfOne>;

/** The retained message at `address`; addresses with `{id}` take the id of the device, service or counter. */
export function stateMessage<A extends OfController>(
  site: string,
  address: A,
  payload: StatePayload<A>,
): Outgoing;
export function stateMessage<A extends OfOne>(
  site: string,
  address: A,
  payload: StatePayload<A>,
  id: string,
): Outgoing;
export function stateMessage(site: string, address: StateAddress, payload: object, id?: string): Outgoing {
  const { retain, qos } = stateTable[address];
  return { topic: topicOf(site, address, id), payload: JSON.stringify(payload), retain, qos };
}

/** A journalled record as a message. To be published only once the record is durable. */
export function eventMessage(site: string, record: Record, nowWall?: number): Outgoing {
  const topic = topicOf(site, eventAddress(record.event.type));
  return { topic, payload: JSON.stringify(cloudEvent(site, record, nowWall)), ...eventDelivery };
}

const saidInOrder: readonly string[] = Object.keys(stateTable);

/**
 * The position of a retained topic in the order in which states are published at a connection. What devices are told,
 * such as the number of a display, comes after the states; what Home Assistant is told waits for all others:
 * `Infinity`.
 */
export function stateRank(topic: string): number {
  const rank = saidInOrder.indexOf(addressOf(topic));
  if (rank >= 0) return rank;
  return isDiscoveryTopic(topic) ? Number.POSITIVE_INFINITY : saidInOrder.length;
}
