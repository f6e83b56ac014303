import * as z from 'zod';
import { layoutNames } from './key-layouts.ts';
import { webPages } from './site-shown.ts';
import { boardColours, boardLanguages, boardText } from './values/board.ts';
import { date, holidaysMax } from './values/date.ts';
import { duration, wholeMinutes } from './values/duration.ts';
import { hours } from './values/hours.ts';
import { id } from './values/id.ts';
import {
  address,
  brokerUrl,
  discoveryPrefix,
  hostName,
  port,
  thingTopic,
  updatesFrom,
  userName,
} from './values/network.ts';
import { place } from './values/place.ts';
import { asks, padScores, ratingSettings } from './values/rating-settings.ts';
import { path, secret } from './values/secret.ts';
import { spoken } from './values/spoken.ts';
import { text, title, titleMostCharacters } from './values/text.ts';
import { serviceTicketText, ticketSettings } from './values/ticket-settings.ts';
import { zone } from './values/zone.ts';
import { voice } from './voice-schema.ts';

// A site file is read once: functions that are compiled for its schemas cost more than they save.
z.config({ jitless: true });

const TICKETS_MAX = 9_999;
const USERS_MAX = 50;
const USER_TOPICS_MAX = 20;
const HOSTS_MAX = 20;
const WEB_PORT = 8_080;
const EVENTS_PER_SECOND_MAX = 10_000;
const COUNTER_NUMBER_MAX = 999;
const KEEP_MOST_DAYS = 3_650;
const KEEP_MOST_MB = 16_384;

const count = z.int().min(1).max(TICKETS_MAX);

/** References are checked against the rest of the file later, so any text is accepted here. */
const reference = text;

const mqtt = z.strictObject({
  broker: z.enum(['embedded', 'external']).default('embedded'),
  host: address.optional(),
  port: port.optional(),
  users: z
    .array(
      z.strictObject({
        name: userName,
        role: z.enum(['view', 'operate', 'maintain', 'device']),
        password: secret,
        topics: z.array(thingTopic).min(1).max(USER_TOPICS_MAX).optional(),
      }),
    )
    .max(USERS_MAX)
    .optional(),
  websocket: z.strictObject({ port }).optional(),
  tls: z.strictObject({ cert: secret, key: secret }).optional(),
  url: brokerUrl.optional(),
  login: z.strictObject({ name: userName, password: secret }).optional(),
  ca: secret.optional(),
  home_assistant: z.union([z.boolean(), z.strictObject({ prefix: discoveryPrefix })]).optional(),
});

/** The parts of the file that are a single group of settings. */
export const general = {
  site: z.strictObject({
    id,
    title,
    zone,
    language: z.enum(['id', 'en']).default('id'),
    region: id.optional(),
    at: place.optional(),
  }),
  clock: z.strictObject({ patience: wholeMinutes.prefault('10m') }).prefault({}),
  days: z
    .strictObject({
      close: z.enum(['void', 'carry']).default('void'),
      holidays: z.array(date).max(holidaysMax).default([]),
    })
    .prefault({}),
  hours: hours.optional(),
  ticket: ticketSettings.prefault({}),
  journal: z
    .strictObject({
      keep_days: z.int().min(1).max(KEEP_MOST_DAYS).default(30),
      keep_mb: z.int().min(8).max(KEEP_MOST_MB).default(256),
    })
    .prefault({}),
  mqtt: mqtt.prefault({}),
  recall: z
    .strictObject({ most: z.int().min(0).max(100).default(3), every: duration.prefault('5s') })
    .prefault({}),
  bookings: z
    .strictObject({
      file: path,
      key: secret,
      early: wholeMinutes.prefault('30m'),
      late: wholeMinutes.prefault('60m'),
    })
    .optional(),
  board: z
    .strictObject({
      port: port.optional(),
      host: address.default('127.0.0.1'),
      hosts: z.array(hostName).max(HOSTS_MAX).default([]),
      logo: path.optional(),
      colours: boardColours.optional(),
      text: boardText.optional(),
      languages: boardLanguages.optional(),
    })
    .optional(),
  web: z
    .strictObject({
      host: address.default('127.0.0.1'),
      port: port.default(WEB_PORT),
      hosts: z.array(hostName).max(HOSTS_MAX).default([]),
      pages: z.array(z.enum(webPages)).min(1),
    })
    .optional(),
  uplink: z
    .strictObject({
      url: brokerUrl,
      username: text.min(1).max(titleMostCharacters).optional(),
      password: secret.optional(),
      ca: secret.optional(),
      cert: secret.optional(),
      key: secret.optional(),
      rate: z.int().min(1).max(EVENTS_PER_SECOND_MAX).default(100),
    })
    .optional(),
  updates: z.strictObject({ from: updatesFrom, key: path }).optional(),
  voice: voice.optional(),
  rating: ratingSettings.prefault({}),
};

const quotaByClass = z.strictObject({
  total: count.optional(),
  regular: z.int().min(0).max(TICKETS_MAX).optional(),
  priority: z.int().min(0).max(TICKETS_MAX).optional(),
});

type Quota = z.output<typeof quotaByClass>;

export const service = z.strictObject({
  title,
  prefix: z.string({ error: 'bad-prefix' }).regex(/^[A-Z0-9]{1,3}$/, { error: 'bad-prefix' }),
  digits: z.int().min(2).max(4).default(3),
  first: z.int().min(1).max(TICKETS_MAX).default(1),
  hours: hours.optional(),
  cutoff: wholeMinutes.prefault('30m'),
  quota: z.union([count.transform((total): Quota => ({ total })), quotaByClass]).prefault({}),
  priority: z
    .strictObject({ every: z.int().min(1).max(100).default(2), wait: duration.prefault('15m') })
    .prefault({}),
  surge: z
    .strictObject({ waiting: z.int().min(1).max(TICKETS_MAX).optional(), wait: duration.optional() })
    .prefault({}),
  printer: reference.optional(),
  ticket: serviceTicketText.optional(),
});

const durationOrOff = z.union([duration, z.literal('off').transform(() => 0)]);

/** A part of the building with announcements of its own. */
export const zoneEntry = z.strictObject({ title });

export const counter = z.strictObject({
  title: title.optional(),
  says: spoken.optional(),
  zone: reference.optional(),
  number: z.int().min(1).max(COUNTER_NUMBER_MAX),
  serves: z.union([z.array(reference).min(1), reference.transform((only): string[] => [only])]),
  strategy: z.enum(['in-order', 'longest-wait', 'longest-queue']).default('in-order'),
  next: z.enum(['end', 'refuse']).default('end'),
  one_button_no_show: durationOrOff.prefault('off'),
  ignore_repeat: durationOrOff.prefault('400ms'),
  store_next: z.boolean().default(false),
  put_back: z
    .union([z.int().min(0).max(TICKETS_MAX), z.literal('end', { error: 'bad-put-back' })])
    .default('end'),
});

const presses = z.strictObject({ short: text.optional(), long: text.optional(), double: text.optional() });

/** Settings of devices besides those of their kind. The role decides which a device may have (see role-settings.ts). */
export const common = z.strictObject({
  enabled: z.boolean().default(true),
  counter: reference.optional(),
  ticket_machine: reference.optional(),
  zone: reference.optional(),
  printer: reference.optional(),
  instead: reference.optional(),
  accept_unconfirmed: z.boolean().default(false),
  flash_for: duration.prefault('10s'),
  thanks_for: reference.optional(),
  asks: asks.optional(),
  scores: padScores.default({}),
  layout: z.enum(layoutNames).optional(),
  does: z.record(z.string(), z.union([text.transform((short) => ({ short })), presses])).default({}),
});

export type MqttSettings = z.output<typeof mqtt>;
export type ServiceSettings = z.output<typeof service>;
export type CounterSettings = z.output<typeof counter>;
export type ZoneSettings = z.output<typeof zoneEntry>;
export type CommonSettings = z.output<typeof common>;
/** The functions of one key, not parsed yet. */
export type Presses = z.output<typeof presses>;
