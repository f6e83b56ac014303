import * as z from 'zod';
import { controllerHealth, controllerInfo, controllerState } from '../mqtt/messages/controller-messages.ts';
import { deviceInfo, deviceState, reason } from '../mqtt/messages/device-messages.ts';
import { counterState, serviceState } from '../mqtt/messages/hall-messages.ts';
import type { StatePayload } from '../mqtt/messages/message-table.ts';
import { statusLimits } from './status-limits.ts';

/** A hall of a later version may say more: fields that are not known are left out, and the others count. */
const reasons = z.array(reason.loose());
const schemas = {
  'controller/state': controllerState.extend({ reasons: reasons.optional() }).loose(),
  'controller/info': controllerInfo.loose(),
  'controller/health': controllerHealth.loose(),
  'device/{id}/info': deviceInfo.loose(),
  'device/{id}/state': deviceState.extend({ reasons }).loose(),
  'service/{id}/state': serviceState.loose(),
  'counter/{id}/state': counterState.loose(),
};
type Known = keyof typeof schemas;

const event = z.object({
  type: z.string(),
  time: z.iso.datetime({ precision: 3 }),
  sequence: z.string(),
  data: z.unknown(),
});

/** An event as it was heard. */
export interface HeardEvent {
  readonly sequence: string;
  /** Unix ms, by the clock of the controller. */
  readonly at: number;
  /** Such as `ticket.called`. */
  readonly type: string;
  readonly data: unknown;
}

/** The last that a hall has said of itself: what a status is made of. */
export interface StatusBook {
  /** Takes a message below `loket/v1/SITE/`. `at`: when it was heard, in ms of the listener's own clock. */
  hear(message: { readonly address: string; readonly payload: string; readonly at: number }): void;
  of<A extends Known>(address: A, id?: string): StatePayload<A> | undefined;
  /** The ids of which something was said, by kind, in alphabetical order. */
  ids(kind: 'device' | 'service' | 'counter'): readonly string[];
  /** When health was heard last; undefined: never. */
  readonly healthAt: number | undefined;
  /** The newest first. */
  readonly events: readonly HeardEvent[];
}

export function createStatusBook(): StatusBook {
  const said = new Map<string, unknown>();
  const events: HeardEvent[] = [];
  let healthAt: number | undefined;

  function hearEvent(read: unknown): void {
    const heard = event.safeParse(read);
    if (!heard.success) return;
    const { type, time, sequence, data } = heard.data;
    // Twice, as after a replay: QoS 1.
    if (events.some((one) => one.sequence === sequence)) return;
    events.push({
      ...{ sequence, data, at: Date.parse(time) },
      type: type.replace(/^loket\./, '').replace(/\.v\d+$/, ''),
    });
    events.sort((one, other) => other.sequence.localeCompare(one.sequence));
    events.splice(statusLimits.events);
  }

  return {
    hear({ address, payload, at }) {
      const read = jsonOf(payload);
      if (address.startsWith('event/')) {
        hearEvent(read);
        return;
      }
      const known = knownAddress(address);
      if (known === undefined) return;
      if (payload === '') said.delete(address);
      else {
        const parsed = schemas[known].safeParse(read);
        if (!parsed.success || (said.size >= statusLimits.topics && !said.has(address))) return;
        said.set(address, parsed.data);
        if (known === 'controller/health') healthAt = at;
      }
    },
    of: <A extends Known>(address: A, id = '') =>
      // The address decides the schema that the message was read by.
      said.get(address.replace('{id}', id)) as StatePayload<A> | undefined,
    ids: (kind) =>
      [
        ...new Set(
          [...said.keys()].flatMap((address) => {
            const [first, id] = address.split('/');
            return first === kind && id !== undefined ? [id] : [];
          }),
        ),
      ].sort(),
    get healthAt() {
      return healthAt;
    },
    events,
  };
}

/** `device/printer-1/state` -> `device/{id}/state`. */
function knownAddress(address: string): Known | undefined {
  const known = address.startsWith('controller/') ? address : address.replace(/^(\w+)\/[^/]+\//, '$1/{id}/');
  return Object.hasOwn(schemas, known) ? (known as Known) : undefined;
}

/** Undefined: it is no JSON. */
function jsonOf(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
