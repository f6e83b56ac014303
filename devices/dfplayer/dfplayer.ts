import * as z from 'zod';
import { described } from '../described.ts';
import { Fault } from '../fault.ts';
import { defineKind } from '../kind.ts';
import { clipsOf } from '../speaker/announcement.ts';
import { announcing } from '../speaker/announcing.ts';
import { baudRate, wireAddress } from '../wire-address.ts';
import { DfplayerConversation } from './dfplayer-conversation.ts';
import { DfplayerModule } from './dfplayer-module.ts';
import { tracksOf } from './tracks.ts';

/** Its volume goes from 0 to 30. */
const VOLUME_MAX = 30;
/** It starts within 1.5 to 3 seconds, in which it answers nothing (RIOT OS, drivers/dfplayer: BOOTUP_TIME_MS). */
const OPEN_TRIES = 4;
const PROBE_TRIES = 2;
/**
 * The serial MP3 module DFPlayer Mini (DFR0299, chip YX5200) and its clones, with the clips on its SD card. It plays
 * one track at a time, so an announcement has a short pause between its words.
 */
export const dfplayer = defineKind({
  kind: 'dfplayer',
  role: 'speaker',
  title: { id: 'Modul MP3 serial (DFPlayer Mini)', en: 'Serial MP3 module (DFPlayer Mini)' },
  evidence: 'poll',
  transports: ['serial', 'tcp'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  options: z.strictObject({
    address: wireAddress,
    baud_rate: baudRate(9_600),
    checksum: z
      .boolean()
      .default(true)
      .meta(
        described(
          'Whether commands carry a checksum; false for clones that only take those without',
          'Apakah perintah memakai checksum; false untuk tiruan yang hanya menerima perintah tanpa checksum',
        ),
      ),
  }),
  claims: ({ address }) => [{ on: 'wire', address, share: undefined, setting: 'address' }],

  async open({ options, ports, lost, warn }) {
    const wire = await ports.wires.open(options.address, { baudRate: options.baud_rate });
    const module = new DfplayerModule(
      options.address,
      ports.clock,
      warn,
      (heard) => new DfplayerConversation(wire, ports.clock, options.checksum, heard),
    );
    wire.onLost((why) => {
      module.end(new Fault('link.io_error', why.message, { cause: why }));
      lost(why);
    });
    const close = async () => {
      module.end(new Fault('link.absent', `${options.address} was closed`));
      await wire.close();
    };
    try {
      await module.answers(OPEN_TRIES);
    } catch (thrown) {
      await close();
      throw thrown;
    }
    // The module tells of its card only when that is moved, and nobody may have listened: the next announcement will
    // show whether it is there.
    warn('sound.card_out', undefined);
    return {
      perform: ({ clips, volume }) =>
        announcing(warn, async () => {
          const words = clipsOf(ports.clips, clips);
          const tracks = tracksOf(ports.clips.names());
          await module.setVolume(Math.round((volume / 100) * VOLUME_MAX));
          for (const [at, name] of clips.entries()) await module.play(tracks.get(name), words[at]?.ms ?? 0);
          return 'acknowledged';
        }),
      probe: () => module.answers(PROBE_TRIES),
      close,
    };
  },
});
