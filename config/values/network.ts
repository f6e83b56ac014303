import { isIP } from 'node:net';
import * as z from 'zod';
import { isThingTopic } from '../../devices/mqtt-thing/thing-topic.ts';
import { text } from './text.ts';

const sourceMostCharacters = 300;

export const brokerUrl = text.regex(/^mqtts?:\/\/(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?$/, {
  error: 'bad-broker',
});
/** Where apt finds a repository: an address, or a folder such as a mounted stick. No marks that apt itself reads. */
export const updatesFrom = text
  .max(sourceMostCharacters)
  .regex(
    /^(?:https?:\/\/(?:\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(?::\d{1,5})?(?:\/[A-Za-z0-9._~%/-]*)?|(?:\/[A-Za-z0-9._-]+)+\/?)$/,
    {
      error: 'bad-updates',
    },
  );
/** Where Home Assistant looks for devices: levels of a topic, and not the tree of the hall itself. */
export const discoveryPrefix = z
  .string({ error: 'bad-discovery-prefix' })
  .regex(/^(?!loket(?:\/|$))[A-Za-z0-9_-]{1,40}(?:\/[A-Za-z0-9_-]{1,40}){0,2}$/, {
    error: 'bad-discovery-prefix',
  });
/** A topic of devices that speak MQTT; all below it is meant too. */
export const thingTopic = z
  .string({ error: 'bad-thing-topic' })
  .refine(isThingTopic, { error: 'bad-thing-topic' });
export const port = z.int().min(1).max(65_535);
/** The address of a listener: one address of this machine, or all of them. */
export const address = z
  .string({ error: 'bad-host' })
  .refine((host) => host === 'localhost' || isIP(host) !== 0, { error: 'bad-host' });
/** A host name as a browser sends it (RFC 1123, section 2.1), without a port. */
export const hostName = z
  .string({ error: 'bad-host-name' })
  .regex(/^(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*$/, { error: 'bad-host-name' });
export const userName = z
  .string({ error: 'bad-user-name' })
  .regex(/^[\x21-\x7e]{1,64}$/, { error: 'bad-user-name' });
