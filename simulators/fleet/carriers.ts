import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { How } from './fleet-line.ts';
import { type BrokerPlace, openTcpLine } from './tcp-line.ts';

/** A connection to the broker that carries many sites. It has no will: see shared-lines.ts. */
export interface Carrier {
  publish(topic: string, payload: string, how: How, acked?: () => void): void;
  subscribe(filters: readonly string[], heard: Heard): void;
  /** Called at once with what holds, and at each change. */
  onChange(listener: (isUp: boolean) => void): void;
  close(): void;
}

export type Heard = (topic: string, payload: string, isRetained: boolean) => void;

/** What any connection to a broker has, such as that of a broker in this process. */
export interface PublishSubscribe {
  publish(
    topic: string,
    payload: string,
    how: { readonly retain: boolean; readonly qos: 0 | 1 },
  ): Promise<void>;
  subscribe(
    filter: string,
    listener: (message: {
      readonly topic: string;
      readonly payload: Uint8Array;
      readonly retain: boolean;
    }) => void,
  ): void;
}

/** Carries sites over a connection that somebody else keeps, and that is taken for never lost. */
export function carrierOver(connection: PublishSubscribe): Carrier {
  return {
    publish(topic, payload, how, acked) {
      connection.publish(topic, payload, how).then(acked, () => {
        // Not acknowledged: the site sends an event again, and a state at its next change.
      });
    },
    subscribe(filters, heard) {
      for (const filter of filters)
        connection.subscribe(filter, ({ topic, payload, retain }) =>
          heard(topic, Buffer.from(payload).toString('utf8'), retain),
        );
    },
    onChange: (listener) => listener(true),
    close: () => undefined,
  };
}

const againMs: Millis = 1_000;
const keepAliveMs: Millis = 20_000;

/** A carrier to a real broker, which is connected again whenever it is lost. `filters` are subscribed at each time. */
export function openTcpCarrier(place: BrokerPlace, clientId: string, filters: readonly string[]): Carrier {
  const { clock } = place;
  const listeners: ((isUp: boolean) => void)[] = [];
  let hear: Heard = () => undefined;
  let isUp = false;
  let again: Cancel = () => undefined;
  const changed = (now: boolean): void => {
    isUp = now;
    for (const listener of listeners) listener(now);
  };
  const open = () =>
    openTcpLine(
      place,
      { clientId, keepAliveMs, filters },
      {
        up: () => changed(true),
        lost() {
          if (isUp) changed(false);
          again = later(clock, () => {
            line = open();
          });
        },
        message: (topic, payload, isRetained) => hear(topic, payload, isRetained),
      },
    );
  let line = open();
  return {
    publish: (topic, payload, how, acked) => line.publish(topic, payload, how, acked),
    subscribe(_filters, heard) {
      hear = heard;
    },
    onChange(listener) {
      listeners.push(listener);
      listener(isUp);
    },
    close() {
      again();
      line.close();
    },
  };
}

const later = (clock: Clock, run: () => void): Cancel => clock.after(againMs, run, 'fleet: carrier');
