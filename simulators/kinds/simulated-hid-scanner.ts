import type { Said } from '../../config/texts/words.ts';
import { hidPlace } from '../../devices/hid/hid-settings.ts';
import { hidScanner } from '../../devices/hid-scanner/hid-scanner.ts';
import { isSilentMaker, SimulatedPosScanner } from '../hid-pos.ts';
import { SimulatedWedgeScanner } from '../hid-typing.ts';
import type { ScannerHabits } from '../scanner-habits.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

const TAB = 0x2b;

const noKey = (id: string, odd: string): Said => ({
  id: `${id} mengetik seperti papan ketik dan tidak punya tombol '${odd}'.`,
  en: `${id} types as a keyboard and has no key for '${odd}'.`,
});

export const simulator = simulatedKind(hidScanner, (options, bench, id) => {
  const usb = bench.hid.plugIn(hidPlace(options));
  const wedge = new SimulatedWedgeScanner(usb, options.layout);
  const pos = new SimulatedPosScanner(usb, { silent: isSilentMaker(options.vendor_id) });
  let habits: ScannerHabits = {};
  return {
    cable: {
      of: id,
      unplug: () => usb.unplug(),
      plug: () => {
        pos.powerUp();
        usb.plug();
      },
    },
    scan(text) {
      const sent = `${options.prefix ?? ''}${text}${options.suffix ?? ''}`;
      const odd = options.mode === 'pos' ? undefined : wedge.missing(sent);
      if (odd !== undefined) return noKey(id, odd);
      const typed = habits.small ? sent.toLowerCase() : sent;
      if (options.mode === 'pos') pos.scan(typed);
      else if (habits.end === '') wedge.type(typed);
      else wedge.scan(typed, habits.end === '\t' ? TAB : undefined);
      return undefined;
    },
    habits(now) {
      habits = now;
    },
  };
});

export const sample: Sample = { vendor_id: 0x05f9, product_id: 0x2214 };
