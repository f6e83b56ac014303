import * as z from 'zod';

/** The id of a site, service, counter, board or device. It becomes part of MQTT topics and file names. */
export const id = z.string({ error: 'bad-id' }).regex(/^[a-z0-9-]{1,40}$/, { error: 'bad-id' });
