import * as z from 'zod';
import { described } from '../described.ts';
import { namedKeys } from '../keys/key-options.ts';
import { defineKind } from '../kind.ts';
import { takesNoCommands } from '../no-commands.ts';
import { baudRate, wireAddress } from '../wire-address.ts';
import { foldPresses } from './folded-presses.ts';
import { radioBytes } from './radio-codes.ts';
import { radioModelNames, radioModels, receiverOf } from './radio-models.ts';

const keys = namedKeys(z.string('bad-radio-code').regex(/^[0-9a-f]{5}-[0-9a-f]$/i, 'bad-radio-code')).meta(
  described(
    'The code of each key, by the name of the key: the button and its key, as `loket discover --listen` shows them',
    'Kode tiap tombol, menurut nama tombolnya: seperti yang ditunjukkan `loket discover --listen`',
  ),
);

const options = z
  .strictObject({
    address: wireAddress,
    baud_rate: baudRate(9_600)
      .unwrap()
      .optional()
      .meta(
        described(
          'Speed of the serial line in baud; without it, that of the model',
          'Kecepatan jalur serial dalam baud; tanpa ini, sesuai modelnya',
        ),
      ),
    model: z
      .enum(radioModelNames)
      .default('rflink')
      .meta(
        described(
          'How the receiver says what it heard',
          'Cara penerima memberitahukan kode yang didengarnya',
        ),
      ),
    keys,
    release_ms: z
      .int()
      .min(100)
      .max(3_000)
      .optional()
      .meta(
        described(
          'How long nothing must be heard of a key until it is up, in milliseconds; a second press that comes sooner is part of the first',
          'Berapa lama tombol harus tidak terdengar agar dianggap lepas, dalam milidetik; tekanan kedua yang lebih cepat dianggap satu',
        ),
      ),
  })
  .refine(
    ({ keys }) =>
      new Set(Object.values(keys).map((code) => code.toLowerCase())).size === Object.keys(keys).length,
    { path: ['keys'], error: 'radio-code-twice' },
  );

/**
 * Radio buttons at 433 MHz (EV1527), heard by a receiver on a serial line. A button only sends: whether one is there,
 * and how full its battery is, is not known. Buttons that the site file does not name do nothing, and are counted.
 */
export const radioButtons = defineKind({
  kind: 'radio-buttons',
  role: 'keys',
  title: { id: 'Tombol radio 433 MHz', en: 'Radio buttons, 433 MHz' },
  evidence: 'enumeration',
  transports: ['serial', 'tcp'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  models: radioModels,
  options,
  keys: (buttons) => Object.keys(buttons.keys),
  claims: ({ address }) => [{ on: 'wire', address, share: undefined, setting: 'address' }],
  async open({ options: buttons, ports, tell, lost, count }) {
    const receiver = receiverOf(buttons.model);
    const wire = await ports.wires.open(buttons.address, {
      baudRate: buttons.baud_rate ?? receiver.baudRate,
    });
    wire.onLost(lost);
    const names = new Map(Object.entries(buttons.keys).map(([name, code]) => [code.toLowerCase(), name]));
    const presses = foldPresses({
      clock: ports.clock,
      releaseMs: buttons.release_ms ?? receiver.releaseMs,
      tell,
    });
    const answer = receiver.hears.form === 'bytes' ? receiver.hears.answer : [];
    let answering = answer.length === 0;
    /** A receiver that does not take its answer is not told twice; its loss is told by the wire. */
    const say = () => {
      if (answering) return;
      answering = true;
      const said = () => {
        answering = false;
      };
      wire.write(Uint8Array.from(answer)).then(said, said);
    };
    wire.onBytes(
      radioBytes(receiver.hears, (code, at) => {
        const key = names.get(code);
        if (key === undefined) count?.('foreign_codes');
        else presses.heard(key, at);
        say();
      }),
    );
    return {
      perform: takesNoCommands,
      close: () => {
        presses.close();
        return wire.close();
      },
    };
  },
});
