import type { Language } from '../../config/site.ts';
import type { DeviceStatus } from '../supervise/device-status.ts';
import type { CounterFigures } from './day-figures.ts';

interface HallViewTexts {
  readonly hint: string;
  readonly counters: Readonly<Record<CounterFigures['state'], string>>;
  readonly devices: Readonly<Record<DeviceStatus['state'], string>>;
  readonly counter: (id: string, state: string, ticket: string | undefined) => string;
  readonly service: (id: string, waiting: number, next: string | null | undefined) => string;
  readonly device: (id: string, state: string, reason: string | undefined) => string;
  readonly unconfirmed: (ticket: string) => string;
  readonly refused: (why: string) => string;
  readonly failed: (why: string) => string;
  readonly ticketFor: (ticket: string, service: string) => string;
  readonly nothingCame: string;
  readonly reprinted: (ticket: string) => string;
  readonly voided: (ticket: string) => string;
  readonly clockBelieved: string;
  readonly clockFollowed: string;
  readonly day: (date: string) => string;
  readonly dayBegins: (seed: number) => string;
  readonly closedForAMonth: string;
}

/** What the console of a simulated hall shows and answers of the hall itself. */
export const hallViewTexts: Readonly<Record<Language, HallViewTexts>> = {
  id: {
    hint: "(ketik 'help')",
    counters: {
      ...{ closed: 'tutup', idle: 'siap', armed: 'siaga', called: 'memanggil' },
      ...{ serving: 'melayani', break: 'istirahat' },
    },
    devices: {
      ...{ online: 'siap', degraded: 'terganggu', offline: 'terputus' },
      ...{ starting: 'memulai', disabled: 'dimatikan', unknown: 'belum diketahui' },
    },
    counter: (id, state, ticket) => `loket ${id}: ${state}${ticket === undefined ? '' : ` ${ticket}`}`,
    service: (id, waiting, next) => `layanan ${id}: ${waiting} menunggu, berikutnya ${next ?? 'tidak ada'}`,
    device: (id, state, reason) => `perangkat ${id}: ${state}${reason === undefined ? '' : `. ${reason}`}`,
    unconfirmed: (ticket) => `tiket ${ticket} belum pasti tercetak: reprint ${ticket}, atau void ${ticket}`,
    refused: (why) => `ditolak: ${why}`,
    failed: (why) => `gagal: ${why}`,
    ticketFor: (ticket, service) => `${ticket} untuk ${service}`,
    nothingCame: 'tidak ada nomor yang keluar',
    reprinted: (ticket) => `${ticket} dicetak lagi`,
    voided: (ticket) => `${ticket} dibatalkan`,
    clockBelieved: 'jamnya memang sudah dipercaya',
    clockFollowed: 'jamnya diikuti',
    day: (date) => `hari layanan: ${date}`,
    dayBegins: (seed) => `Satu hari dengan skenario ${seed} dimulai.`,
    closedForAMonth: 'Tempat ini tutup sebulan ke depan.',
  },
  en: {
    hint: "(type 'help')",
    counters: {
      ...{ closed: 'closed', idle: 'idle', armed: 'armed', called: 'called' },
      ...{ serving: 'serving', break: 'break' },
    },
    devices: {
      ...{ online: 'online', degraded: 'degraded', offline: 'offline' },
      ...{ starting: 'starting', disabled: 'disabled', unknown: 'unknown' },
    },
    counter: (id, state, ticket) => `counter ${id}: ${state}${ticket === undefined ? '' : ` ${ticket}`}`,
    service: (id, waiting, next) => `service ${id}: ${waiting} waiting, next ${next ?? 'none'}`,
    device: (id, state, reason) => `device ${id}: ${state}${reason === undefined ? '' : `. ${reason}`}`,
    unconfirmed: (ticket) =>
      `ticket ${ticket} may not have been printed: reprint ${ticket}, or void ${ticket}`,
    refused: (why) => `refused: ${why}`,
    failed: (why) => `failed: ${why}`,
    ticketFor: (ticket, service) => `${ticket} for ${service}`,
    nothingCame: 'nothing came of it',
    reprinted: (ticket) => `${ticket} is printed again`,
    voided: (ticket) => `${ticket} is void`,
    clockBelieved: 'the clock is believed already',
    clockFollowed: 'the clock is followed',
    day: (date) => `the day is ${date}`,
    dayBegins: (seed) => `A day with the seed ${seed} begins.`,
    closedForAMonth: 'This hall is closed for the next month.',
  },
};
