import * as z from 'zod';
import { described } from '../described.ts';
import { bootKeyboard } from '../hid/boot-keyboard.ts';
import { hidClaim, hidPlace, hidSettings } from '../hid/hid-settings.ts';
import { defineKind } from '../kind.ts';
import { takesNoCommands } from '../no-commands.ts';
import type { Cancel } from '../ports.ts';

/** A card that lies on a reader is read again and again; some readers pause a second. */
const AGAIN_MS = 2_000;
const AGAIN_LEAST_MS = 100;
const AGAIN_MOST_MS = 10_000;

/** Its only key. */
const CARD = 'card';

/**
 * A USB card reader that types like a keyboard, as most RFID readers do. It tells that a card was shown, as the press
 * of a key, and never which one: what is typed is not looked at, so that no number of a card or of an e-KTP can go
 * anywhere.
 */
export const cardReader = defineKind({
  kind: 'card-reader',
  role: 'keys',
  title: {
    id: 'Pembaca kartu USB (hanya bahwa kartu ditempelkan)',
    en: 'USB card reader (only that a card was shown)',
  },
  evidence: 'enumeration',
  transports: ['usb-hid'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  options: z.strictObject({
    ...hidSettings,
    again_ms: z
      .int()
      .min(AGAIN_LEAST_MS)
      .max(AGAIN_MOST_MS)
      .default(AGAIN_MS)
      .meta(
        described(
          'How long the reader must be silent before a card counts anew, in milliseconds',
          'Lama pembaca harus diam sebelum kartu dihitung lagi, dalam milidetik',
        ),
      ),
  }),
  keys: () => [CARD],
  claims: (options) => [hidClaim(options)],
  async open({ options, ports: { clock, hid }, tell, lost }) {
    const reports = await hid.open(hidPlace(options));
    const changes = bootKeyboard();
    let shown = false;
    let cancel: Cancel | undefined;
    const away = () => {
      shown = false;
      tell({ type: 'released', key: CARD }, clock.now());
    };
    reports.onReport((report, at) => {
      if (changes(report).length === 0) return;
      if (!shown) tell({ type: 'pressed', key: CARD }, at);
      shown = true;
      cancel?.();
      // After a hold-up of the process this timer may run before pending reports are read: read them first.
      cancel = clock.after(
        options.again_ms,
        () => {
          cancel = clock.after(0, away, 'card reader: after silence');
        },
        'card reader: silence',
      );
    });
    reports.onLost(lost);
    return {
      serial: reports.serial,
      perform: takesNoCommands,
      close: () => {
        cancel?.();
        return reports.close();
      },
    };
  },
});
