import * as z from 'zod';
import type { Span } from '../firmware-host/queue/hall.ts';
import { dailyTime } from './values/daily-time.ts';
import { wholeMinutes } from './values/duration.ts';
import { spans } from './values/hours.ts';
import { id } from './values/id.ts';
import { path } from './values/secret.ts';
import { parseSpan } from './values/span.ts';
import { languageCode, languagesMax, spoken } from './values/spoken.ts';

const VOLUME_DEFAULT = 80;
const SPANS_MAX = 8;
const TEXTS_MAX = 50;
const TIMES_MAX = 20;

/** Percent of the loudest. When nothing is to be heard, `quiet` says so. */
const volume = z.int().min(1).max(100);

const isSpan = (written: string): boolean => {
  const parsed = parseSpan(written);
  return parsed !== undefined && parsed.from < parsed.to;
};

/** A volume for a part of each day. */
interface TimedVolume extends Span {
  readonly volume: number;
}

const apart = (volumes: readonly TimedVolume[]): boolean =>
  volumes.every((one, at) => at === 0 || one.from >= (volumes[at - 1]?.to ?? 0));

/** `{ 17.00-19.00: 40 }`, sorted by time. */
const volumes = z
  .record(z.string().refine(isSpan, { error: 'bad-span' }), volume)
  .refine((lines) => Object.keys(lines).length <= SPANS_MAX, { error: 'too-many-spans' })
  .transform((lines): readonly TimedVolume[] =>
    Object.entries(lines)
      .map(([written, loud]) => ({ ...(parseSpan(written) ?? { from: 0, to: 0 }), volume: loud }))
      .sort((one, other) => one.from - other.from),
  )
  .refine(apart, { error: 'overlapping-spans' });

const announcedText = z.strictObject({
  says: spoken,
  at: z.array(dailyTime).max(TIMES_MAX).default([]),
});

/** What the speakers say, and when. */
export const voice = z.strictObject({
  languages: z.array(languageCode).min(1).max(languagesMax).optional(),
  numbers: z.enum(['digits', 'words']).default('digits'),
  clips: path.optional(),
  chime: z.boolean().default(true),
  volume: volume.default(VOLUME_DEFAULT),
  volumes: volumes.prefault({}),
  quiet: spans.optional(),
  closed: z.boolean().default(false),
  refused: z.boolean().default(false),
  closing: wholeMinutes.optional(),
  texts: z
    .record(id, announcedText)
    .refine((texts) => Object.keys(texts).length <= TEXTS_MAX, { error: 'too-many-texts' })
    .default({}),
});

export type VoiceSettings = z.output<typeof voice>;
