import { asFault, type Fault } from '../../../devices/fault.ts';
import type { Boards } from '../../../devices/ports.ts';

/** The speed of StandardFirmata. */
const firmataBaud = 57_600;

/**
 * Opens a serial line and sends a Firmata request. Returns true when a board answered, else the reason. Opening
 * restarts most Arduino boards, and other devices receive a request that they do not know.
 */
export async function answersFirmata(boards: Boards, path: string): Promise<true | Fault> {
  try {
    const link = await boards.connect(path, { address: path, baudRate: firmataBaud });
    await link.close();
    return true;
  } catch (thrown) {
    return asFault(thrown, 'link.io_error');
  }
}
