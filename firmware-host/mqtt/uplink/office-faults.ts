import type { Fault } from '../../../devices/fault.ts';
import type { FaultCode } from '../../../devices/fault-catalogue.ts';
import type { Protocol } from '../mqtt-protocol.ts';

/** Reports faults of the line to the office, each once until the line has been healthy again. */
export interface OfficeFaults {
  say(fault: Fault): void;
  /** The fault reported last, while the line has not been healthy since. */
  readonly said: FaultCode | undefined;
  /** The line is healthy. */
  good(): void;
}

export function createOfficeFaults(protocol: Protocol, report: (fault: Fault) => void): OfficeFaults {
  let said: FaultCode | undefined;
  return {
    say(fault) {
      if (fault.code === said) return;
      // The next attempt uses 3.1.1, which nearly every broker knows: there is nothing to report.
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
