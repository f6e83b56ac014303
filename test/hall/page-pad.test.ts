import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandHall } from '../../firmware-host/mqtt/commands/command-port.ts';
import { createPagePad } from '../../firmware-host/pad-desk.ts';
import type { ReadState } from '../../firmware-host/queue/state.ts';
import { exampleText, PlayedHall } from './played-hall.ts';

const rated = `${exampleText('simulated-hall')}
web: { port: 8090, pages: [rating] }
rating:
  asks: [waktu, biaya]
  complaints: { link: "https://lapor.example/{site}?kode={code}&layanan={service}&loket={counter}" }
`;

let hall: PlayedHall;
beforeEach(async () => {
  hall = await PlayedHall.open(rated);
});
afterEach(() => hall.stop());

let number = 0;

/** The rating pad on a screen at a counter; each order resolves with its reply. */
function padAt(counter: string) {
  const pad = hall.host.desk.pad(counter);
  const ordered = (give: typeof pad.rate) => async (fields: object, id?: string) => {
    // biome-ignore lint/suspicious/noExplicitAny: a test reads replies as they come.
    const replies: any[] = [];
    const payload = Buffer.from(JSON.stringify({ id: id ?? `order-${++number}`, ...fields }));
    give({ payload, to: (_name, text) => replies.push(JSON.parse(text)) });
    await hall.pass(1_000);
    expect(replies).toHaveLength(1);
    return replies[0];
  };
  const rate = ordered(pad.rate);
  const { element } = pad.now();
  return {
    now: pad.now,
    rate: (score: number, more: object = {}, id?: string) => rate({ element, score, ...more }, id),
    complain: (id?: string) => ordered(pad.complain)({}, id),
  };
}

const given = () => hall.events('rating.given').map(({ payload }) => payload.data);

async function visit(): Promise<void> {
  await hall.ticket('paspor');
  await hall.host.ask({ type: 'next', counter: 'loket-1' }, 'key');
  await hall.host.ask({ type: 'arrive', counter: 'loket-1' }, 'key');
  await hall.pass(500);
}

describe('an answer on the screen of a counter', () => {
  it('is that of the visit that goes on, without its number, and a second touch takes its place', async () => {
    await visit();
    const pad = padAt('loket-1');
    const { element } = pad.now();
    expect(await pad.rate(2)).toMatchObject({ ok: true });
    expect(await pad.rate(4)).toMatchObject({ ok: true, result: { ticket: null, events: ['rating.given'] } });
    const answer = { pad: 'page-loket-1', counter: 'loket-1', service: 'paspor', element };
    expect(given()).toEqual([
      { ...answer, score: 2, attributed: 'serving' },
      { ...answer, score: 4, attributed: 'serving', replaces: 2 },
    ]);
    expect(JSON.stringify(hall.events('rating.given'))).not.toContain('A-001');
  });

  it('counts for the question that was on the screen, and for none that this site does not ask', async () => {
    await visit();
    expect(await padAt('loket-1').rate(3, { element: 'sarana' })).toMatchObject({
      ok: false,
      error: { code: 'bad-field' },
    });
    const other = padAt('loket-1').now().element === 'waktu' ? 'biaya' : 'waktu';
    expect(await padAt('loket-1').rate(3, { element: other })).toMatchObject({ ok: true });
    expect(given()).toMatchObject([{ element: other }]);
  });

  it.each([{ score: 0 }, { score: 5 }, { score: 2.5 }, { element: 'semua' }, { ticket: 'A-001' }])(
    'that is none is refused: %j',
    async (more) => {
      await visit();
      expect(await padAt('loket-1').rate(3, more)).toMatchObject({ ok: false });
      expect(given()).toEqual([]);
    },
  );

  it('is refused while the counter is closed, which the screen is told', async () => {
    const pad = padAt('loket-1');
    expect(pad.now().isOpen).toBe(false);
    expect(await pad.rate(4)).toMatchObject({ ok: false, error: { code: 'counter-closed' } });
    await hall.host.ask({ type: 'open', counter: 'loket-1' }, 'key');
    expect(pad.now().isOpen).toBe(true);
  });

  it('that comes twice under its id counts once', async () => {
    await visit();
    const pad = padAt('loket-1');
    const first = await pad.rate(4, {}, 'sama');
    expect(await pad.rate(4, {}, 'sama')).toEqual(first);
    expect(given()).toHaveLength(1);
  });

  it('is no command that a client of the broker could give', async () => {
    await visit();
    for (const name of ['rate', 'complain']) {
      hall.command(name, { id: `mqtt-${name}`, counter: 'loket-1', pad: 'x', element: 'pulse', score: 1 });
      await hall.pass(1_000);
      expect(hall.replies(name)).toMatchObject([{ ok: false, error: { code: 'unknown-command' } }]);
    }
    expect(given()).toEqual([]);
  });
});

describe('a complaint on the screen of a counter', () => {
  it('gets a code, the address with it, and a QR code of that; of the visitor nothing is kept', async () => {
    await visit();
    const { result } = await padAt('loket-1').complain();
    expect(result).toMatchObject({
      code: '261124-001',
      link: `https://lapor.example/${hall.site.id}?kode=261124-001&layanan=paspor&loket=loket-1`,
    });
    expect(hall.events('complaint.opened').map(({ payload }) => payload.data)).toEqual([
      { number: 1, counter: 'loket-1', service: 'paspor' },
    ]);
    await hall.pass(6_000);
    expect((await padAt('loket-1').complain()).result.code).toBe('261124-002');
  });

  it('has the code of the day that it opens, where it is the first order after midnight', async () => {
    const codes: string[] = [];
    const { site } = hall;
    const pad = createPagePad('loket-1', {
      ...{ site: () => site, state: { day: '2026-11-24' } as ReadState, pictures: undefined },
      fromPage: async ({ row }) => {
        const answer = (await row?.run({}, {
          ask: async () => ({
            ok: true,
            events: [
              { type: 'day.opened', date: '2026-11-25', carried: [], voided: [] },
              { type: 'complaint.opened', number: 1, counter: 'loket-1' },
            ],
          }),
        } as unknown as CommandHall)) as { readonly result: { readonly code: string } };
        codes.push(answer.result.code);
      },
    });
    pad.complain({ payload: Buffer.from('{}'), to: () => undefined });
    await hall.pass(1_000);
    expect(codes).toEqual(['261125-001']);
  });

  it('of a key is printed on a slip, with its code and address; of the screen, which has them, it is not', async () => {
    await padAt('loket-1').complain();
    await visit();
    await padAt('loket-1').complain();
    await hall.pass(6_000);
    const before = hall.printed.length;
    await hall.host.ask({ type: 'complain', pad: 'pad-1', counter: 'loket-1' }, 'key');
    await hall.pass(6_000);
    expect(hall.printed).toHaveLength(before + 1);
    const { ticket, scans } = hall.printed.at(-1) ?? { ticket: undefined, scans: '' };
    expect(JSON.stringify(ticket)).toContain('261124-002');
    expect(JSON.stringify(ticket)).toContain('Kode pengaduan Anda');
    expect(`${JSON.stringify(ticket)} ${scans}`).toContain('https://lapor.example/');
    expect(hall.events('ticket.printed')).toEqual([]);
  });

  it('of a key costs nobody a number where the printer fails, and is not printed later', async () => {
    for (const id of ['printer-1', 'printer-2']) hall.device(id).printer?.set({ power: 'off' });
    await hall.pass(30_000);
    const before = hall.printed.length;
    await hall.host.ask({ type: 'open', counter: 'loket-1' }, 'key');
    expect(await hall.host.ask({ type: 'complain', pad: 'pad-1', counter: 'loket-1' }, 'key')).toMatchObject({
      ok: true,
    });
    await hall.pass(5_000);
    for (const id of ['printer-1', 'printer-2']) hall.device(id).printer?.set({ power: 'on' });
    await hall.pass(60_000);
    expect(hall.printed).toHaveLength(before);
    await hall.ticket('paspor');
    expect(hall.printed).toHaveLength(before + 1);
  });

  it('of a double touch is one, and where no visit is known the address names no service', async () => {
    await hall.host.ask({ type: 'open', counter: 'loket-1' }, 'key');
    const pad = padAt('loket-1');
    expect((await pad.complain()).result.link).toContain('&layanan=&loket=loket-1');
    expect(await pad.complain()).toMatchObject({ ok: false, error: { code: 'pressed-twice' } });
  });
});

describe('what the hall says of ratings', () => {
  it('is n at once, and counts, index and band of ten and more', async () => {
    for (let at = 0; at < 10; at++) {
      await visit();
      await padAt('loket-1').rate(at < 3 ? 3 : 4);
      await hall.host.ask({ type: 'end', counter: 'loket-1' }, 'key');
      if (at < 9) await hall.pass(12_000);
      if (at === 8) expect(hall.state('rating/paspor/state')).toMatchObject({ visits: 9 });
    }
    const { element } = padAt('loket-1').now();
    const its = () => {
      const state = hall.state('rating/paspor/state');
      return state.elements.find((one: { element: string }) => one.element === element);
    };
    expect(its()).toMatchObject({ n: 9, told: 0, counts: null, index: null, band: null });
    await hall.pass(20_000);
    expect(its()).toMatchObject({ n: 10, told: 10, counts: [0, 0, 3, 7], index: 92.5, band: 'A' });
    expect(hall.state('rating/paspor/state')).toMatchObject({ visits: 10 });
    expect(hall.state('rating/izin-tinggal/state')).toEqual({ pulse: null, elements: [], visits: 0 });
  });

  it('counts apart what is no visit’s, what was said already, the pads of the hall, and complaints', async () => {
    await visit();
    await padAt('loket-1').rate(4);
    await hall.pass(7_000);
    await padAt('loket-1').rate(1);
    await hall.host.ask({ type: 'open', counter: 'loket-2' }, 'key');
    await padAt('loket-2').rate(3);
    await padAt('loket-2').complain();
    await hall.host.ask({ type: 'rate', pad: 'pintu', element: 'sarana', score: 2 }, 'key');
    await hall.pass(11_000);
    expect(hall.state('rating/state')).toEqual({
      pulse: null,
      elements: [{ element: 'sarana', n: 1, told: 0, counts: null, index: null, band: null }],
      ...{ without_visit: 1, repeated: 1, complaints: 1 },
    });
  });

  it('is nothing where nobody is asked', async () => {
    await hall.stop();
    hall = await PlayedHall.open(`
version: 1
site: { id: satu, title: Satu Loket, zone: WIB }
services: { a: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: [a] } }
`);
    await hall.pass(30_000);
    expect(hall.messages.filter(({ topic }) => topic.includes('/rating/'))).toEqual([]);
  });

  it('stays told after a power cut, so that the difference tells nothing either', async () => {
    for (let at = 0; at < 12; at++) {
      await visit();
      await padAt('loket-1').rate(4);
      await hall.host.ask({ type: 'end', counter: 'loket-1' }, 'key');
      await hall.pass(8_000);
    }
    const before = hall.state('rating/paspor/state');
    hall = await hall.powerCut(2_000);
    await hall.pass(11_000);
    expect(hall.state('rating/paspor/state')).toEqual(before);
  });
});
