import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { radioButtons } from '../../devices/radio-buttons/radio-buttons.ts';
import { radioBytes } from '../../devices/radio-buttons/radio-codes.ts';
import { type RadioModel, radioModelNames, radioModels } from '../../devices/radio-buttons/radio-models.ts';
import { SimulatedRadioReceiver } from '../../simulators/radio-receiver-hardware.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { complaints, withDevices } from '../config/site-text.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

const address = '/dev/serial/by-id/usb-radio';
const keys = { next: '07a41-1', recall: '07a41-2', end: '5c3f0-8' };
const both = (key: string) => [`pressed ${key}`, `released ${key}`];

async function bench(model: RadioModel, more: object = {}) {
  const clock = new VirtualClock();
  const wires = new Switchboard(clock);
  const receiver = new SimulatedRadioReceiver(clock, model);
  wires.plugIn(address, receiver);
  const { device, events, counts, lost } = await opened(
    radioButtons,
    { address, model, keys, ...more },
    testPorts({ clock, wires }),
  );
  await clock.advance(2_000);
  const told = () => events().map(({ type, key }) => `${type} ${key}`);
  return { clock, wires, receiver, device, told, counts, lost };
}

/** The codes that a model finds in bytes that came in pieces of `size`. */
function found(model: RadioModel, bytes: readonly number[], size = 1): readonly string[] {
  const codes: string[] = [];
  const take = radioBytes(radioModels[model].hears, (code) => void codes.push(code));
  for (let at = 0; at < bytes.length; at += size) take(Uint8Array.from(bytes.slice(at, at + size)), 0);
  return codes;
}

const line = (text: string) => [...Buffer.from(text, 'latin1')];
const hex = (text: string) => [...Buffer.from(text.replaceAll(' ', ''), 'hex')];

describe('what a receiver of radio buttons says', () => {
  // The line of RFLink is one that a user of it has written down; the RF Bridge has the code of Portisch's README.
  it.each([
    ['rflink', line('20;06;EV1527;ID=045a42;SWITCH=06;CMD=ON;\r\n'), '45a42-6'],
    ['rf-bridge', hex('AA A4 24 E0 01 40 03 84 D0 03 58 55'), 'd0035-8'],
    ['fd-df', hex('FD 07 A4 12 48 DF'), '07a41-2'],
  ] as const)('is understood, in the form of %s and in whatever pieces', (model, bytes, code) => {
    for (const size of [1, 2, 5, 64]) expect(found(model, bytes, size)).toEqual([code]);
    expect(found(model, [...bytes.slice(0, bytes.length >> 1), ...bytes])).toContain(code);
    expect(found(model, bytes.slice(0, -2))).toEqual([]);
  });

  it.each([
    '20;00;Nodo RadioFrequencyLink - RFLink Gateway V1.1 - R46;',
    '20;04;Cresta;ID=3001;TEMP=00b4;HUM=50;BAT=OK;',
    '20;06;NewKaku;ID=008440e6;SWITCH=a;CMD=OFF;',
    '20;06;EV1527;ID=145a42;SWITCH=06;CMD=ON;',
    '20;06;EV1527;ID=045a42;SWITCH=16;CMD=ON;',
  ])('is no button where it is something else: %s', (text) => {
    expect(found('rflink', line(`${text}\r\n`))).toEqual([]);
  });

  it('is found after whatever noise, and noise without an end takes no memory', () => {
    const noise = fc.uint8Array({ maxLength: 60 });
    fc.assert(
      fc.property(noise, fc.constantFrom('rf-bridge', 'fd-df'), (before, model) => {
        const frame = hex(model === 'fd-df' ? 'FD07A41248DF' : 'AAA424E00140038407A41255');
        // A begun frame in the noise may cost one frame: a button repeats its code.
        expect(found(model, [...before, ...frame, ...frame, ...frame]).at(-1)).toBe('07a41-2');
      }),
    );
    expect(found('rflink', line('x'.repeat(100_000)))).toEqual([]);
  });
});

describe('radio buttons', () => {
  it.each(radioModelNames)(
    'heard by %s are pressed once and released once, however often their code is repeated',
    async (model) => {
      const { clock, receiver, device, told } = await bench(model);
      const silentMs = radioModels[model].releaseMs + 100;
      for (const [code, ms] of [
        ['07a411', 40],
        ['5c3f08', 400],
        ['07a412', 3_000],
      ] as const) {
        receiver.press(code, ms);
        await clock.advance(ms + silentMs);
      }
      expect(told()).toEqual([...both('next'), ...both('end'), ...both('recall')]);
      await device.close();
      expect(clock.waiting).toBe(0);
    },
  );

  it('of two people at once are told apart, with frames that are lost, cut or full of rubbish', async () => {
    const { clock, receiver, told } = await bench('fd-df');
    receiver.habits({ losesEvery: 3, halvesEvery: 4, pieces: 2, rubbish: [0xfd, 0x00, 0xdf, 0xfd] });
    receiver.press('07a411', 1_000);
    await clock.advance(30);
    receiver.press('5c3f08', 1_000);
    await clock.advance(2_000);
    expect(told().toSorted()).toEqual([...both('next'), ...both('end')].toSorted());
  });

  it('pressed twice with less silence than release_ms are one press, and with more two', async () => {
    const { clock, receiver, told } = await bench('fd-df', { release_ms: 300 });
    for (const pauseMs of [150, 400]) {
      receiver.press('07a411', 50);
      await clock.advance(50 + pauseMs);
    }
    expect(told()).toEqual(both('next'));
    receiver.press('07a411', 50);
    await clock.advance(400);
    expect(told()).toEqual([...both('next'), ...both('next')]);
  });

  it('of others do nothing and are counted, as is another key of a button that is known', async () => {
    const { clock, receiver, told, counts } = await bench('fd-df');
    receiver.hears('07a418');
    receiver.hears('123456');
    receiver.hears('07a413');
    await clock.advance(1_000);
    expect([told(), counts]).toEqual([[], ['foreign_codes', 'foreign_codes', 'foreign_codes']]);
  });

  it('that are heard right after the opening were down before it', async () => {
    const clock = new VirtualClock();
    const wires = new Switchboard(clock);
    const receiver = new SimulatedRadioReceiver(clock, 'fd-df');
    wires.plugIn(address, receiver);
    receiver.hold('07a411');
    const { events } = await opened(
      radioButtons,
      { address, model: 'fd-df', keys },
      testPorts({ clock, wires }),
    );
    await clock.advance(1_000);
    receiver.release('07a411');
    await clock.advance(1_000);
    expect(events().map(({ type }) => type)).toEqual(['held', 'released']);
  });

  it('heard by a receiver that waits for an answer are answered, foreign ones too', async () => {
    const { clock, receiver, told } = await bench('rf-bridge');
    receiver.habits({ waitsForAnswer: true });
    receiver.hears('123456');
    await clock.advance(100);
    receiver.press('07a411', 100);
    await clock.advance(1_000);
    expect([told(), receiver.answers]).toEqual([both('next'), 3]);
  });

  it('make no more presses of a flood than hands could, and the line of a pulled receiver is lost', async () => {
    const { clock, wires, receiver, told, lost } = await bench('fd-df');
    for (let frame = 0; frame < 5_000; frame++) {
      receiver.hears(frame % 2 === 0 ? '07a411' : '123456');
      receiver.says([frame % 256]);
    }
    await clock.advance(1_000);
    expect(told()).toEqual(both('next'));
    wires.unplug(address);
    expect(lost).toHaveLength(1);
  });

  it('are written with a code each', () => {
    const site = (more: string) =>
      `a: { kind: radio-buttons, counter: loket-1, address: /dev/ttyUSB0, keys: { ${more} } }`;
    expect(complaints(withDevices(site('next: 07a41-1, end: 07A41-2')))).toEqual([]);
    expect(complaints(withDevices(site('next: 07a41-a, end: 07A41-A')))).toEqual([
      expect.stringContaining('two keys have the same code'),
    ]);
    for (const code of ['07a411', '"123456"', '07a4g-1', '107a41-1', '1234e-5'])
      expect(complaints(withDevices(site(`next: ${code}`)))).toEqual([
        expect.stringContaining('this is not the code of a radio button'),
      ]);
  });
});
