import { expect, it } from 'vitest';
import type { RefusalCode } from '../../firmware-host/queue/refusals.ts';
import { visitorReasons } from '../../firmware-host/queue/visitor-refusals.ts';
import { vocabulary } from '../../firmware-host/voice/vocabulary.ts';
import { SpokenHall, siteOf } from './spoken-hall.ts';
import { spokenSite } from './spoken-site.ts';

const machines = `  mesin: { kind: keypad, zone: utara, keys: { a: 2 }, does: { a: ticket paspor } }
  mesin-2: { kind: keypad, zone: selatan, keys: { a: 3 }, does: { a: ticket paspor } }
  mesin-3: { kind: keypad, keys: { a: 4 }, does: { a: ticket paspor } }
`;
const hallWith = (voice = 'refused: true') => new SpokenHall(spokenSite(voice, machines));

const said = (hall: SpokenHall, id = 'kiri') =>
  (hall.speakers.get(id)?.said ?? []).map(({ clips }) => clips.filter((clip) => clip !== 'chime').join(' '));

async function end(hall: SpokenHall): Promise<void> {
  await hall.settle();
  for (const speaker of hall.speakers.values()) speaker.end();
  await hall.settle();
}

const codes: readonly (readonly [RefusalCode, string])[] = [
  ['service-closed', 'id/refused-closed'],
  ['past-cutoff', 'id/refused-closed'],
  ['quota-used-up', 'id/refused-full'],
  ['printer-not-ready', 'id/refused-printer'],
  ['journal-failed', 'id/refused-staff'],
];

it.each(codes)('a refusal for %s is said in the zone of its ticket machine alone', async (code, clip) => {
  const hall = hallWith();
  hall.announcements.refused('mesin', code);
  await end(hall);
  expect([said(hall), said(hall, 'kanan'), said(hall, 'bawah')]).toEqual([[clip], [clip], []]);
});

it('is not said where the site does not want it, where nobody hears it, and by a machine that is not there', async () => {
  const quiet = hallWith('closed: true');
  quiet.announcements.refused('mesin', 'service-closed');
  const hall = hallWith();
  hall.announcements.refused('mesin-3', 'service-closed');
  hall.announcements.refused('tidak-ada', 'service-closed');
  await end(quiet);
  await end(hall);
  for (const id of ['kiri', 'bawah']) expect([...said(quiet, id), ...said(hall, id)]).toEqual([]);
  expect([...quiet.events, ...hall.events]).toEqual([]);
});

it('a key pressed forty times is answered once in twenty seconds, and another reason is still said', async () => {
  const hall = hallWith();
  for (let press = 0; press < 40; press++) {
    hall.announcements.refused('mesin', 'quota-used-up');
    hall.pass(450);
    await end(hall);
  }
  expect(said(hall)).toEqual(['id/refused-full']);
  hall.announcements.refused('mesin', 'service-closed');
  await end(hall);
  hall.announcements.refused('mesin-2', 'quota-used-up');
  await end(hall);
  expect(said(hall)).toEqual(['id/refused-full', 'id/refused-closed']);
  expect(said(hall, 'bawah')).toEqual(['id/refused-full']);
  hall.pass(3_000);
  hall.announcements.refused('mesin', 'quota-used-up');
  await end(hall);
  expect(said(hall).at(-1)).toBe('id/refused-full');
  expect(said(hall)).toHaveLength(3);
});

it('calls are said before refusals that were there before them, and no call is cut off', async () => {
  const hall = hallWith();
  hall.command({ type: 'issue', service: 'paspor', class: 'regular', printer: null });
  hall.command({ type: 'issue', service: 'paspor', class: 'regular', printer: null });
  hall.command({ type: 'next', counter: 'loket-1' });
  hall.announcements.refused('mesin', 'quota-used-up');
  hall.announcements.refused('mesin', 'printer-not-ready');
  hall.command({ type: 'next', counter: 'loket-2' });
  for (let turn = 0; turn < 4; turn++) await end(hall);
  const firsts = said(hall).map((clips) => clips.split(' ')[0]);
  expect(firsts).toEqual(['id/queue-number', 'id/queue-number', 'id/refused-full', 'id/refused-printer']);
  expect(hall.speakers.get('kiri')?.interrupted).toBe(0);
});

it('is not said any more when the visitor has gone, after thirty seconds, nor after a restart', async () => {
  const hall = hallWith();
  hall.command({ type: 'issue', service: 'paspor', class: 'regular', printer: null });
  hall.command({ type: 'next', counter: 'loket-1' });
  hall.announcements.refused('mesin', 'quota-used-up');
  hall.pass(30_000);
  await end(hall);
  await end(hall);
  expect(said(hall)).toHaveLength(1);
  expect(hall.events).toContainEqual(
    expect.objectContaining({
      type: 'announcement.dropped',
      kind: 'refused',
      refusal: 'full',
      reason: 'late',
    }),
  );
  hall.command({ type: 'recall', counter: 'loket-1' });
  hall.announcements.refused('mesin', 'service-closed');
  hall.restart();
  await end(hall);
  expect(said(hall).some((clips) => clips.includes('refused'))).toBe(false);
});

it('the words of all reasons are among the clips to be built, where refusals are said', () => {
  const words = (voice: string) =>
    vocabulary(siteOf(spokenSite(voice, machines)))
      .filter(({ clip }) => clip.includes('/refused-'))
      .map(({ clip, text }) => [clip, text !== undefined && text.length > 10]);
  expect(words('refused: true, languages: [id, en]')).toEqual(
    ['id', 'en'].flatMap((language) =>
      visitorReasons.map((reason) => [`${language}/refused-${reason}`, true]),
    ),
  );
  expect(words('closed: true')).toEqual([]);
});
