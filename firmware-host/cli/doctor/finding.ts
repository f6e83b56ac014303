import type { Language } from '../../../config/site.ts';

type Said = Readonly<Record<Language, string>>;

/** The result of a check. `unknown`: this machine does not report it, which is not a fault. */
export interface Finding {
  readonly verdict: 'ok' | 'unknown' | 'warn' | 'fault';
  readonly text: Said;
  /** The remedy: a command, if one is enough. */
  readonly fix?: Said;
}

export const ok = (id: string, en: string): Finding => ({ verdict: 'ok', text: { id, en } });
export const unknown = (id: string, en: string): Finding => ({ verdict: 'unknown', text: { id, en } });
export const warn = (text: Said, fix: Said): Finding => ({ verdict: 'warn', text, fix });
export const fault = (text: Said, fix: Said): Finding => ({ verdict: 'fault', text, fix });
/** A command is the same in both languages. */
export const both = (command: string): Said => ({ id: command, en: command });

const marks: Readonly<Record<Language, Readonly<Record<Finding['verdict'], string>>>> = {
  id: { ok: 'ok   ', unknown: '?    ', warn: 'awas ', fault: 'RUSAK' },
  en: { ok: 'ok   ', unknown: '?    ', warn: 'warn ', fault: 'FAULT' },
};

/** The findings as they are printed. */
export const saidOf = (findings: readonly Finding[], speak: Language): readonly string[] =>
  findings.flatMap(({ verdict, text, fix }) => [
    `${marks[speak][verdict]} ${text[speak]}`,
    ...(fix === undefined ? [] : [`      -> ${fix[speak]}`]),
  ]);
