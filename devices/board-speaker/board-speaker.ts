import * as z from 'zod';
import { Fault } from '../fault.ts';
import { defineKind } from '../kind.ts';
import type { Cancel } from '../ports.ts';
import { clipsOf } from '../speaker/announcement.ts';
import { announcing } from '../speaker/announcing.ts';

/**
 * The board page as a speaker: a television that shows the board of its zone plays what is announced there, once it
 * reads of it (docs/mqtt.md, `event/announcement/started`). The controller cannot know whether any does, so this
 * speaker only keeps the time: it is done when the clips have sounded, and the next announcement begins then.
 */
export const boardSpeaker = defineKind({
  kind: 'board-speaker',
  role: 'speaker',
  title: { id: 'Suara papan antrean (TV)', en: 'Sound of the board (a television)' },
  evidence: 'none',
  transports: ['browser'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  options: z.strictObject({}),
  claims: () => [],

  async open({ ports, warn }) {
    let stop: () => void = () => undefined;
    return {
      perform: ({ clips }) =>
        announcing(warn, async () => {
          const ms = clipsOf(ports.clips, clips).reduce((sum, clip) => sum + clip.ms, 0);
          await new Promise<void>((resolve, reject) => {
            const cancel: Cancel = ports.clock.after(ms, resolve, 'board speaker: announcement');
            stop = () => {
              cancel();
              reject(new Fault('link.absent', 'the speaker was closed'));
            };
          });
          return 'sent';
        }),
      close: async () => stop(),
    };
  },
});
