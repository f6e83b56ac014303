import type { Millis } from '../../devices/ports.ts';

/** One clip, such as a whole sentence of the site. */
export const clipMaxMs: Millis = 30_000;
/** The clips of one site, of all languages together. */
export const clipsMax = 2_000;
/** What all of them take in memory: about half an hour of sound. */
export const clipsMaxBytes = 80 * 1024 * 1024;
/** clips.json, which has a line or so for each clip. */
export const indexMaxBytes = 2 * 1024 * 1024;
