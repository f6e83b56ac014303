import { expect, it } from 'vitest';
import type { BoardLook } from '../../firmware-host/web/feed-messages.ts';
import { createBoardModel } from '../../pages/board/board-model.ts';
import { type ViewOptions, viewOf } from '../../pages/board/board-view.ts';
import { waitWords } from '../../pages/board/board-words.ts';
import { calendarTime } from '../../pages/board/hall-calendar.ts';
import { clipsFor, createAnnouncements } from '../../pages/board/heard-calls.ts';
import { contrast, paletteOf, rgb } from '../../pages/board/palette.ts';
import { beat, hallAt, hallMessages, mqttMessage } from './board-hall.ts';

/** A board that has been greeted at 1 s, and what it shows at a time. */
function greeted(of: Parameters<typeof hallMessages>[0]) {
  const model = createBoardModel(0);
  model.opened(1_000);
  for (const message of [...hallMessages(of), beat()]) model.hear(message, 1_000);
  const view = (now: number, options: Partial<ViewOptions> = {}) =>
    viewOf(model, {
      address: { zone: undefined, counters: undefined },
      now,
      turns: 0,
      muted: false,
      ...options,
    });
  return { model, view };
}

const called = (counter: number, ticket: string) =>
  mqttMessage(`counter/loket-${counter}/state`, { state: 'called', ticket, since: null });
const recalled = (counter: number) => ({
  ...mqttMessage('event/ticket/recalled', { historical: false, data: { counter: `loket-${counter}` } }),
});

const three = {
  counters: [{ ticket: 'A-001' }, { state: 'idle' }, { ticket: 'A-002' }, { state: 'closed' }],
  services: [{ title: 'Paspor', waiting: 2, estimate_s: 61 }],
};

it('shows the newest call large, and beside it who called last first', () => {
  const { model, view } = greeted(three);
  expect(view(1_000).newest).toMatchObject({ desk: '3', number: 'A-002' });
  expect(view(1_000).newest?.fresh).toBeUndefined();
  model.hear(called(2, 'A-003'), 2_000);
  expect(view(2_000).newest).toMatchObject({ desk: '2', number: 'A-003', fresh: expect.any(String) });
  expect(view(2_000).desks.map(({ desk, number }) => `${desk} ${number}`)).toEqual([
    '3 A-002',
    '1 A-001',
    '4 Tutup',
  ]);
  expect(view(9_000).newest?.fresh).toBeUndefined();
});

it('draws the eye to a recall anew, and once to a call of which state and event come', () => {
  const { model, view } = greeted(three);
  model.hear(called(1, 'A-004'), 2_000);
  const first = view(2_000).newest?.fresh;
  model.hear(recalled(1), 2_050);
  expect(view(2_100).newest?.fresh).toBe(first);
  model.hear(recalled(1), 5_000);
  expect(view(5_000).newest?.fresh).not.toBe(first);
});

it('shows nobody who is not called any more', () => {
  const { model, view } = greeted({ ...three, counters: [{ ticket: 'A-001' }] });
  model.hear(mqttMessage('counter/loket-1/state', { state: 'idle', ticket: null }), 2_000);
  expect(view(2_000)).toMatchObject({ newest: undefined, desks: [{ desk: '1', number: '–' }] });
});

it('calls the numbers stale 3 s after the connection, the broker or the controller is away', () => {
  const { model, view } = greeted(three);
  expect(view(4_000).stale).toBeUndefined();
  model.closed(4_000);
  expect(view(6_900).stale).toBeUndefined();
  expect(view(7_000).stale?.map(({ now }) => now)).toContain('Nomor tidak diperbarui sejak 08.32');
  model.opened(8_000);
  for (const message of [...hallMessages(three), beat()]) model.hear(message, 8_000);
  expect(view(8_000).stale).toBeUndefined();
  model.hear({ type: 'beat', broker: false, at: hallAt }, 9_000);
  expect(view(12_000).stale).toBeDefined();
});

it('shows counters of one zone, or those that are named, and their titles only where they say more', () => {
  const { view } = greeted({
    counters: [{ zone: 'utara' }, { zone: 'selatan', title: 'Kasir' }],
    services: [],
    look: { zones: [{ id: 'utara', title: 'Lantai 1' }] },
  });
  const north = view(1_000, { address: { zone: 'utara', counters: undefined } });
  expect(north).toMatchObject({ zone: 'Lantai 1', desks: [{ desk: '1' }] });
  expect(north.desks[0]?.title).toBeUndefined();
  const named = view(1_000, { address: { zone: undefined, counters: ['loket-2'] } });
  expect(named.desks).toMatchObject([{ desk: '2', title: 'Kasir' }]);
});

it('speaks two languages in turn, each page in both', () => {
  const { view } = greeted({ ...three, look: { languages: ['id', 'en'] } });
  const turns = [0, 1, 2].map((at) => view(1_000, { turns: at }));
  expect(turns.map(({ language, turn }) => [language, turn])).toEqual([
    ['id', 0],
    ['en', 0],
    ['id', 1],
  ]);
  expect(turns[1]?.desks.at(-1)?.number).toBe('Closed');
});

it("tells date and time by the controller's clock, in the zone of the hall", () => {
  expect(calendarTime(hallAt, 'Asia/Jakarta', 'id')).toEqual({ time: '08.32', date: 'Min, 29 Nov 2026' });
  expect(calendarTime(hallAt, 'Asia/Jayapura', 'en')).toEqual({ time: '10:32', date: 'Sun, 29 Nov 2026' });
  expect(calendarTime(hallAt, 'Asia/Tokyo', 'id').time).toBe('10.32');
  expect(calendarTime(Date.UTC(2026, 0, 1, 15), 'Asia/Tokyo', 'id')).toEqual({
    time: '00.00',
    date: 'Jum, 2 Jan 2026',
  });
});

it('tells an estimate no better than it is', () => {
  expect([20, 61, 601, 1_500, 6_000].map((seconds) => waitWords(seconds, 'id'))).toEqual([
    ...['± 1 mnt', '± 2 mnt', '± 15 mnt', '± 25 mnt', '± 2 jam'],
  ]);
});

it('keeps texts readable in whatever colours a site names', () => {
  for (const background of ['#ffffff', '#000000', '#103050', '#f7e7b0', '#d01010'])
    for (const accent of ['#0b6b5d', '#ffcc00', '#e00000']) {
      const light = contrast(rgb(background), rgb('#ffffff')) < 4.5;
      const palette = paletteOf({ background, text: light ? '#000000' : '#ffffff', accent });
      const between = (one: string, other: string) =>
        contrast(rgb(palette[one] ?? ''), rgb(palette[other] ?? ''));
      for (const ground of ['--ground', '--card'])
        expect(between('--soft', ground)).toBeGreaterThanOrEqual(4.5);
      expect(between('--accent-ink', '--accent')).toBeGreaterThanOrEqual(4.5);
    }
});

it('plays one announcement after another, and none that is 30 s old', async () => {
  let now = 0;
  const said: string[] = [];
  const over: (() => void)[] = [];
  const announcements = createAnnouncements({
    now: () => now,
    play: (clips) => {
      said.push(...clips);
      return new Promise((resolve) => over.push(resolve));
    },
    failed: (thrown) => expect(thrown).toBeUndefined(),
  });
  const next = async () => {
    for (const end of over.splice(0)) end();
    await new Promise((resolve) => setImmediate(resolve));
  };
  for (const clip of ['one', 'two']) announcements.say([clip]);
  expect(said).toEqual(['one']);
  await next();
  expect(said).toEqual(['one', 'two']);
  announcements.say(['late']);
  now = 30_000;
  announcements.say(['three']);
  await next();
  expect(said).toEqual(['one', 'two', 'three']);
});

it('plays what its own speaker says in its own zone, and only where the site wants sound', () => {
  const look = { sound: true, speakers: ['tv'] } as unknown as BoardLook;
  const started = (data: object) => ({
    address: 'event/announcement/started',
    data: { clips: ['chime'], speakers: ['tv'], ...data },
  });
  const everywhere = { zone: undefined, counters: undefined };
  expect(clipsFor(started({}), look, everywhere)).toEqual(['chime']);
  expect(clipsFor(started({ speakers: ['amplifier'] }), look, everywhere)).toBeUndefined();
  expect(clipsFor(started({ zone: 'utara' }), look, { ...everywhere, zone: 'selatan' })).toBeUndefined();
  expect(clipsFor(started({ zone: 'utara' }), look, { ...everywhere, zone: 'utara' })).toEqual(['chime']);
  expect(
    clipsFor(started({ counter: 'loket-1' }), look, { ...everywhere, counters: ['loket-2'] }),
  ).toBeUndefined();
  expect(clipsFor(started({}), { ...look, sound: false }, everywhere)).toBeUndefined();
});
