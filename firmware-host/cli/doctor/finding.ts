import type { Language } from '../../../config/site.ts';

type Said = Readonly<Record<Language, string>>;

/** What a check came to. `unknown`: this machine does not tell, which is no fault. */
export interface Finding {
  readonly verdict: 'ok' | 'unknown' | 'warn' | 'fault';
  readonly text: Said;
  /** What to do, a command where one does it. */
  readonly fix?: Said;
}

export const ok = (id: string, en: string): Finding => ({ verdict: 'ok', text: { id, en } });
export const unknown = (id: string, en: string): Finding => ({ verdict: 'unknown', text: { id, en } });
export const warn = (text: Said, fix: Said): Finding => ({ verdict: 'warn', text, fix });
export const fault = (text: Said, fix: Said): Finding => ({ verdict: 'fault', text, fix });
/** A command is the same in both languages. */
export const both = (command: string): Said => ({ id: command, en: command });
