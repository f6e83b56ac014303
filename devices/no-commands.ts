import { Fault } from './fault.ts';

/** `perform` of a device that only tells: nobody asks it to do anything. */
export async function takesNoCommands(): Promise<never> {
  throw new Fault('driver.error', 'this device takes no commands');
}
