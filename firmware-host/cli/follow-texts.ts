import type { Language } from '../../config/site.ts';

interface FollowTexts {
  readonly missing: (site: string, from: number, to: number) => string;
  readonly lost: (site: string, from: number, to: number) => string;
  readonly again: (site: string, from: number, to: number) => string;
  readonly twice: (site: string, one: string, other: string) => string;
  readonly noMarkers: (topic: string) => string;
}

/** What `loket follow` says of gaps and sites. */
export const followTexts: Readonly<Record<Language, FollowTexts>> = {
  id: {
    missing: (site, from, to) => `${site}: ${from} sampai ${to} belum ada dan diminta`,
    lost: (site, from, to) => `${site}: ${from} sampai ${to} tidak dapat diperoleh lagi`,
    again: (site, from, to) =>
      `${site}: melanjutkan dari salinan jurnal yang lebih lama; ${from} sampai ${to} dipakai lagi untuk kejadian lain`,
    twice: (site, one, other) =>
      `${site}: dua pengendali dengan id ini: boot ${one} dan ${other}; kiriman ${other} tidak dipakai`,
    noMarkers: (topic) =>
      `broker tidak mengembalikan apa pun dari ${topic}: izinkan, kalau tidak kejadian diminta terlambat dan dua kali`,
  },
  en: {
    missing: (site, from, to) => `${site}: ${from} to ${to} are missing and are asked for`,
    lost: (site, from, to) => `${site}: ${from} to ${to} are not to be had any more`,
    again: (site, from, to) =>
      `${site}: goes on from an older copy of its journal; ${from} to ${to} are given again, to other events`,
    twice: (site, one, other) =>
      `${site}: two controllers with this id: boots ${one} and ${other}; what ${other} sends is left out`,
    noMarkers: (topic) =>
      `the broker brings nothing back from ${topic}: allow it, or events are asked for late and twice`,
  },
};
