import { Fault } from './fault.ts';

/** `perform` of a device that only emits events: it takes no commands. */
export async function takesNoCommands(): Promise<never> {
  throw new Fault('driver.error', 'this device takes no commands');
}
