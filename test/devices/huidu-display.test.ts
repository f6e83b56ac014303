import { describe, expect, it } from 'vitest';
import { huiduDisplay } from '../../devices/huidu-display/huidu-display.ts';
import { createCardExchange } from '../../devices/huidu-display/huidu-exchange.ts';
import {
  heartbeatAsk,
  type Packet,
  packetReader,
  versionAsk,
  xmlAsk,
} from '../../devices/huidu-display/huidu-packets.ts';
import { readAnswer, request, showsOurs, textUpdate } from '../../devices/huidu-display/huidu-xml.ts';
import type { Wire } from '../../devices/ports.ts';
import { type HuiduHabits, SimulatedHuiduCard } from '../../simulators/huidu-card.ts';
import { seededRandom } from '../../simulators/random.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { type Opened, opened, testPorts } from './opened.ts';

const address = 'tcp://192.168.10.40:10001';
const show = (text: string) => ({ type: 'show', text }) as const;

function bench(habits: Partial<HuiduHabits> = {}) {
  const clock = new VirtualClock();
  const wires = new Switchboard(clock);
  const card = new SimulatedHuiduCard(clock, { width: 64, height: 32 });
  card.habits(habits);
  wires.plugIn(address, card);
  /** The result, or why not, once `ms` have passed. */
  async function within<T>(ms: number, work: Promise<T>): Promise<T | Error> {
    const done = work.catch((why: Error) => why);
    await clock.advance(ms);
    return await done;
  }
  const open = (settings: object = {}, ms = 12_000) =>
    within(ms, opened(huiduDisplay, { address, digits: 5, ...settings }, testPorts({ clock, wires })));
  async function there(settings: object = {}): Promise<Opened<'display'>> {
    const session = await open(settings);
    if (session instanceof Error) throw session;
    return session;
  }
  return { clock, wires, card, within, open, there };
}

describe('packets to a Huidu card', () => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

  it('are those of the maker’s demo', () => {
    expect(hex(versionAsk())).toBe('0800012005000001');
    expect(hex(heartbeatAsk())).toBe('04005f00');
    expect(hex(xmlAsk('hello'))).toBe(`11000320${'05000000'}${'00000000'}${hex(Buffer.from('hello'))}`);
  });

  it('carry a long request in pieces that say where they begin, in bytes and not in characters', () => {
    const bytes = Buffer.from(xmlAsk('é'.repeat(5_000)));
    expect(bytes.readUInt16LE(0)).toBe(8_012);
    expect([bytes.readUInt32LE(4), bytes.readUInt32LE(8)]).toEqual([10_000, 0]);
    expect([bytes.readUInt32LE(8_012 + 4), bytes.readUInt32LE(8_012 + 8)]).toEqual([10_000, 8_000]);
    expect(bytes.length).toBe(10_000 + 2 * 12);
  });

  it('cannot be told from text that looks like them', () => {
    const look = { font: 'A"b', size: 9, color: '#ff0000' };
    const xml = request('g', 'RealTimeUpdate', textUpdate('<in method="x"/> & \'A\'', look));
    expect(xml).toContain('<string>&lt;in method=&quot;x&quot;/&gt; &amp; &apos;A&apos;</string>');
    expect(xml).toContain('name="A&quot;b"');
  });

  it('are read in whatever pieces they come', () => {
    const seed = Date.now();
    const random = seededRandom(seed);
    const answer = Buffer.concat([
      Buffer.from('0a000220050000010000', 'hex'),
      Buffer.from(xmlAsk('<sdk>é</sdk>')).fill(0x04, 2, 3),
      Buffer.from('04006000', 'hex'),
      Buffer.from('060000202a00', 'hex'),
    ]);
    for (let round = 0; round < 200; round++) {
      const packets: Packet[] = [];
      const bad: Error[] = [];
      const read = packetReader(
        (packet) => void packets.push(packet),
        (why) => void bad.push(why),
      );
      for (let at = 0; at < answer.length; ) {
        const next = at + 1 + Math.floor(random() * 9);
        read(answer.subarray(at, next));
        at = next;
      }
      expect([packets, bad], `seed ${seed}`).toEqual([
        [
          { type: 'version' },
          { type: 'xml', xml: '<sdk>é</sdk>' },
          { type: 'heartbeat' },
          { type: 'error', code: 42 },
        ],
        [],
      ]);
    }
  });
});

describe('a display with a Huidu card', () => {
  it('shows numbers, and writes the flash of the card once', async () => {
    const { card, within, there } = bench();
    const { device } = await there();
    expect(device.serial).toBe('C16L-25-A1B2C');
    expect(card.shown).toBe('WELCOME');
    for (const number of ['A-001', 'A-002', '', 'A-003']) {
      expect(await within(1_000, device.perform(show(number)))).toBe('acknowledged');
      expect(card.shown).toBe(number);
    }
    expect(card.stores).toBe(1);
  });

  it('draws its text as large as the screen allows, or as it is told', async () => {
    const height = (rows: readonly string[]) => rows.filter((row) => row.includes('#')).length;
    const large = bench();
    const one = await large.there({ digits: 3 });
    await large.within(1_000, one.device.perform(show('A-1')));
    const small = bench();
    const two = await small.there({ digits: 3, font_size: 10 });
    await small.within(1_000, two.device.perform(show('A-1')));
    expect(height(large.card.dots)).toBeGreaterThan(15);
    expect(height(small.card.dots)).toBeLessThan(10);
    expect([large.card.dots.length, large.card.dots[0]?.length]).toEqual([32, 64]);
  });

  it('understands answers byte by byte, and those of many packets', async () => {
    const { card, within, there } = bench({ pieceBytes: 1, packetBytes: 30 });
    const { device } = await there();
    await within(1_000, device.perform(show('A-012')));
    expect(card.shown).toBe('A-012');
  });

  it('stores each number on a card that cannot change a text', async () => {
    const { card, within, there } = bench({ unknown: ['RealTimeUpdate'] });
    const { device } = await there();
    for (const number of ['A-001', 'A-002']) await within(1_500, device.perform(show(number)));
    expect([card.shown, card.stores]).toEqual(['A-002', 2]);
  });

  it('is right again on the next connection when the card has started with its old program', async () => {
    const { wires, card, within, there } = bench();
    const { device, lost } = await there();
    for (const number of ['A-001', 'A-002']) await within(1_000, device.perform(show(number)));
    wires.hangUp(address);
    card.powerCycle();
    expect(card.shown).toBe('A-001');
    expect(lost).toMatchObject([{ code: 'link.closed' }]);
    await device.close();
    const again = await there();
    await within(1_000, again.device.perform(show('A-002')));
    expect(card.shown).toBe('A-002');
  });

  it('takes its program back from whoever has sent another one, and asks without writing', async () => {
    const { card, within, there } = bench();
    const { device } = await there();
    await within(1_000, device.perform(show('A-001')));
    await within(1_000, device.perform(show('A-002')));
    await within(1_000, device.refresh?.() ?? Promise.reject(new Error('no refresh')));
    expect(card.stores).toBe(1);
    card.overwrite('SALE');
    expect(card.shown).toBe('SALE');
    await within(1_000, device.refresh?.() ?? Promise.resolve());
    expect([card.shown, card.stores]).toEqual(['A-002', 2]);
    card.overwrite('SALE');
    await within(1_500, device.perform(show('A-003')));
    expect(card.shown).toBe('A-003');
  });

  it('is not content with its program when another one takes turns with it', () => {
    const listed = (...guids: readonly string[]) => {
      const programs = guids
        .map((guid) => `<program type='normal' guid='${guid}'><area/></program>`)
        .join('');
      return readAnswer(
        `<sdk guid="g"><out result="kSuccess" method="GetProgram"><screen>${programs}</screen></out></sdk>`,
      );
    };
    expect(showsOurs(listed('loket'))).toBe(true);
    expect(showsOurs(listed('loket', 'other'))).toBe(false);
    expect(showsOurs(listed())).toBe(false);
  });

  it('reads what a hostile card sends in no time', () => {
    const endless = [
      '<program '.repeat(28_000),
      `<program ${'x'.repeat(250_000)}>`,
      `<out ${'a="" '.repeat(50_000)}>`,
    ];
    for (const xml of endless) {
      const answer = readAnswer(`<sdk guid="g"><out method="GetProgram" result="kSuccess">${xml}`);
      expect([answer.guid, showsOurs(answer)]).toEqual(['g', false]);
    }
  });

  it('takes an answer whose XML comes one byte at a time in no time', () => {
    const most = 250_000;
    const piece = 13;
    const bytes = Buffer.alloc(most * piece, 0x20);
    for (let at = 0; at < most; at++) {
      bytes.writeUInt16LE(piece, at * piece);
      bytes.writeUInt16LE(0x2004, at * piece + 2);
      bytes.writeUInt32LE(most, at * piece + 4);
      bytes.writeUInt32LE(at, at * piece + 8);
    }
    const lengths: number[] = [];
    const read = packetReader(
      (packet) => void (packet.type === 'xml' && lengths.push(packet.xml.length)),
      () => expect.unreachable(),
    );
    for (let at = 0; at < bytes.length; at += 65_536) read(bytes.subarray(at, at + 65_536));
    expect(lengths).toEqual([most]);
  });

  it('answers a card that only asks and reads nothing once, so that nothing piles up', async () => {
    const clock = new VirtualClock();
    let hear = (_bytes: Uint8Array): void => undefined;
    const pending: (() => void)[] = [];
    const wire = {
      write: () => new Promise<void>((resolve) => void pending.push(resolve)),
      onBytes: (listener: (bytes: Uint8Array) => void) => {
        hear = listener;
      },
      onLost: () => undefined,
      close: async () => undefined,
    };
    createCardExchange(wire as unknown as Wire, clock);
    hear(Buffer.alloc(4_000, heartbeatAsk()));
    expect(pending).toHaveLength(1);
    pending[0]?.();
    await clock.advance(1);
    hear(heartbeatAsk());
    expect(pending).toHaveLength(2);
  });

  it('reads back again where an answer came too late once', async () => {
    const { card, within, there } = bench();
    const { device } = await there();
    const refresh = () => within(3_000, device.refresh?.() ?? Promise.reject(new Error('no refresh')));
    await within(1_000, device.perform(show('A-001')));
    card.habits({ answerMs: 900 });
    await refresh();
    card.habits({ answerMs: 40 });
    card.overwrite('SALE');
    await refresh();
    expect(card.shown).toBe('A-001');
  });

  it('does not read back what the card cannot tell', async () => {
    const { card, within, there } = bench({ unknown: ['GetProgram'] });
    const { device } = await there();
    await within(1_000, device.perform(show('A-001')));
    for (let time = 0; time < 2; time++) await within(1_000, device.refresh?.() ?? Promise.resolve());
    expect([card.shown, card.stores]).toEqual(['A-001', 1]);
  });

  it('says why a number is not shown, and takes it back when it is', async () => {
    const { card, within, there } = bench({ stores: 'kNotSpaceToSave' });
    const { device, warnings } = await there();
    expect(await within(2_000, device.perform(show('A-001')))).toMatchObject({
      code: 'display.refused',
      message: 'the card refuses its program: kNotSpaceToSave',
    });
    card.habits({ stores: 'kSuccess' });
    expect(await within(2_000, device.perform(show('A-001')))).toBe('acknowledged');
    expect(warnings).toEqual([
      ['display.refused', 'the card refuses its program: kNotSpaceToSave'],
      ['display.refused', undefined],
    ]);
  });

  it('is kept open by its heartbeat, which tells when the card is gone', async () => {
    const { clock, card, within, open } = bench({ idleMs: 5_000 });
    const { device, lost } = (await open({}, 1_000)) as Opened<'display'>;
    for (let second = 0; second < 20; second++) {
      expect(await within(1_000, device.probe?.() ?? Promise.reject(new Error('no probe')))).toBeUndefined();
    }
    expect(lost).toEqual([]);
    card.habits({ dead: true });
    expect(await within(1_000, device.probe?.() ?? Promise.resolve())).toMatchObject({
      code: 'link.timeout',
    });
    await clock.advance(5_000);
    expect(lost).toMatchObject([{ code: 'link.closed' }]);
  });

  it.each([
    ['that somebody else has', { occupied: true }, 'link.busy', 'HDPlayer'],
    ['of HD2020', { hd2020: true }, 'link.wrong_device', 'Arduino'],
    ['whose screen nobody has set up', { noScreen: true }, 'link.wrong_device', 'HDPlayer'],
    ['with too old a firmware', { unknown: ['GetDeviceInfo'] }, 'link.wrong_device', 'firmware'],
    ['that is dead', { dead: true }, 'link.timeout', ''],
    ['that is too slow', { answerMs: 30_000 }, 'link.timeout', ''],
  ] as const)('is not opened on a card %s', async (_what, habits, code, hint) => {
    const { wires, clock, open } = bench(habits);
    const why = await open();
    expect(why).toMatchObject({ code });
    expect(String((why as { hint?: string }).hint ?? '')).toContain(hint);
    expect(wires.openWires).toBe(0);
    await clock.advance(60_000);
    expect(clock.waiting).toBe(0);
  });

  it.each([
    ['a packet of no length', '00000000', 'link.wrong_device'],
    ['a web server', Buffer.from('HTTP/1.1 400 Bad Request\r\n').toString('hex'), 'link.wrong_device'],
    ['an answer of 16 MiB', '0c00042000000001000000003c3c3c3c', 'link.flood'],
  ])('is not led astray by %s', (_what, bytes, code) => {
    const bad: Error[] = [];
    const read = packetReader(
      () => expect.unreachable(),
      (why) => void bad.push(why),
    );
    for (let time = 0; time < 3; time++) read(Buffer.from(bytes, 'hex'));
    expect(bad).toMatchObject([{ code }]);
  });

  it('is written with the address of a card', () => {
    const parse = (settings: object) => huiduDisplay.options.safeParse(settings);
    expect(parse({ address }).success).toBe(true);
    expect(parse({ address: '/dev/ttyUSB0' }).error?.issues).toMatchObject([{ message: 'bad-card-address' }]);
    expect(parse({ address, color: 'pink' }).success).toBe(false);
  });
});
