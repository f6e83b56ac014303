import { afterEach, beforeEach, expect, it } from 'vitest';
import { exampleText, PlayedHall } from './played-hall.ts';

let hall: PlayedHall;
beforeEach(async () => {
  hall = await PlayedHall.open(undefined, { at: '2026-11-24T09:00+07:00' });
});
afterEach(() => hall.stop());

let number = 0;
async function setNotice(fields: object) {
  const id = `notice-${++number}`;
  hall.command('set-notice', { id, ...fields });
  await hall.pass(500);
  return hall.replies('set-notice').find((reply) => reply.id === id);
}
const notices = () => hall.state('board/state').notices.map(({ text }: { text: { id: string } }) => text.id);
const lift = { id: 'Lift rusak.', en: 'The lift is out of order.' };

it('a notice is on the boards at once, stays over a power cut, and is cleared by an empty one', async () => {
  expect(notices()).toEqual([]);
  expect(await setNotice({ text: lift })).toMatchObject({ ok: true, result: { text: lift } });
  expect(hall.state('board/state').notices).toEqual([{ kind: 'message', text: lift, services: [] }]);
  expect(hall.events('host.notice').at(-1)?.payload.data).toEqual({ text: lift });

  hall = await hall.powerCut();
  expect(notices()).toEqual(['Lift rusak.']);
  expect(await setNotice({})).toMatchObject({ ok: true });
  expect(notices()).toEqual([]);
  hall = await hall.powerCut();
  expect(notices()).toEqual([]);
});

it('a notice for displays too leaves the number that was called, and dashes elsewhere, also after a stop', async () => {
  const a = await hall.ticket('paspor');
  for (const counter of ['loket-1', 'loket-2'])
    hall.command('open-counter', { id: `open-${counter}`, counter });
  await hall.pass(500);
  await hall.press('loket-1-keypad', 'next');
  const shown = () =>
    ['loket-1-display', 'loket-2-display', 'loket-3-display'].map((one) => (hall.reads(one) ?? '').trim());
  expect(shown()).toEqual([a, '-', '']);
  expect(await setNotice({ text: lift, displays: true })).toMatchObject({
    ok: true,
    result: { displays: true },
  });
  await hall.pass(2_000);
  expect(shown()).toEqual([a, '----', '----']);
  expect(await setNotice({})).toMatchObject({ ok: true });
  await hall.pass(2_000);
  expect(shown()).toEqual([a, '-', '']);
  await setNotice({ text: lift, displays: true });
  await hall.pass(2_000);
  await hall.stop();
  expect(shown()).toEqual(['----', '----', '----']);
});

it('a notice ends at its time, by the clock of the site', async () => {
  expect(await setNotice({ text: { id: 'Rapat' }, until: '09:10' })).toMatchObject({
    result: { text: { id: 'Rapat', en: 'Rapat' }, until: '09:10' },
  });
  await hall.pass(9 * 60_000);
  expect(notices()).toEqual(['Rapat']);
  await hall.pass(62_000);
  expect(notices()).toEqual([]);
  // One whose end is past would never be seen: it is refused, and takes nothing away.
  await setNotice({ text: lift });
  expect(await setNotice({ text: { id: 'x' }, until: '09:00' })).toMatchObject({
    ok: false,
    error: { code: 'bad-field' },
  });
  expect(notices()).toEqual(['Lift rusak.']);
});

it('a notice ends with the business day, also for a process that was restarted after it', async () => {
  await setNotice({ text: lift });
  hall.clockSays('2026-11-25T09:00+07:00');
  await hall.pass(15 * 60_000);
  expect(hall.events('day.opened').at(-1)?.payload.data.date).toBe('2026-11-25');
  expect(notices()).toEqual([]);
  hall = await hall.powerCut();
  expect(notices()).toEqual([]);
});

it('a hall says by itself that its tickets end soon and that it is closed, within a second', async () => {
  const hours = exampleText('simulated-hall').replace(
    '\nservices:',
    '\nhours: { mon-sun: 08.00-15.00 }\nservices:',
  );
  await hall.stop();
  hall = await PlayedHall.open(hours, { at: '2026-11-24T14:14:50+07:00' });
  expect(notices()).toEqual([]);
  await hall.pass(11_000);
  expect(notices()).toEqual(['Pengambilan nomor ditutup pukul 14.30.']);
  hall.clockSays('2026-11-24T15:00:00+07:00');
  await hall.pass(1_000);
  expect(notices()).toEqual(['Tutup. Buka besok pukul 08.00.']);
});
