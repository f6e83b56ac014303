import { asFault, type Fault } from '../../../devices/fault.ts';
import type { Boards } from '../../../devices/ports.ts';

/** The speed of StandardFirmata. */
const firmataBaud = 57_600;

/**
 * Opens a serial line and asks for Firmata: true when a board answered, else why it did not. Opening restarts most
 * Arduino boards, and a device that speaks something else is sent a question it does not know.
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
