import * as z from 'zod';
import { described } from '../described.ts';
import { lineDigits } from '../display/display-options.ts';
import { fit as fitted } from '../display/fit.ts';
import { Fault } from '../fault.ts';
import { defineKind } from '../kind.ts';
import type { Millis } from '../ports.ts';
import { tcpPlace } from '../wire-address.ts';
import { type CardConversation, createCardConversation, notGreeted } from './huidu-conversation.ts';
import { hintOf, SUCCESS } from './huidu-results.ts';
import { type CardScreen, readDevice, screenWith, showsOurs, textUpdate } from './huidu-xml.ts';

/** How long a card may take to change a text, and to store a program: both at most within one command. */
const UPDATE_MS: Millis = 1_000;
const STORE_MS: Millis = 1_800;
const HEARTBEAT_MS: Millis = 900;
/** Reading back and storing again have to fit into one redraw. */
const READ_BACK_MS: Millis = 400;
const STORE_AGAIN_MS: Millis = 500;
/** A card that is silent to so many readings in a row is not asked any more: each may hold a number up. */
const READ_BACK_TRIES = 3;
/** Somebody may have sent the card another program. */
const REFRESH_MS: Millis = 30_000;
/** Of a bold letter of Arial; narrower ones leave room. */
const LETTER_WIDTH_OF_SIZE = 0.7;

const colors = {
  red: '#ff0000',
  green: '#00ff00',
  blue: '#0000ff',
  yellow: '#ffff00',
  cyan: '#00ffff',
  magenta: '#ff00ff',
  white: '#ffffff',
} as const;
type Color = keyof typeof colors;

const options = z.strictObject({
  address: z
    .string()
    .refine((address) => tcpPlace(address) !== undefined, { message: 'bad-card-address' })
    .meta(described('Where the card is: tcp://HOST:10001', 'Letak kartu: tcp://HOST:10001')),
  digits: lineDigits,
  color: z
    .enum(Object.keys(colors) as [Color, ...Color[]])
    .default('red')
    .meta(
      described(
        'Colour of the text; a single-colour panel has one',
        'Warna teks; panel satu warna hanya punya satu',
      ),
    ),
  font: z
    .string()
    .min(1)
    .max(64)
    .default('Arial')
    .meta(described('A font that the card has', 'Huruf yang dimiliki kartu')),
  font_size: z
    .int()
    .min(6)
    .max(512)
    .optional()
    .meta(
      described(
        'Size of the letters; without it they are as large as the screen allows',
        'Ukuran huruf; tanpa ini sebesar yang muat di layar',
      ),
    ),
});

/** A panel behind a Huidu card that takes SDK 2.0 over TCP: the card has fonts, and draws the text itself. */
export const huiduDisplay = defineKind({
  kind: 'huidu-display',
  role: 'display',
  title: { id: 'Panel LED dengan kartu Huidu (TCP)', en: 'LED panel with a Huidu card (TCP)' },
  evidence: 'ack',
  transports: ['tcp'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  refreshMs: REFRESH_MS,
  options,
  claims: ({ address }) => [{ on: 'wire', address, share: undefined, setting: 'address' }],

  async open({ options: display, ports, lost, warn, random }) {
    // The speed counts for serial lines only.
    const card = createCardConversation(
      await ports.wires.open(display.address, { baudRate: 9_600 }),
      ports.clock,
    );
    const { id, screen } = await met(card);
    card.onLost(lost);
    const look = {
      font: display.font,
      size: display.font_size ?? sizeFor(screen, display.digits),
      color: colors[display.color],
    };
    let wanted: string | undefined;
    /** Whether the card has our program, as far as we know: only then its text can be changed. */
    let stored = false;
    let readBackTries = READ_BACK_TRIES;

    async function store(text: string, limitMs: Millis): Promise<void> {
      const stamp = Math.floor(random() * 2 ** 31);
      const { result } = await card.ask('AddProgram', screenWith(text, look, screen, stamp), limitMs);
      stored = result === SUCCESS;
      const fault = stored ? undefined : refusal(result);
      warn('display.refused', fault?.message);
      if (fault !== undefined) throw fault;
    }

    /** False when it has to be stored anew: the card is too old for this, or has lost our program. */
    async function update(text: string): Promise<boolean> {
      const { result } = await card.ask('RealTimeUpdate', textUpdate(text, look), UPDATE_MS);
      return result === SUCCESS;
    }

    return {
      serial: id,
      async perform({ text }) {
        // An empty text would be no text.
        wanted = fitted(text, display.digits).trim() || ' ';
        if (!stored || !(await update(wanted))) await store(wanted, STORE_MS);
        return 'acknowledged';
      },
      probe: () => card.heartbeat(HEARTBEAT_MS),
      async refresh() {
        if (wanted === undefined || readBackTries === 0) return;
        const answer = await card.ask('GetProgram', '', READ_BACK_MS).catch(() => undefined);
        readBackTries = answer === undefined ? readBackTries - 1 : READ_BACK_TRIES;
        if (answer === undefined) return;
        // A card that cannot say is not asked again.
        if (answer.result !== SUCCESS) readBackTries = 0;
        else if (!showsOurs(answer)) await store(wanted, STORE_AGAIN_MS);
      },
      close: () => card.close(),
    };
  },
});

/** The card once it has let us in and said how large its screen is; it is closed when it does not. */
async function met(
  card: CardConversation,
): Promise<{ readonly id: string | undefined; readonly screen: CardScreen }> {
  try {
    await card.greet();
    const answer = await card.ask('GetDeviceInfo', '', STORE_MS);
    if (answer.result !== SUCCESS) throw notGreeted(answer.result ?? 'no-result');
    const { id, screen } = readDevice(answer);
    if (screen !== undefined) return { id, screen };
    throw new Fault('link.wrong_device', 'the card does not say how large its screen is', {
      hint: 'Set the screen up in HDPlayer first: its size and the type of its modules.',
    });
  } catch (why) {
    await card.close();
    throw why;
  }
}

function sizeFor({ width, height }: CardScreen, digits: number): number {
  return Math.max(6, Math.floor(Math.min(height, width / digits / LETTER_WIDTH_OF_SIZE)));
}

function refusal(result = 'no-result'): Fault {
  const hint = hintOf(result);
  return new Fault(
    'display.refused',
    `the card refuses its program: ${result}`,
    hint === undefined ? {} : { hint },
  );
}
