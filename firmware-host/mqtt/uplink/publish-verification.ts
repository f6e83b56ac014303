import { Fault } from '../../../devices/fault.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import type { Incoming, Outgoing } from '../broker-connection.ts';
import type { Link } from '../external-link.ts';

/** A broker that took a message delivers it back to a subscriber within this time. */
const echoMs: Millis = 5_000;

/** Messages of ours that should come back. MQTT 3.1.1 has no other way to find out whether a broker took one. */
export interface PublishVerification {
  /**
   * Resolves when `payload` arrives on `topic` as a new message (not as a retained one); rejects with `uplink.refused`
   * after 5 s.
   */
  expect(topic: string, payload: () => string | undefined): Promise<void>;
  heard(message: Incoming): void;
}

export function createPublishVerification(clock: Clock): PublishVerification {
  const expected = new Set<(message: Incoming) => void>();
  return {
    expect: (topic, payload) =>
      new Promise((resolve, reject) => {
        const done = (): void => {
          cancel();
          expected.delete(hear);
        };
        const hear = (message: Incoming): void => {
          if (message.retain || message.topic !== topic) return;
          if (Buffer.from(message.payload).toString('utf8') !== payload()) return;
          done();
          resolve();
        };
        const cancel = clock.after(
          echoMs,
          () => {
            done();
            reject(
              new Fault('uplink.refused', `the broker did not return the message published on ${topic}`),
            );
          },
          'uplink: verification',
        );
        expected.add(hear);
      }),
    heard(message) {
      for (const hear of expected) hear(message);
    },
  };
}

/** Sends a message and waits until it is acknowledged and has come back. */
export async function sendProved(
  link: Link,
  verification: PublishVerification,
  message: Outgoing,
): Promise<void> {
  const { topic, payload, retain, qos } = message;
  const refusal = await link.subscribe([topic]);
  if (refusal !== undefined)
    throw new Fault('uplink.refused', `the broker refuses the subscription to ${topic}`);
  const back = verification.expect(topic, () => payload);
  try {
    await Promise.all([back, link.publish(topic, payload, { retain, qos })]);
  } finally {
    // If the connection is lost meanwhile, nobody awaits the verification any more.
    back.catch(() => {});
  }
  await link.unsubscribe(topic);
}
