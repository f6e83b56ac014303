import type { Fault } from '../../../devices/fault.ts';
import type { FaultCode } from '../../../devices/fault-catalogue.ts';
import type { Protocol } from '../mqtt-protocol.ts';

/** What is wrong with the line to the office, reported once for each trouble until the line has been good again. */
export interface OfficeFaults {
  say(fault: Fault): void;
  /** What was said last, while the line has not been good. */
  readonly said: FaultCode | undefined;
  /** The line is good. */
  good(): void;
}

export function createOfficeFaults(protocol: Protocol, report: (fault: Fault) => void): OfficeFaults {
  let said: FaultCode | undefined;
  return {
    say(fault) {
      if (fault.code === said) return;
      // Then 3.1.1 is spoken, which nearly every broker knows.
      if (fault.code === 'uplink.old_protocol' && protocol.next() === 4) return;
      said = fault.code;
      report(fault);
    },
    get said() {
      return said;
    },
    good() {
      said = undefined;
    },
  };
}
