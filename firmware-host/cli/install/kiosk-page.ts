import type { Language, Site } from '../../../config/site.ts';
import { kioskPage, kioskPlace, kioskShows } from './kiosk-files.ts';

const words: Readonly<
  Record<
    Language,
    {
      readonly badPage: (written: string) => string;
      readonly unserved: Readonly<Record<ReturnType<typeof kioskShows>, string>>;
      readonly noCounter: (id: string, ids: readonly string[]) => string;
    }
  >
> = {
  id: {
    badPage: (written) =>
      `'${written}' bukan halaman layar mesin ini: /board, misalnya /board?zone=utara, /tickets, atau /rating/loket-1`,
    unserved: {
      board: 'tidak ada papan untuk ditampilkan: tulis board: { port: 8080 } di berkas situs',
      tickets:
        'mesin tiket tidak terbuka di mesin ini: tulis web: { pages: [tickets] } di berkas situs, tanpa host atau dengan host 0.0.0.0, dan tanpa mqtt.tls',
      rating:
        'papan penilaian tidak terbuka di mesin ini: tulis web: { pages: [rating] } di berkas situs, tanpa host atau dengan host 0.0.0.0, dan tanpa mqtt.tls',
    },
    noCounter: (id, ids) =>
      `tidak ada loket '${id}' di berkas situs, dan papan penilaian di layar milik satu loket: tulis /rating/ dengan salah satu dari ${ids.join(', ')}`,
  },
  en: {
    badPage: (written) =>
      `'${written}' is no page for the screen of this machine: /board, such as /board?zone=utara, /tickets, or /rating/loket-1`,
    unserved: {
      board: 'there is no board to show: write board: { port: 8080 } in the site file',
      tickets:
        'the ticket machine is not open on this machine: write web: { pages: [tickets] } in the site file, without host or with host 0.0.0.0, and without mqtt.tls',
      rating:
        'the rating pad is not open on this machine: write web: { pages: [rating] } in the site file, without host or with host 0.0.0.0, and without mqtt.tls',
    },
    noCounter: (id, ids) =>
      `the site file has no counter '${id}', and a rating pad on a screen is that of one: write /rating/ with one of ${ids.join(', ')}`,
  },
};

/**
 * The page that the screen of this machine is to show: the one asked for, else the one of before. Throws an Error that
 * says why it cannot be shown.
 */
export function kioskOf(
  asked: string | boolean | undefined,
  before: string | undefined,
  site: Site,
  speak: Language,
): string | undefined {
  const say = words[speak];
  const page = asked === undefined ? before : asked === true ? '/board' : asked || undefined;
  if (page === undefined) return undefined;
  if (!kioskPage.test(page)) throw new Error(say.badPage(page));
  const shown = kioskShows(page);
  if (kioskPlace(site, page) === undefined) throw new Error(say.unserved[shown]);
  const counter = shown === 'rating' ? page.slice('/rating/'.length) : undefined;
  if (counter !== undefined && !site.counters.has(counter))
    throw new Error(say.noCounter(counter, [...site.counters.keys()]));
  return page;
}
