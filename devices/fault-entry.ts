/** How bad a fault is: worth knowing, a nuisance, or in the way of visitors. */
export type Severity = 'info' | 'warn' | 'error';

/** Who can fix it: the controller by itself, an officer in the hall, a technician, or the maker. */
export type Fixer = 'auto' | 'clerk' | 'technician' | 'vendor';

/** A fault of the catalogue: how bad it is, who can fix it, and what they do. */
export interface FaultEntry {
  readonly severity: Severity;
  readonly fix: Fixer;
  readonly id: string;
  readonly en: string;
}

export const entry = (severity: Severity, fix: Fixer, id: string, en: string): FaultEntry => ({
  severity,
  fix,
  id,
  en,
});
