import { Fault } from '../../devices/fault.ts';
import type { Millis } from '../../devices/ports.ts';

/** What is wrong when a broker has not answered within `ms`. */
export const noAnswer = (ms: Millis) => () =>
  new Fault('broker.down', `the broker did not answer within ${ms} ms`);
