import { Fault } from '../../devices/fault.ts';
import type { Millis } from '../../devices/ports.ts';

/** Makes the fault for a broker that has not answered within `ms`. */
export const noAnswer = (ms: Millis) => () =>
  new Fault('broker.down', `the broker did not answer within ${ms} ms`);
