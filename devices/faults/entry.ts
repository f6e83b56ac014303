/** How bad a fault is. */
export type Severity = 'info' | 'warn' | 'error';

/** Who can put it right: the controller by itself, an officer in the hall, a technician, or the maker. */
export type Fixer = 'auto' | 'clerk' | 'technician' | 'vendor';

/** One fault: what a person is told about it, in Indonesian and English, with what to do. */
export interface Entry {
  readonly severity: Severity;
  readonly fix: Fixer;
  readonly id: string;
  readonly en: string;
}

export const entry = (severity: Severity, fix: Fixer, id: string, en: string): Entry => ({
  severity,
  fix,
  id,
  en,
});
