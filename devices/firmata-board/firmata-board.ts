import * as z from 'zod';
import { Fault } from '../fault.ts';
import { defineKind } from '../kind.ts';
import { baudRate, wireAddress } from '../wire-address.ts';

/** An Arduino with StandardFirmata, whose pins other devices use. */
export const firmataBoard = defineKind({
  kind: 'firmata-board',
  role: 'board',
  title: { id: 'Papan Arduino (Firmata)', en: 'Arduino board (Firmata)' },
  evidence: 'poll',
  transports: ['serial', 'tcp'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  options: z.strictObject({
    address: wireAddress,
    baud_rate: baudRate(57_600),
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
