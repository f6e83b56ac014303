import { z } from 'zod';
import { Fault } from '../fault.ts';
import { defineKind } from '../kind.ts';

/** An Arduino with StandardFirmata, whose pins other devices use. */
export const firmataBoard = defineKind({
  kind: 'firmata-board',
  role: 'board',
  title: { id: 'Papan Arduino (Firmata)', en: 'Arduino board (Firmata)' },
  evidence: 'poll',
  options: z.strictObject({
    address: z
      .string()
      .regex(
        /^(\/dev\/\S+|tcp:\/\/\S+:\d+)$/,
        'A device path such as /dev/serial/by-id/..., or tcp://HOST:PORT.',
      )
      .describe('Where the board is: a device path, best one under /dev/serial/by-id/, or tcp://HOST:PORT'),
    baud_rate: z
      .int()
      .min(9_600)
      .max(1_000_000)
      .default(57_600)
      .describe('Speed of the serial line, as the sketch on the board sets it; not used over TCP'),
  }),
  claims: ({ address }) => [{ on: 'wire', address, share: undefined, setting: 'address' }],

  async open({ id, options, ports, lost }) {
    const link = await ports.boards.connect(id, { address: options.address, baudRate: options.baud_rate });
    link.onLost(lost);
    return {
      async perform() {
        throw new Fault('driver.error', 'a board takes no commands');
      },
      probe: link.probe,
      close: link.close,
    };
  },
});
