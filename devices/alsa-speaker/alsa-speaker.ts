import * as z from 'zod';
import { described } from '../described.ts';
import { defineKind } from '../kind.ts';
import { clipsOf, samplesOf } from '../speaker/announcement.ts';
import { announcing } from '../speaker/announcing.ts';
import { cardName } from './card-name.ts';

/** A speaker at a sound card of the controller: the jack of the Pi, a USB card, a card on its header. */
export const alsaSpeaker = defineKind({
  kind: 'alsa-speaker',
  role: 'speaker',
  title: { id: 'Pengeras suara pada kartu suara', en: 'Speaker on a sound card' },
  // The card is listed; nobody knows whether the amplifier is on.
  evidence: 'enumeration',
  transports: ['sound'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  options: z.strictObject({
    card: z
      .string()
      .refine((written) => cardName(written) !== undefined, { error: 'bad-sound-card' })
      .meta(
        described(
          'The sound card: best /dev/snd/by-path/... or /dev/loket/NAME, or its id, such as Headphones',
          'Kartu suara: sebaiknya /dev/snd/by-path/... atau /dev/loket/NAMA, atau id kartunya seperti Headphones',
        ),
      ),
  }),
  claims: ({ card }) => [{ on: 'sound', card, setting: 'card' }],

  async open({ options, ports, lost, warn }) {
    const card = await ports.sounds.open(options.card);
    card.onLost(lost);
    return {
      perform: ({ clips, volume }) =>
        announcing(warn, async () => {
          const { gaps } = await card.play(samplesOf(clipsOf(ports.clips, clips), volume));
          warn('sound.gaps', gaps === 0 ? undefined : `${options.card}: an announcement had gaps (${gaps})`);
          return 'sent';
        }),
      close: () => card.close(),
    };
  },
});
