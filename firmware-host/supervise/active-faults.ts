import { type FaultCode, type Fixer, faultCatalogue, type Severity } from '../../devices/fault-catalogue.ts';
import type { Millis } from '../../devices/ports.ts';
import { limits } from './device-limits.ts';

/** Why a device is not simply online. Times are monotonic. */
export interface ActiveFault {
  readonly code: FaultCode;
  readonly severity: Severity;
  readonly fix: Fixer;
  readonly text: string;
  readonly since: Millis;
  readonly count: number;
}

const none: readonly ActiveFault[] = [];

/** The active reasons, worst first. A reason that is raised again is counted, not repeated. */
export class ActiveFaults {
  readonly #standing = new Map<FaultCode, ActiveFault>();

  raise(code: FaultCode, text: string, at: Millis): void {
    const before = this.#standing.get(code);
    const { severity, fix } = faultCatalogue[code];
    const since = before?.since ?? at;
    this.#standing.set(code, { code, severity, fix, text, since, count: (before?.count ?? 0) + 1 });
  }

  stands(code: FaultCode): boolean {
    return this.#standing.has(code);
  }

  /** Clears a reason. Returns whether it was active. */
  clear(code: FaultCode): boolean {
    return this.#standing.delete(code);
  }

  clearWhere(matches: (code: FaultCode) => boolean): void {
    for (const code of [...this.#standing.keys()]) if (matches(code)) this.#standing.delete(code);
  }

  list(): readonly ActiveFault[] {
    if (this.#standing.size === 0) return none;
    const rank = { error: 0, warn: 1, info: 2 } as const;
    return [...this.#standing.values()]
      .sort((a, b) => rank[a.severity] - rank[b.severity] || a.since - b.since)
      .slice(0, limits.reasonsMax);
  }
}
