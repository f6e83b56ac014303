import type { Draft } from '../draft.ts';
import type { DraftDevice } from '../draft-devices.ts';
import { near } from '../near.ts';
import { answersOf, padScores } from '../pad-scores.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';
import { meant } from '../texts/words.ts';

const isPad = ({ kind }: DraftDevice): boolean => kind.role === 'rating';

/** Every key of a rating pad says something, and what the keys say differs. A lamp that thanks belongs to a pad. */
export function checkPads(draft: Draft, report: Report): void {
  const devices = [...draft.devices.read.values()];
  for (const pad of devices.filter(isPad)) checkScores(pad, report);
  for (const { counter, thanks_for: pad, path } of devices) {
    if (pad === undefined) continue;
    const at = [...path, 'thanks_for'];
    if (counter !== undefined) report.error(at, say('counter-and-thanks'));
    const known = draft.devices.read.get(pad);
    // A device with a mistake of its own may be the one.
    const isUnread = draft.devices.ids.has(pad) && known === undefined;
    if (isUnread || (known !== undefined && isPad(known))) continue;
    const ids = devices.filter(isPad).map(({ id }) => id);
    report.error(at, say('not-a-rating-pad', pad, meant(near(pad, ids), ids)));
  }
}

function checkScores(pad: DraftDevice, report: Report): void {
  const says = padScores(pad);
  for (const key of Object.keys(pad.scores).filter((key) => !says.has(key))) {
    const keys = [...says.keys()];
    report.error([...pad.path, 'scores', key], say('unknown-key', key, meant(near(key, keys), keys)), 'name');
  }
  const silent = [...says].filter(([, score]) => score === undefined);
  for (const [key] of silent) report.error([...pad.path, 'keys', key], say('key-without-score', key), 'name');
  const answers = new Set([...answersOf(pad).values()].filter((score) => score !== 'complaint'));
  if (silent.length === 0 && answers.size < 2) report.error(pad.path, say('pad-without-choice'), 'name');
}
