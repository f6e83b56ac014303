import type { WholeDraft } from './draft.ts';
import type { DraftDevice } from './draft-devices.ts';
import { counterRules, hallOf, mapped, serviceRules } from './hall-rules.ts';
import { mqttBroker } from './mqtt.ts';
import { answersOf } from './pad-scores.ts';
import type { Device, KeyActions, Language, Site } from './site.ts';
import type { BoardListener } from './site-shown.ts';
import { voiceOf, wordsOf } from './voice-of.ts';

const MINUTE_MS = 60_000;
const MEGABYTE = 1_048_576;
const counterTitle: Readonly<Record<Language, string>> = { id: 'Loket', en: 'Counter' };

/** The site that a file without mistakes describes. `keys` holds the key functions of each device. */
export function siteOf(
  draft: WholeDraft,
  keys: ReadonlyMap<string, ReadonlyMap<string, KeyActions>>,
  hash: string,
): Site {
  const { site, clock, hours, ticket, mqtt, journal, bookings, board, web, uplink, updates, voice } = draft;
  const { services, counters, zones, boards, devices, rating } = draft;
  return {
    ...site,
    clockPatienceMs: clock.patience * MINUTE_MS,
    hall: hallOf(draft),
    services: mapped(services.read, (id, service) => ({
      id,
      title: service.title,
      printer: service.printer,
      ticketText: service.ticket,
      rules: serviceRules(id, service, hours),
    })),
    counters: mapped(counters.read, (id, counter) => ({
      id,
      title: counter.title ?? `${counterTitle[site.language]} ${counter.number}`,
      says: wordsOf(counter.says ?? {}, voice?.languages ?? [site.language]),
      zone: counter.zone,
      rules: counterRules(id, counter),
    })),
    zones: mapped(zones.read, (id, { title }) => ({ id, title })),
    voice: voice && voiceOf(voice, site.language),
    devices: [...boards.read.values(), ...devices.read.values()].map((device) =>
      deviceOf(device, keys.get(device.id) ?? new Map()),
    ),
    ticketDesign: {
      logo: ticket.logo,
      agency: ticket.agency,
      place: ticket.place,
      estimate: ticket.estimate,
      code: ticket.code,
      link: ticket.link,
      footer: ticket.footer,
    },
    mqtt: mqttBroker(mqtt),
    keep: { days: journal.keep_days, bytes: journal.keep_mb * MEGABYTE },
    checkIn: bookings && {
      file: bookings.file,
      keyFile: bookings.key.file,
      earlyMinutes: bookings.early,
      lateMinutes: bookings.late,
    },
    board: boardListener(board),
    web,
    boardDesign: {
      logo: board?.logo,
      colours: board?.colours,
      text: board?.text,
      languages: board?.languages ?? [site.language],
    },
    uplink: uplink && {
      url: uplink.url,
      username: uplink.username,
      passwordFile: uplink.password?.file,
      caFile: uplink.ca?.file,
      certFile: uplink.cert?.file,
      keyFile: uplink.key?.file,
      rate: uplink.rate,
    },
    updates: updates && { from: updates.from, keyFile: updates.key },
    rating: { asks: rating.asks, complaintLink: rating.complaints?.link },
    hash,
  };
}

/** A `board` without a port is only shown by `web`. */
function boardListener(board: WholeDraft['board']): BoardListener | undefined {
  if (board?.port === undefined) return undefined;
  const { host, port, hosts } = board;
  return { host, port, hosts };
}

function deviceOf(device: DraftDevice, keys: ReadonlyMap<string, KeyActions>): Device {
  const { id, kind, options, enabled, counter, zone, printer, instead } = device;
  const { role } = kind;
  const described = { id, kind, options, enabled };
  switch (role) {
    case 'board':
      return { ...described, role };
    case 'keys':
      return { ...described, role, counter, zone, printer, keys };
    case 'rating':
      return { ...described, role, counter, asks: device.asks, scores: answersOf(device) };
    case 'display':
      return { ...described, role, counter, ticketMachine: device.ticket_machine };
    case 'printer':
      return { ...described, role, instead, acceptUnconfirmed: device.accept_unconfirmed };
    case 'scanner':
      return { ...described, role, counter, zone, printer };
    case 'speaker':
      return { ...described, role, zone };
    case 'signal':
      return { ...described, role, counter, flashForMs: device.flash_for, thanksFor: device.thanks_for };
  }
}
