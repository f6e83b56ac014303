import { Fault } from '../../devices/fault.ts';

/** Throws `store.error` for a store of a version of Loket that is newer than this one. */
export function refuseNewer(version: number, known: number): void {
  if (version <= known) return;
  throw new Fault('store.error', `the store has schema ${version}, this program knows ${known}`, {
    hint: 'A newer version of Loket has written it: install that version.',
  });
}
