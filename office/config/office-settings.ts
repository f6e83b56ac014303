import * as z from 'zod';
import { date, holidaysMax } from '../../config/values/date.ts';
import { hours } from '../../config/values/hours.ts';
import { id } from '../../config/values/id.ts';
import { address, brokerUrl, hostName, port, userName } from '../../config/values/network.ts';
import { secret } from '../../config/values/secret.ts';
import { text, title } from '../../config/values/text.ts';
import { zone } from '../../config/values/zone.ts';

const usersMax = 500;
const regionsMax = 100;
const hostsMax = 20;
const keepDaysMax = 3_650;

const login = z.strictObject({ name: userName, password: secret });
/** No password stands in the address: it has a file of its own. */
const databaseUrl = text.regex(
  /^postgres(?:ql)?:\/\/[\w.-]+@(?:[^\s/@:?]+(?::\d{1,5})?)?\/[\w-]+(?:\?host=\/[^\s&]+(?:&port=\d{1,5})?)?$/,
  { error: 'bad-database' },
);

/** The parts of an office file. Each is a single group of settings. */
export const officeParts = {
  office: z.strictObject({
    id,
    title,
    language: z.enum(['id', 'en']).default('id'),
  }),
  broker: z.strictObject({
    url: brokerUrl,
    login: login.optional(),
    ca: secret.optional(),
  }),
  store: z
    .strictObject({
      kind: z.enum(['sqlite', 'postgresql']).default('sqlite'),
      url: databaseUrl.optional(),
      password: secret.optional(),
      ca: secret.optional(),
      keep_days: z.int().min(1).max(keepDaysMax).default(30),
    })
    .prefault({}),
  web: z
    .strictObject({
      port: port.default(8490),
      host: address.default('127.0.0.1'),
      hosts: z.array(hostName).max(hostsMax).default([]),
      tls: z.strictObject({ cert: secret, key: secret }).optional(),
      metrics_token: secret.optional(),
    })
    .prefault({}),
  /** Of sites that do not say it themselves. Without it, reports say that it is not known. */
  reports: z
    .strictObject({
      zone: zone.optional(),
      hours: hours.optional(),
      holidays: z.array(date).max(holidaysMax).default([]),
    })
    .prefault({}),
  users: z
    .array(
      z.strictObject({
        name: userName,
        role: z.enum(['look', 'acknowledge', 'administer']),
        regions: z.array(id).min(1).max(regionsMax).optional(),
        password: secret,
      }),
    )
    .max(usersMax)
    .default([]),
};

/** The settings of an office, as they are written, with the usual values filled in. */
export type OfficeSettings = {
  readonly [Part in keyof typeof officeParts]: z.output<(typeof officeParts)[Part]>;
};
/** A part with a mistake is missing. */
export type DraftOffice = { readonly [Part in keyof OfficeSettings]: OfficeSettings[Part] | undefined };
