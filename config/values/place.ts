import * as z from 'zod';

const latitude = z
  .number({ error: 'bad-latitude' })
  .min(-90, { error: 'bad-latitude' })
  .max(90, { error: 'bad-latitude' });
const longitude = z
  .number({ error: 'bad-longitude' })
  .min(-180, { error: 'bad-longitude' })
  .max(180, { error: 'bad-longitude' });

/** A place on the earth in decimal degrees (WGS 84): latitude, north is positive, then longitude, east is positive. */
export const place = z.tuple([latitude, longitude], { error: 'bad-place' });
