/**
 * The names of sound cards in a site file. ALSA numbers its cards in the order in which they are found, so a number is
 * no name. What stays is
 * - a link that udev makes to the card's control device: `/dev/snd/by-id/NAME` for what the card says of itself,
 *   `/dev/snd/by-path/NAME` for the USB port it is in (systemd: rules.d/60-persistent-alsa.rules), or our own
 *   `/dev/loket/NAME`;
 * - the id that the card's driver gives it, at most 15 letters: `Headphones` for the jack of a Raspberry Pi. Two cards
 *   of one model get `Device` and `Device_1` in the order in which they are found.
 */
export type CardName =
  | { readonly by: 'link'; readonly path: string }
  | { readonly by: 'id'; readonly id: string };

const link = /^\/dev\/(snd\/by-(id|path)|loket)\/[A-Za-z0-9._:+@-]{1,128}$/;
/** linux/sound/core/init.c: `id[16]`, and what its check of ids allows. */
const id = /^[A-Za-z][A-Za-z0-9_-]{0,14}$/;

/** Undefined: this cannot be the name of a card. */
export function cardName(written: string): CardName | undefined {
  if (link.test(written)) return { by: 'link', path: written };
  return id.test(written) ? { by: 'id', id: written } : undefined;
}
