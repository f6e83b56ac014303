/** How bad it is: worth knowing, needs somebody, or stops what it is about. */
export type Severity = 'info' | 'warn' | 'error';

/** Who can put it right: the controller by itself, an officer in the hall, a technician, or the maker. */
export type Fixer = 'auto' | 'clerk' | 'technician' | 'vendor';

/** What one code means. */
export interface Entry {
  readonly severity: Severity;
  readonly fix: Fixer;
  readonly id: string;
  readonly en: string;
}

/** A row of the catalogue: how bad, who puts it right, and what to do in Indonesian and English. */
export const entry = (severity: Severity, fix: Fixer, id: string, en: string): Entry => ({
  severity,
  fix,
  id,
  en,
});
