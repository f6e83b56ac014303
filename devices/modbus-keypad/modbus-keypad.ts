import * as z from 'zod';
import { described } from '../described.ts';
import { busAddress } from '../display/display-options.ts';
import { Fault } from '../fault.ts';
import { namedKeys } from '../keys/key-options.ts';
import { defineKind } from '../kind.ts';
import { EXCEPTION_BUSY, setCoil } from '../modbus/frames.ts';
import {
  answerMs,
  claimModbus,
  framingFits,
  joinModbus,
  modbusSettings,
  tries,
} from '../modbus/modbus-line.ts';
import { takesNoCommands } from '../no-commands.ts';
import { canBeRead, hasPlaces, keyLayoutSettings, keyStates, readingOf } from './key-layout.ts';
import { movesBetween } from './key-moves.ts';
import { keyLayoutOf, keypadModelNames, keypadModels } from './keypad-models.ts';

const keys = namedKeys(z.int().min(0).max(0xffff)).meta(
  described(
    'The number of each key, by the name of the key: its input, bit or counter, counted from 0, or the code the keypad gives for it',
    'Nomor tiap tombol, menurut nama tombolnya: input, bit atau penghitungnya, dihitung dari 0, atau kode yang diberikan papan tombol',
  ),
);

const options = z
  .strictObject({
    ...modbusSettings,
    answer_ms: answerMs(50),
    bus_address: busAddress(1, 247),
    keys,
    model: z
      .enum(keypadModelNames)
      .default('inputs')
      .meta(
        described('How the keypad has its keys in Modbus', 'Cara papan tombol menyimpan tombolnya di Modbus'),
      ),
    registers: keyLayoutSettings
      .partial()
      .optional()
      .meta(
        described(
          'Where the keypad differs from its model; the maker’s manual has a table of its registers',
          'Perbedaan papan tombol ini dari modelnya; lihat tabel register di buku petunjuknya',
        ),
      ),
    poll_ms: z
      .int()
      .min(5)
      .max(1_000)
      .default(20)
      .meta(
        described(
          'Pause between two readings, in milliseconds; a press that is over between two readings is lost, unless the keypad counts or latches it',
          'Jeda antara dua pembacaan, dalam milidetik; tekanan yang lebih singkat hilang, kecuali papan tombol menghitung atau menahannya',
        ),
      ),
  })
  .superRefine((keypad, context) => {
    const wrong = (setting: string, message: string) =>
      context.addIssue({ code: 'custom', path: [setting], message });
    const layout = keyLayoutOf(keypad);
    const taken = Object.values(keypad.keys);
    if (!framingFits(keypad)) wrong('framing', 'modbus-tcp-needs-network');
    if (!canBeRead(layout)) wrong('registers', 'keys-not-in-bits');
    if (!hasPlaces(layout, keypad.keys)) wrong('keys', 'key-number-too-high');
    if (new Set(taken).size < taken.length) wrong('keys', 'key-number-twice');
    if (layout.holds === 'latches' && layout.clear === undefined) wrong('registers', 'latches-need-clear');
  });

/**
 * Keys on RS-485 or behind a Modbus TCP gateway, which are heard only when they are asked. The keypad debounces them.
 * Each reading is also the proof that it is there.
 */
export const modbusKeypad = defineKind({
  kind: 'modbus-keypad',
  role: 'keys',
  title: { id: 'Papan tombol Modbus (RS-485)', en: 'Modbus keypad (RS-485)' },
  evidence: 'poll',
  transports: ['serial', 'tcp'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  models: keypadModels,
  options,
  keys: (keypad) => Object.keys(keypad.keys),
  claims: (keypad) => [claimModbus(keypad)],
  async open(opening) {
    const { options: keypad, ports, tell } = opening;
    const layout = keyLayoutOf(keypad);
    const { seat, exchange, extraMs } = await joinModbus(opening, tries.keypad);
    const close = () => seat.close();
    const reading = readingOf(keypad.bus_address, layout, keypad.keys);
    let before: ReadonlyMap<string, number> | undefined;

    /** Whether anything is set, of keys that the site file does not name too. */
    async function read(): Promise<boolean> {
      const reply = await exchange(reading);
      if (reply.type === 'refused') throw refusal(keypad.bus_address, reply.exception);
      const now = keyStates(layout, keypad.keys, reply.values);
      const moves = movesBetween(layout, before, now);
      before = now;
      for (const move of moves) tell(move, ports.clock.now());
      return reply.values.some((value) => value !== 0);
    }
    async function look(): Promise<void> {
      const latches = layout.holds === 'latches';
      // What was latched before the opening is nobody's press.
      if (latches && before === undefined) await clearLatches();
      if (!(await read()) || !latches) return;
      await clearLatches();
      // What is set again at once is a key that is still down, and no second press.
      await read();
    }
    async function clearLatches(): Promise<void> {
      const reply = await exchange(setCoil(keypad.bus_address, layout.clear ?? 0));
      if (reply.type === 'refused') throw refusal(keypad.bus_address, reply.exception);
    }

    try {
      await look();
    } catch (why) {
      await close();
      throw why;
    }
    return { probe: look, probeEveryMs: keypad.poll_ms, extraMs, perform: takesNoCommands, close };
  },
});

function refusal(bus: number, exception: number): Fault {
  if (exception === EXCEPTION_BUSY)
    return new Fault('link.timeout', `keypad ${bus} is busy`, {
      hint: 'give it a longer `poll_ms`, and let nobody else ask it',
    });
  return new Fault('link.wrong_device', `keypad ${bus} refuses to be read (exception ${exception})`, {
    hint: 'check `model`, and `read`, `register` and `clear` against the table of registers in its manual',
  });
}
