import type { Opening } from '../kind.ts';
import type { Millis } from '../ports.ts';
import type { ScanEvent } from '../roles.ts';
import { judgeScan } from './grammar.ts';

/** A person does not scan faster than this; a scanner in presentation mode or a hostile one may. */
const MOST_SCANS = 5;
const WITHIN_MS = 1_000;

/** Takes every complete text of one scanner and emits its event. Empty texts are ignored. */
export function createScanFilter(
  to: Pick<Opening<unknown, ScanEvent>, 'tell' | 'warn'>,
): (text: string, at: Millis) => void {
  let recent: Millis[] = [];
  let flooding = false;
  // Clear the warning of an earlier opening: it may not hold any more.
  to.warn('scan.flood', undefined);
  return (text, at) => {
    if (text === '') return;
    recent = recent.filter((earlier) => at - earlier < WITHIN_MS);
    const tooFast = recent.length >= MOST_SCANS;
    if (tooFast !== flooding) {
      flooding = tooFast;
      to.warn('scan.flood', tooFast ? `more than ${MOST_SCANS} scans within ${WITHIN_MS} ms` : undefined);
    }
    if (tooFast) {
      to.tell({ type: 'refused', reason: 'too-fast' }, at);
      return;
    }
    recent.push(at);
    to.tell(judgeScan(text), at);
  };
}
