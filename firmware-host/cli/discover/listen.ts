import type { Language } from '../../../config/site.ts';
import type { Clock, Millis, Wires } from '../../../devices/ports.ts';
import { radioBytes } from '../../../devices/radio-buttons/radio-codes.ts';
import { type RadioModel, radioModelNames, receiverOf } from '../../../devices/radio-buttons/radio-models.ts';
import { pause } from '../../async/time-limit.ts';

/** How long one model is tried before the next, and how long is listened in all. */
const tryMs: Millis = 4_000;
const listenMs: Millis = 60_000;
/** At a wrong speed noise may look like a code, but hardly twice like the same one. */
const hearTimes = 2;
/** A keypad has so many keys; what neighbours send besides is not listed. */
const codesMost = 16;

const keyNames = ['next', 'recall', 'no-show', 'end'];

interface Words {
  readonly start: (line: string) => string;
  readonly found: (model: string) => string;
  readonly heard: (code: string) => string;
  readonly piece: string;
  readonly nothing: string;
  readonly battery: string;
}

const words: Readonly<Record<Language, Words>> = {
  id: {
    start: (line) =>
      `Mendengarkan di ${line}, satu menit. Tekan tiap tombol radio berulang kali, kira-kira sekali per detik.`,
    found: (model) => `Penerima ini berbicara sebagai model ${model}.`,
    heard: (code) => `  ${code} terdengar`,
    piece: 'Untuk berkas situs (ganti loket dan nama tombolnya):',
    nothing:
      'Tidak ada tombol yang terdengar. Periksa daya dan antena penerima, kabel TX-nya, dan baterai tombol; layanan Loket harus berhenti.',
    battery: 'Tombol hanya mengirim: keadaan baterainya tidak diketahui.',
  },
  en: {
    start: (line) =>
      `Listening on ${line} for a minute. Press each radio button again and again, about once a second.`,
    found: (model) => `This receiver speaks as the model ${model}.`,
    heard: (code) => `  ${code} was heard`,
    piece: 'For the site file (put in your counter and the names of your keys):',
    nothing:
      'No button was heard. Check the supply and antenna of the receiver, its wire TX, and the battery of the button; the service must be stopped.',
    battery: 'A button only sends: the state of its battery is not known.',
  },
};

/**
 * Listens on a serial line for radio buttons, with each model in turn until one understands what is heard, and prints
 * the codes with the piece of a site file. Returns whether any was heard. Rejects with a Fault when the line cannot be
 * opened.
 */
export async function listenForButtons(of: {
  readonly wires: Wires;
  readonly clock: Clock;
  readonly path: string;
  readonly speak: Language;
  readonly tell: (line: string) => void;
}): Promise<boolean> {
  const { clock, path, tell } = of;
  const say = words[of.speak];
  const endsAt = clock.now() + listenMs;
  tell(say.start(path));
  for (let turn = 0; clock.now() < endsAt; turn++) {
    const model = radioModelNames[turn % radioModelNames.length] as RadioModel;
    const codes = await heardBy(of, model, endsAt, (code, first) => {
      if (first) tell(say.found(model));
      tell(say.heard(code));
    });
    if (codes.length === 0) continue;
    tell(say.piece);
    for (const line of pieceFor(path, model, codes)) tell(line);
    tell(say.battery);
    return true;
  }
  tell(say.nothing);
  return false;
}

/** The codes that are heard: until `endsAt`, or for a moment where this model understands nothing. */
async function heardBy(
  { wires, clock, path }: { readonly wires: Wires; readonly clock: Clock; readonly path: string },
  model: RadioModel,
  endsAt: Millis,
  heard: (code: string, first: boolean) => void,
): Promise<readonly string[]> {
  const { baudRate, hears } = receiverOf(model);
  const times = new Map<string, number>();
  const codes: string[] = [];
  const wire = await wires.open(path, { baudRate });
  const answer = hears.form === 'bytes' ? Uint8Array.from(hears.answer) : undefined;
  wire.onBytes(
    radioBytes(hears, (code) => {
      // A receiver that is gone meanwhile is opened no more, and that is said.
      if (answer !== undefined && answer.length > 0) wire.write(answer).catch(() => undefined);
      if (times.size >= codesMost && !times.has(code)) return;
      const count = (times.get(code) ?? 0) + 1;
      times.set(code, count);
      if (count !== hearTimes) return;
      codes.push(code);
      heard(code, codes.length === 1);
    }),
  );
  try {
    await pause(clock, Math.min(tryMs, endsAt - clock.now()), 'discover: listen');
    if (codes.length > 0) await pause(clock, Math.max(0, endsAt - clock.now()), 'discover: listen on');
  } finally {
    await wire.close();
  }
  return codes;
}

/** The piece of a site file, to be pasted below `devices:`. YAML would take a code such as 1234e-5 for a number. */
function pieceFor(path: string, model: RadioModel, codes: readonly string[]): readonly string[] {
  const keys = codes.map((code, at) => `${keyNames[at] ?? `key-${at + 1}`}: "${code}"`).join(', ');
  return [
    '    devices:',
    `      tombol-1: { kind: radio-buttons, counter: loket-1, address: "${path}", model: ${model}, keys: { ${keys} } }`,
  ];
}
