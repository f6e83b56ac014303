import type { Language } from '../config/site.ts';

export function manual(speak: Language, of: { readonly version: string; readonly epochS: number }): string;
