import * as z from 'zod';
import { idGrammar } from '../id-grammar.ts';

/** Fields that mean the same in every message. */
export const id = z.string().regex(idGrammar, 'an id is 1 to 40 of a-z, 0-9 and hyphen');
export const text = z.string();
/** UTC with milliseconds, such as `2026-09-20T03:41:07.412Z`. */
export const instant = z.iso.datetime({ precision: 3 });
/** `HH:MM` by the clock of the site's zone; `24:00` is the end of the day. */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
export const count = z.int().nonnegative();
/** Whole seconds, or tenths. */
export const seconds = z.number().nonnegative();
/** A ticket's number as it is printed, such as `A-012`. */
export const ticketNumber = z.string().min(1).max(40);
export const ticketClass = z.enum(['regular', 'priority']);
