import type { Fault } from '../../devices/fault.ts';
import type { LineLoss } from '../verdict/broker-line.ts';

const codes: Readonly<Record<string, LineLoss>> = {
  ECONNREFUSED: 'refused',
  ENETUNREACH: 'no-network',
  ENETDOWN: 'no-network',
  EADDRNOTAVAIL: 'no-network',
  // The name server is not reached: it says so itself when a name does not exist.
  EAI_AGAIN: 'no-network',
  ETIMEDOUT: 'silent',
  EHOSTUNREACH: 'silent',
};

/** Why the line to the broker is lost, or could not be made. `where`: who ended it. */
export function lineLoss(why: Fault, where: 'here' | 'there'): LineLoss {
  const code = (why.cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  return codes[code] ?? (where === 'here' ? 'silent' : 'ended');
}
