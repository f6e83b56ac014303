import { describe, expect, it } from 'vitest';
import { moveOn, silentZone, waitingMax } from '../../firmware-host/voice/announcer.ts';
import { SpokenHall, ten } from './spoken-hall.ts';
import { spokenSite } from './spoken-site.ts';

const counter = 'loket-1';
const minuteMs = 60_000;

/** A hall in which three visitors wait for `paspor` and three for `pajak`. */
function hallWith(voice?: string): SpokenHall {
  const hall = new SpokenHall(spokenSite(voice));
  for (const service of ['paspor', 'paspor', 'paspor', 'pajak', 'pajak', 'pajak'])
    hall.command({ type: 'issue', service, class: 'regular', printer: null });
  return hall;
}

const speaker = (hall: SpokenHall, id: string) => {
  const found = hall.speakers.get(id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
};

/** The numbers that a speaker has called, such as `A001`. */
const called = (hall: SpokenHall, id = 'kiri') =>
  speaker(hall, id).said.map(({ clips }) =>
    clips
      .slice(clips.indexOf('id/queue-number') + 1, clips.indexOf('silence'))
      .map((clip) => clip.replace(/^id\/(letter|digit)-/, '').toUpperCase())
      .join(''),
  );

async function end(hall: SpokenHall, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) speaker(hall, id).end();
  await hall.settle();
}

/** Every announcement that was dropped: what it was about, and why. */
const dropped = (hall: SpokenHall) =>
  hall.events.flatMap((event) =>
    event.type === 'announcement.dropped' ? [`${event.ticket ?? event.kind} ${event.reason}`] : [],
  );

describe('a call', () => {
  it('is with the speakers of its zone before the press has been dealt with, and with no others', () => {
    const hall = hallWith();
    hall.command({ type: 'next', counter });
    expect(called(hall, 'kiri')).toEqual(['A001']);
    expect(called(hall, 'kanan')).toEqual(['A001']);
    expect(called(hall, 'bawah')).toEqual([]);
  });

  it('is recorded when it begins and when it has ended', async () => {
    const hall = hallWith();
    hall.command({ type: 'next', counter });
    hall.pass(6_500);
    await end(hall, 'kiri', 'kanan');
    expect(hall.events).toMatchObject([
      {
        type: 'announcement.started',
        announcement: 'boot1-1',
        zone: 'utara',
        kind: 'call',
        ticket: 'A-001',
        counter,
        speakers: ['kiri', 'kanan'],
      },
      { type: 'announcement.finished', announcement: 'boot1-1', zone: 'utara', ms: 6_500 },
    ]);
  });

  it('is not recorded at a counter that no speaker is heard at', async () => {
    const hall = hallWith();
    hall.command({ type: 'next', counter: 'loket-4' });
    await hall.settle();
    expect(hall.events).toEqual([]);
  });

  it('waits until the one before has ended, while another zone speaks at once', async () => {
    const hall = hallWith();
    hall.command({ type: 'next', counter });
    hall.command({ type: 'next', counter: 'loket-2' });
    hall.command({ type: 'next', counter: 'loket-3' });
    expect(called(hall)).toEqual(['A001']);
    expect(called(hall, 'bawah')).toEqual(['A002']);
    await end(hall, 'kiri');
    expect(called(hall)).toEqual(['A001']);
    await end(hall, 'kanan');
    expect(called(hall)).toEqual(['A001', 'B001']);
  });

  it('that waits is replaced by its own recall, which keeps its place', async () => {
    const hall = hallWith();
    hall.command({ type: 'next', counter: 'loket-2' });
    hall.command({ type: 'next', counter });
    hall.command({ type: 'recall', counter });
    hall.command({ type: 'recall', counter });
    await end(hall, 'kiri', 'kanan');
    await end(hall, 'kiri', 'kanan');
    expect(called(hall)).toEqual(['B001', 'A001']);
    expect(dropped(hall)).toEqual(['A-001 replaced', 'A-001 replaced']);
  });

  it('is said again when it is recalled while it is being said', async () => {
    const hall = hallWith();
    hall.command({ type: 'next', counter });
    hall.command({ type: 'recall', counter });
    await end(hall, 'kiri', 'kanan');
    expect(called(hall)).toEqual(['A001', 'A001']);
  });

  it.each([
    ['the visitor has come', { type: 'arrive', counter }],
    ['the visit has ended', { type: 'end', counter }],
    [
      'the visitor was sent elsewhere',
      { type: 'transfer', counter, to: { service: 'pajak' }, place: 'last' },
    ],
    ['it was parked', { type: 'park', counter }],
  ] as const)('is not said when %s while it waited', async (_when, command) => {
    const hall = hallWith();
    hall.command({ type: 'next', counter: 'loket-2' });
    hall.command({ type: 'next', counter });
    hall.command(command);
    await end(hall, 'kiri', 'kanan');
    expect(called(hall)).toEqual(['B001']);
    expect(dropped(hall)).toEqual(['A-001 over']);
  });

  it('is said when it has waited for less than 30 seconds, and not after that', async () => {
    for (const [ms, then] of [
      [29_999, ['B001', 'A001']],
      [30_000, ['B001']],
    ] as const) {
      const hall = hallWith();
      hall.command({ type: 'next', counter: 'loket-2' });
      hall.command({ type: 'next', counter });
      hall.pass(ms);
      await end(hall, 'kiri', 'kanan');
      expect(called(hall)).toEqual(then);
    }
  });

  it('of a visitor without a number is not said: that visitor sits at the counter', async () => {
    const hall = hallWith();
    hall.command({ type: 'walk-in', counter });
    await hall.settle();
    expect(called(hall)).toEqual([]);
  });

  it('is not said again after a restart, though nobody heard it to its end', async () => {
    const hall = hallWith();
    hall.command({ type: 'next', counter });
    hall.command({ type: 'next', counter: 'loket-2' });
    hall.restart();
    await hall.wait(40);
    expect(called(hall)).toEqual(['A001']);
    hall.command({ type: 'recall', counter });
    expect(called(hall)).toEqual(['A001', 'A001']);
  });
});

describe('a dead card', () => {
  it('costs its own announcement, and the next call is said on the other speakers', async () => {
    const hall = hallWith();
    hall.command({ type: 'next', counter });
    hall.command({ type: 'next', counter: 'loket-2' });
    speaker(hall, 'kiri').usable = false;
    speaker(hall, 'kiri').fail('link.absent');
    await end(hall, 'kanan');
    expect(hall.events.map(({ type }) => type)).toEqual([
      'announcement.started',
      'announcement.finished',
      'announcement.started',
    ]);
    expect(called(hall)).toEqual(['A001']);
    expect(called(hall, 'kanan')).toEqual(['A001', 'B001']);
  });

  it('leaves a zone without a voice: its calls are dropped, and said again when the card is back', async () => {
    const hall = hallWith();
    hall.command({ type: 'next', counter: 'loket-3' });
    speaker(hall, 'bawah').usable = false;
    speaker(hall, 'bawah').fail('link.absent');
    await hall.settle();
    hall.command({ type: 'next', counter: 'loket-3' });
    await hall.settle();
    expect(dropped(hall)).toEqual(['A-001 failed', 'A-002 no-speaker']);
    speaker(hall, 'bawah').usable = true;
    hall.command({ type: 'recall', counter: 'loket-3' });
    expect(called(hall, 'bawah')).toEqual(['A001', 'A002']);
  });
});

describe('quiet hours', () => {
  const voice = 'quiet: 12.00-13.00, texts: { sholat: { says: Waktu salat, at: ["12.30", "11.50"] } }';

  it('silence calls and texts, and nothing is said of them afterwards', async () => {
    const hall = hallWith(voice);
    hall.wall = ten + 119 * minuteMs;
    hall.command({ type: 'next', counter });
    expect(called(hall)).toEqual(['A001']);
    hall.command({ type: 'next', counter: 'loket-2' });
    hall.pass(5_000);
    hall.wall = ten + 120 * minuteMs;
    await end(hall, 'kiri', 'kanan');
    expect(dropped(hall)).toEqual(['B-001 quiet']);
    expect(hall.announcements.announce('sholat', undefined)).toEqual({ error: 'quiet-hours' });
    hall.wall = ten + 180 * minuteMs;
    hall.command({ type: 'recall', counter });
    expect(called(hall)).toEqual(['A001', 'A001']);
  });

  it('do not silence a hall whose clock is not to be trusted', () => {
    const hall = hallWith(voice);
    hall.wall = ten + 150 * minuteMs;
    hall.trusted = false;
    hall.command({ type: 'next', counter });
    expect(called(hall)).toEqual(['A001']);
  });

  it('do not keep a technician from testing a speaker', () => {
    const hall = hallWith(voice);
    hall.wall = ten + 150 * minuteMs;
    void hall.announcements.say('kanan', 'test');
    expect(speaker(hall, 'kanan').said).toHaveLength(1);
    expect(speaker(hall, 'kiri').said).toEqual([]);
  });
});

it('the volume follows the time of day', async () => {
  const hall = hallWith('volume: 90, volumes: { 17.00-19.00: 40 }');
  hall.command({ type: 'next', counter });
  hall.wall = ten + 8 * 60 * minuteMs;
  await end(hall, 'kiri', 'kanan');
  hall.command({ type: 'recall', counter });
  expect(speaker(hall, 'kiri').said.map(({ volume }) => volume)).toEqual([90, 40]);
});

describe('a text of the site', () => {
  const voice = 'texts: { sholat: { says: Waktu salat, at: ["10.05", min 10.10] } }';
  const texts = (hall: SpokenHall, id = 'kiri') =>
    speaker(hall, id).said.filter(({ clips }) => clips.includes('id/text-sholat')).length;

  it('is announced in every zone at its time, on its days', async () => {
    const hall = hallWith(voice);
    await hall.wait(15 * 60);
    expect(texts(hall)).toBe(1);
    expect(texts(hall, 'bawah')).toBe(1);
  });

  it('is announced once though the clock is set back over its time', async () => {
    const hall = hallWith(voice);
    await hall.wait(5 * 60 + 10);
    await end(hall, 'kiri', 'kanan');
    hall.wall = ten + 4 * minuteMs;
    await hall.wait(3 * 60);
    expect(texts(hall)).toBe(1);
  });

  it('is not announced again by a process that starts in its minute', async () => {
    const hall = hallWith(voice);
    await hall.wait(5 * 60 + 10);
    hall.restart();
    await hall.wait(2 * 60);
    expect(texts(hall)).toBe(1);
  });

  it('is announced by command in one zone or in all, and refused in words', async () => {
    const hall = hallWith(voice);
    const { announcements } = hall;
    expect(announcements.announce('sholat', 'selatan')).toEqual({
      result: { announcements: [{ announcement: 'boot1-1', zone: 'selatan' }] },
    });
    expect(texts(hall)).toBe(0);
    expect(announcements.announce('sholat', undefined)).toMatchObject({
      result: { announcements: [{ zone: 'utara' }, { zone: 'selatan' }] },
    });
    expect(texts(hall)).toBe(1);
    expect(announcements.announce('nothing', undefined)).toEqual({ error: 'unknown-text', about: 'nothing' });
    expect(announcements.announce('sholat', 'timur')).toEqual({ error: 'unknown-zone', about: 'timur' });
  });
});

describe('closing', () => {
  it('of a counter is said where the site wants it, unless it is open again by then', async () => {
    const hall = hallWith();
    hall.command({ type: 'open', counter });
    hall.command({ type: 'close', counter });
    hall.command({ type: 'open', counter: 'loket-2' });
    hall.command({ type: 'close', counter: 'loket-2' });
    hall.command({ type: 'open', counter: 'loket-2' });
    await end(hall, 'kiri', 'kanan');
    expect(speaker(hall, 'kiri').said.map(({ clips }) => clips.join(' '))).toEqual([
      'chime id/counter id/digit-1 id/closed',
    ]);
    expect(dropped(hall)).toEqual(['counter-closed over']);
  });

  it('of the hall is said before the last service closes, on days on which it opens', async () => {
    const hours = 'hours: { mon-fri: 08.00-10.20, tue: tutup }\n';
    const said = async (days: number) => {
      const hall = new SpokenHall(spokenSite('closing: 15m', hours));
      hall.wall = ten + days * 24 * 60 * minuteMs;
      hall.command({ type: 'tick' });
      await hall.wait(10 * 60);
      return speaker(hall, 'kiri').said.map(({ clips }) => clips.join(' '));
    };
    expect(await said(0)).toEqual(['chime id/closing-soon']);
    expect(await said(1)).toEqual([]);
  });
});

describe('words that are missing', () => {
  it('cost their language, and the others are said', async () => {
    const hall = hallWith('languages: [jv, id]');
    hall.missing = (clip) => clip === 'jv/letter-a';
    hall.command({ type: 'next', counter });
    expect(called(hall)).toEqual(['A001']);
    expect(speaker(hall, 'kiri').said[0]?.clips.some((clip) => clip.startsWith('jv/'))).toBe(false);
  });

  it('in every language are the reason why nothing is said', async () => {
    const hall = hallWith();
    hall.missing = (clip) => clip !== 'chime';
    hall.command({ type: 'next', counter });
    await hall.settle();
    expect(speaker(hall, 'kiri').said).toEqual([]);
    expect(dropped(hall)).toEqual(['A-001 no-clips']);
  });
});

it('a technician is told when the speaker has ended its test, or why it could not', async () => {
  const hall = hallWith();
  const done = hall.announcements.say('kiri', 'test');
  await end(hall, 'kiri');
  expect(await done).toBe('sent');
  const failing = hall.announcements.say('kiri', 'identify');
  speaker(hall, 'kiri').fail('sound.busy');
  await expect(failing).rejects.toMatchObject({ code: 'sound.busy' });
});

it('a hall that stops drops what it says and what waits, and says nothing more', async () => {
  const hall = hallWith();
  hall.command({ type: 'next', counter });
  hall.command({ type: 'next', counter: 'loket-2' });
  hall.announcements.stop();
  hall.command({ type: 'next', counter: 'loket-3' });
  await end(hall, 'kiri', 'kanan');
  expect(called(hall)).toEqual(['A001']);
  expect(dropped(hall)).toEqual(['A-001 stopped', 'B-001 stopped', 'A-002 stopped']);
});

it('so much may wait in a zone, and then the oldest is dropped', () => {
  const hall = {
    now: 0,
    isOver: () => false,
    isQuiet: () => false,
    speakers: () => ['kiri'],
    clips: () => ['chime'],
  };
  let zone = silentZone;
  const drops: string[] = [];
  for (let nth = 0; nth <= waitingMax + 1; nth++) {
    const announcement = { id: `${nth}`, announced: { kind: 'text', text: `${nth}` }, at: 0 } as const;
    const [next, effects] = moveOn(zone, { type: 'asked', announcement }, hall);
    zone = next;
    for (const effect of effects)
      if (effect.type === 'drop') drops.push(`${effect.announcement.id} ${effect.reason}`);
  }
  // The first is being said, so the second is the oldest that waits.
  expect(drops).toEqual(['1 late']);
  expect(zone.waiting).toHaveLength(waitingMax);
});

it('a site without a voice says and records nothing', async () => {
  const hall = new SpokenHall(spokenSite().replace(/^voice:.*$/m, ''));
  hall.command({ type: 'issue', service: 'paspor', class: 'regular', printer: null });
  hall.command({ type: 'next', counter });
  await hall.wait(2);
  expect(hall.events).toEqual([]);
  expect(hall.announcements.announce('sholat', undefined)).toEqual({ error: 'no-voice' });
});
