import * as z from 'zod';
import { described } from '../described.ts';
import type { SignalCommand } from '../roles.ts';

/** Half of what flashes are apart at least, and as long as still looks like flashing. */
const flashLeastMs = 167;
const flashMostMs = 1_000;

/** What every lamp or buzzer can be set to, whatever switches it. */
export const signalSettings = {
  gives: z
    .enum(['light', 'sound'])
    .default('light')
    .meta(
      described(
        'light: lit for as long as a number is called; sound: heard only while it flashes',
        'light: menyala selama nomor dipanggil; sound: berbunyi hanya selagi berkedip',
      ),
    ),
  flash_ms: z
    .int()
    .min(flashLeastMs)
    .max(flashMostMs)
    .default(500)
    .meta(
      described(
        'How long a flash is, and the dark after it; at most three flashes a second',
        'Lama satu kedipan, dan gelap sesudahnya, dalam milidetik; paling banyak tiga kedipan per detik',
      ),
    ),
};

/** A steady tone would be heard for as long as the visitor is there. */
export const stateShown = (
  state: SignalCommand['state'],
  { gives }: { readonly gives: 'light' | 'sound' },
): SignalCommand['state'] => (state === 'on' && gives === 'sound' ? 'off' : state);
