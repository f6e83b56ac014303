import type { Claim } from '../../devices/kind.ts';
import type { Draft } from '../draft.ts';
import type { Path } from '../locate.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';
import { shown } from '../texts/words.ts';

type Agreement = Extract<Claim, { on: 'wire' }>['agree'];

/** Devices on one serial line need one protocol and one speed: those of the first device in the file. */
export function checkLines({ devices }: Draft, report: Report): void {
  const lines = new Map<string, { readonly path: Path; readonly agree: Agreement }>();
  for (const { kind, options, path, enabled } of devices.read.values()) {
    if (!enabled) continue;
    for (const claim of kind.claims(options)) {
      if (claim.on !== 'wire' || claim.agree === undefined) continue;
      const first = lines.get(claim.address);
      if (first === undefined) lines.set(claim.address, { path, agree: claim.agree });
      else compare({ path, agree: claim.agree }, first, shown(claim.address), report);
    }
  }
}

/** Reports the first setting in which two devices on one line differ. */
function compare(
  mine: { readonly path: Path; readonly agree: Agreement },
  first: { readonly path: Path; readonly agree: Agreement },
  line: string,
  report: Report,
): void {
  for (const [setting, value] of Object.entries(mine.agree ?? {})) {
    const other = first.agree?.[setting];
    if (other === value) continue;
    const owner = shown(first.path.at(-1));
    const where = report.where([...first.path, setting]);
    report.error(
      [...mine.path, setting],
      say('line-set-otherwise', { line, setting, owner, where, value, other }),
    );
    return;
  }
}
