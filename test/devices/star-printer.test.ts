import { describe, expect, it, test } from 'vitest';
import { createStarReader } from '../../devices/star-printer/star-answers.ts';
import { pictureBytes } from '../../devices/star-printer/star-raster.ts';
import { content } from './printer-bench.ts';
import { numberOn, starScene } from './star-bench.ts';

describe('a Star printer', () => {
  it('prints tickets whole, each once, and each is acknowledged when it is on paper', async () => {
    const { print, tickets, warnings, printer, paperMm } = await starScene();
    for (const number of ['A-001', 'A-002', 'B-117']) expect(await print(number)).toBe('acknowledged');
    expect(tickets.map(numberOn)).toEqual(['A-001', 'A-002', 'B-117']);
    expect(tickets.every(({ complete }) => complete)).toBe(true);
    expect(tickets.map(({ code }) => code)).toEqual(Array(3).fill('20251124-A-012'));
    expect([...warnings.keys()]).toEqual([]);
    const told = paperMm.reduce((sum, each) => sum + each, 0);
    expect(Math.abs(told - printer.paperMm) / printer.paperMm).toBeLessThan(0.02);
  });

  it('is believed no sooner than the paper is out, not even after its counter went round', async () => {
    const { device, clock, tickets, print } = await starScene({ printMs: 1_000 });
    for (let number = 1; number <= 40; number++) expect(await print(`A-${number}`)).toBe('acknowledged');
    expect(tickets).toHaveLength(40);
    let done = false;
    void device.perform({ type: 'print', content: { ...content, number: 'A-999' } }).then(() => {
      done = true;
    });
    await clock.advance(900);
    expect(done).toBe(false);
    await clock.advance(1_000);
    expect(done).toBe(true);
  });

  it('is believed from its first ticket on, whatever its counter had before', async () => {
    for (const counted of [0, 14, 15, 16, 31]) {
      const steps = new Array<number>(counted).fill(0x17);
      const { print } = await starScene({ graphic: true }, { language: 'graphic' }, steps);
      expect(await print('A-001'), `counter ${counted}`).toBe('acknowledged');
    }
  });

  it.each([{}, { raster: 'all' }])(
    'prints whole tickets after a cable that was pulled in the middle of a picture (%j)',
    async (settings) => {
      const width = 480;
      const picture = pictureBytes({ width, height: 24, rows: new Uint8Array((width / 8) * 24).fill(0xff) });
      for (const left of [1, 20, 59]) {
        const broken = [...picture.subarray(0, picture.length - 4 - left)];
        const { print, tickets } = await starScene({}, settings, broken);
        expect(await print('A-001'), `${left} bytes left`).toBe('acknowledged');
        // What there was of the picture comes out before it.
        expect(tickets.filter(({ complete }) => complete)).toEqual([tickets.at(-1)]);
        if (!('raster' in settings)) expect(numberOn(tickets.at(-1))).toBe('A-001');
      }
    },
  );

  it('that has no counter prints, and its tickets are sent: nothing proves them', async () => {
    const { print, tickets, warnings } = await starScene({ habits: { counter: 'none' } });
    expect(await print('A-001')).toBe('sent');
    expect(numberOn(tickets[0])).toBe('A-001');
    expect(warnings.get('printer.status_unsupported')).toContain('ETB');
  });

  it('that answers late, byte by byte, and speaks unasked proves its tickets all the same', async () => {
    const { print, tickets, lost } = await starScene({
      habits: { answerMs: 700, jitterMs: 200, splitMs: 3, tellsChanges: true },
    });
    for (const number of ['A-001', 'A-002', 'A-003']) expect(await print(number)).toBe('acknowledged');
    expect(tickets).toHaveLength(3);
    expect(lost).toEqual([]);
  });

  it.each(['line', 'graphic'])(
    'whose paper ends in the middle of a ticket leaves it unconfirmed, and does not print it after the refill (%s)',
    async (language) => {
      const { print, printer, tickets, clock } = await starScene(
        { graphic: language === 'graphic' },
        { language },
      );
      printer.paperEndsAfter(5);
      expect(await print('A-001')).toBe('job.unconfirmed: paper.out');
      const pieces = tickets.length;
      printer.set({ paper: 'ok' });
      await clock.advance(20_000);
      expect(tickets).toHaveLength(pieces);
      expect(tickets.filter(({ complete }) => complete)).toEqual([]);
      expect(await print('A-002')).toBe('acknowledged');
      expect(tickets.filter(({ complete }) => complete)).toHaveLength(1);
    },
  );

  it('that is stopped for a moment in which no answer comes is not believed for the ticket it threw away', async () => {
    const { print, printer, tickets, clock } = await starScene({ graphic: true }, { language: 'graphic' });
    const ended = await print('A-001', async () => {
      await clock.advance(1_000);
      printer.behave({ answerMs: 3_000 });
      // One question is under way, so that none falls into the stop.
      await clock.advance(250);
      printer.set({ cover: 'open' });
      await clock.advance(300);
      printer.set({ cover: 'closed' });
    });
    expect(tickets.filter(({ complete }) => complete)).toEqual([]);
    expect(ended).toMatch(/^job\.unconfirmed/);
  });

  it('that loses a ticket with its question, or is off for a moment, is not believed', async () => {
    const { print, printer, tickets, clock } = await starScene();
    printer.loseNextJob();
    expect(await print('A-001')).toMatch(/^job\.unconfirmed/);
    expect(tickets).toEqual([]);
    const ended = await print('A-002', async () => {
      await clock.advance(500);
      printer.set({ power: 'off' });
      await clock.advance(100);
      printer.set({ power: 'on' });
    });
    expect(ended).toMatch(/^job\.unconfirmed/);
    expect(await print('A-003')).toBe('acknowledged');
    expect(tickets.filter(({ complete }) => complete).map(numberOn)).toEqual(['A-003']);
  });

  it('that forgets nothing prints the old ticket late, and the next one is not acknowledged by it', async () => {
    const { print, printer, tickets } = await starScene({ habits: { deafToCancel: true } });
    expect(
      await print('A-001', async () => {
        printer.set({ cover: 'open' });
      }),
    ).toMatch(/cover\.open/);
    printer.set({ cover: 'closed' });
    expect(await print('A-002')).toBe('acknowledged');
    expect(numberOn(tickets.at(-1))).toBe('A-002');
  });

  it('that cannot make codes gets them as pictures between the lines, and the ticket stays in one piece', async () => {
    const { print, tickets } = await starScene({}, { raster: 'codes' });
    expect(await print('A-001')).toBe('acknowledged');
    expect(tickets.map(({ complete, code }) => ({ complete, code }))).toEqual([
      { complete: true, code: undefined },
    ]);
    expect(numberOn(tickets[0])).toBe('A-001');
  });

  it('is sent no request by accident: a picture with its bytes has one more dot', () => {
    const rows = Uint8Array.of(0x1b, 0x06, 0x18, 0x1b, 0x06, 0x01, 0, 0x1b, 0x1b, 0x06, 0x18, 0);
    const bytes = [...pictureBytes({ width: 48, height: 2, rows })];
    const requests = bytes.filter((byte, at) => byte === 0x1b && bytes[at + 1] === 0x06);
    expect(requests).toEqual([]);
  });

  it('says what stops it, and that it goes on', async () => {
    const { print, printer, probe, warnings } = await starScene();
    const stops = [
      [{ paper: 'low' }, 'paper.low'],
      [{ paper: 'out' }, 'paper.out'],
      [{ cover: 'open' }, 'cover.open'],
      [{ cutter: 'error' }, 'cutter.error'],
      [{ presenter: 'jammed' }, 'presenter.jam'],
      [{ online: false }, 'printer.offline'],
    ] as const;
    const well = { paper: 'ok', cover: 'closed', cutter: 'ok', presenter: 'ok', online: true } as const;
    for (const [state, code] of stops) {
      printer.set(state);
      await probe();
      expect([...warnings.keys()]).toEqual([code]);
      if (code !== 'paper.low') expect(await print('A-001')).toBe(code);
      printer.set(well);
      await probe();
      expect([...warnings.keys()]).toEqual([]);
    }
  });

  it('is another device when its answers mean nothing, and absent when there are none', async () => {
    await expect(
      starScene({ habits: {} }).then(({ printer, print }) => {
        printer.set({ answers: 'garbage' });
        return print('A-001');
      }),
    ).resolves.toMatch(/^job\.not_printed/);
  });
});

describe('a Star printer without letters', () => {
  it('prints the whole ticket as a picture, cuts it, and counts it', async () => {
    const { print, tickets, paperMm, printer } = await starScene({ graphic: true }, { language: 'graphic' });
    for (const number of ['A-001', 'A-002']) expect(await print(number)).toBe('acknowledged');
    expect(tickets.map(({ complete }) => complete)).toEqual([true, true]);
    expect(Math.abs((paperMm[0] ?? 0) * 2 - printer.paperMm)).toBeLessThan(3);
  });

  it('prints nothing of what is written in letters', async () => {
    const { print, tickets } = await starScene({ graphic: true });
    await print('A-001');
    expect(tickets.flatMap(({ text }) => text)).toEqual([]);
  });
});

describe('a presenter', () => {
  const settings = { left_after_s: 30 };
  it('whose ticket is taken says nothing', async () => {
    const { print, printer, probe, warnings } = await starScene({ presenter: true }, settings);
    const ended = print('A-001');
    expect(await ended).toBe('acknowledged');
    printer.set({ ticket: 'pulled-out' });
    for (let time = 0; time < 40; time++) await probe();
    expect([...warnings.keys()]).toEqual([]);
  });

  it('with a ticket that nobody took says so once it is sure, until the ticket is gone; it stays printed', async () => {
    const { print, printer, probe, warnings } = await starScene({ presenter: true }, settings);
    expect(await print('A-001')).toBe('acknowledged');
    for (let time = 0; time < 10; time++) await probe();
    expect([...warnings.keys()]).toEqual([]);
    for (let time = 0; time < 20; time++) await probe();
    expect([...warnings.keys()]).toEqual(['ticket.left']);
    printer.set({ ticket: 'nowhere' });
    await probe();
    expect([...warnings.keys()]).toEqual([]);
  });

  it('pulls it in where the site wants that, and says so until the next ticket', async () => {
    const { print, printer, probe, warnings } = await starScene(
      { presenter: true },
      { ...settings, left: 'retract' },
    );
    await print('A-001');
    for (let time = 0; time < 30; time++) await probe();
    expect(printer.state.ticket).toBe('taken-back');
    expect([...warnings.keys()]).toEqual(['ticket.left']);
    expect(await print('A-002')).toBe('acknowledged');
    expect([...warnings.keys()]).toEqual([]);
  });
});

test('a status is read in chunks of any size, and one that was cut off spoils only itself', () => {
  const status = [0x23, 0x06, 0x20, 0, 0, 0x08, 0, 0x4a, 0x06];
  const read = (...bytes: readonly number[]) => createStarReader().push(Uint8Array.from(bytes), 0);
  const whole = { type: 'automatic', conditions: ['cover.open', 'paper.out'], counter: 21, paperAt: 'out' };
  expect(read(...status)).toEqual([whole]);
  const slow = createStarReader();
  expect(status.flatMap((byte, at) => slow.push(Uint8Array.of(byte), at))).toEqual([whole]);
  expect(read(...status.slice(0, 4), ...status)).toEqual([{ type: 'noise' }, whole]);
  expect(read(0x11, ...status.slice(0, 3), 0x13, ...status.slice(3))).toEqual([whole]);
  expect(read(0x0f, 2, 0, 0, 0, 0x04, 0)).toEqual([
    { type: 'automatic', conditions: ['paper.low'], counter: undefined, paperAt: undefined },
  ]);
});
