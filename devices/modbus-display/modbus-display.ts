import * as z from 'zod';
import { described } from '../described.ts';
import { busAddress, lineDigits } from '../display/display-options.ts';
import { fit as fitted } from '../display/fit.ts';
import { Fault } from '../fault.ts';
import { defineKind, type OpenDevice } from '../kind.ts';
import { BROADCAST, readRegisters } from '../modbus/frames.ts';
import {
  answerMs,
  claimModbus,
  framingFits,
  joinModbus,
  modbusSettings,
  tries,
} from '../modbus/modbus-line.ts';
import type { DisplayCommand } from '../roles.ts';
import type { BusSeat } from '../serial-bus/bus.ts';
import { layoutOf, modbusModelNames, modbusModels } from './modbus-models.ts';
import { createNumberWriter, type NumberWriter } from './number-writer.ts';
import { holds, layoutSettings, readIn } from './register-layout.ts';

/** A display that never answers is right again this soon after a lost or garbled frame. */
const REFRESH_MS = 2_000;
/**
 * Silence after a frame that nobody answers, so that every display has taken it: 100 to 200 ms by MODBUS over Serial
 * Line V1.02, section 2.4.1 (turnaround delay).
 */
const TURNAROUND_MS = 100;

const options = z
  .strictObject({
    ...modbusSettings,
    answer_ms: answerMs(150),
    bus_address: busAddress(BROADCAST, 247),
    digits: lineDigits,
    model: z
      .enum(modbusModelNames)
      .default('characters')
      .meta(
        described(
          'How the display has its digits in registers',
          'Cara papan menyimpan angkanya dalam register',
        ),
      ),
    layout: layoutSettings
      .partial()
      .optional()
      .meta(
        described(
          'Where the display differs from its model; the maker’s manual has a table of its registers',
          'Perbedaan papan ini dari modelnya; lihat tabel register di buku petunjuknya',
        ),
      ),
    answers: z
      .enum(['all', 'writes', 'none'])
      .default('all')
      .meta(
        described(
          'all: the display answers when it is read; writes: it can only be written to, and answers that; none: it never answers',
          'all: papan menjawab bila dibaca; writes: papan hanya dapat ditulisi, dan menjawabnya; none: tidak pernah menjawab',
        ),
      ),
  })
  .superRefine((display, context) => {
    const wrong = (setting: string, message: string) =>
      context.addIssue({ code: 'custom', path: [setting], message });
    if (!holds(layoutOf(display).format, display.digits)) wrong('digits', 'number-too-wide');
    if (!framingFits(display)) wrong('framing', 'modbus-tcp-needs-network');
    if (display.answers === 'none' && display.framing === 'tcp') wrong('answers', 'gateway-wants-answers');
    if (display.bus_address === BROADCAST && display.answers !== 'none')
      wrong('bus_address', 'broadcast-has-no-answer');
  });

type Display = z.output<typeof options>;

/**
 * A number display that speaks Modbus, on RS-485 or through a serial server or gateway. It answers every write, so the
 * driver knows what it shows: a write is also the probe. One that can only be written to proves by the answer to a dark
 * number that it is there; of one that never answers nothing is known, and it is sent its number again and again.
 */
export const modbusDisplay = defineKind({
  kind: 'modbus-display',
  role: 'display',
  title: { id: 'Papan angka Modbus (RS-485)', en: 'Modbus number display (RS-485)' },
  evidence: 'ack',
  transports: ['serial', 'tcp'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  models: modbusModels,
  refreshMs: REFRESH_MS,
  options,
  reads: (display, text) => readIn(layoutOf(display).format, text),
  claims: (display) => [claimModbus(display)],
  async open(opening) {
    const { options: display, warn } = opening;
    const { seat, exchange, extraMs } = await joinModbus(opening, tries.display);
    const writer = createNumberWriter(display.bus_address, layoutOf(display), exchange);
    const close = () => seat.close();
    if (display.answers === 'none') return { ...silentDisplay(display, writer, seat), extraMs, close };
    let shown: string | undefined;

    async function put(text: string): Promise<void> {
      const refused = await writer.write(text);
      if (refused === undefined) return warn('display.refused', undefined);
      const fault = refusal(display.bus_address, refused);
      warn(fault.code, fault.message);
      throw fault;
    }
    /** Any answer proves that the display is there, even the exception that it has no such register. */
    async function look(): Promise<void> {
      const { register } = layoutOf(display);
      if (display.answers === 'all') await exchange(readRegisters(display.bus_address, register, 1));
      else await writer.write(' '.repeat(display.digits));
    }

    try {
      await look();
    } catch (why) {
      await close();
      throw why;
    }
    return {
      perform: async ({ text }) => {
        shown = fitted(text, display.digits);
        await put(shown);
        return 'acknowledged';
      },
      probe: () => (shown === undefined ? look() : put(shown)),
      ...{ extraMs, close },
    };
  },
});

/** What can be done with a display that never answers: send it its number, and send it again. */
function silentDisplay(
  { digits }: Display,
  writer: NumberWriter,
  seat: BusSeat,
): Pick<OpenDevice<DisplayCommand>, 'evidence' | 'perform' | 'refresh'> {
  let shown: string | undefined;
  async function send(): Promise<void> {
    if (shown === undefined) return;
    for (const frame of writer.frames(shown)) await seat.send(frame, TURNAROUND_MS);
  }
  return {
    evidence: 'none',
    perform: async ({ text }) => {
      shown = fitted(text, digits);
      await send();
      return 'sent';
    },
    refresh: send,
  };
}

/** Exception codes: MODBUS Application Protocol V1.1b3, section 7. */
const exceptions: Readonly<Record<number, string>> = {
  1: 'it does not know this function: try the other `write`',
  2: 'it has no such register: check `register` and `digits`',
  3: 'it does not take this value: check `format`',
  4: 'it reports a failure of its own',
  6: 'it is busy: let nobody else ask it',
};

function refusal(bus: number, exception: number): Fault {
  const meaning = exceptions[exception] ?? 'its manual says what this means';
  return new Fault(
    'display.refused',
    `display ${bus} refuses its number (exception ${exception}): ${meaning}`,
  );
}
