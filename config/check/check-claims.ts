import { i2cAddress } from '../../devices/i2c-address.ts';
import type { Claim } from '../../devices/kind.ts';
import type { Draft } from '../draft.ts';
import type { Path } from '../locate.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';
import { type Said, shown } from '../texts/words.ts';

type HidClaim = Extract<Claim, { on: 'hid' }>;

interface Claimed {
  readonly claim: Claim;
  readonly path: Path;
}

/** No two devices, nor two settings of one, occupy the same thing. A device that is switched off occupies nothing. */
export function checkClaims(draft: Draft, report: Report): void {
  const taken = new Map<string, Claimed[]>();
  for (const claimed of allClaims(draft)) {
    const key = place(claimed.claim);
    const others = taken.get(key) ?? [];
    const other = others.find(({ claim }) => clash(claim, claimed.claim));
    if (other !== undefined) tell(claimed, other, report);
    others.push(claimed);
    taken.set(key, others);
    if (report.full()) return;
  }
}

function* allClaims(draft: Draft): Generator<Claimed> {
  for (const { kind, options, path, enabled } of [
    ...draft.boards.read.values(),
    ...draft.devices.read.values(),
  ])
    if (enabled)
      for (const claim of kind.claims(options)) yield { claim, path: [...path, ...claim.setting.split('.')] };
}

/** Claims of different places never clash. */
function place(claim: Claim): string {
  if (claim.on === 'gpio') return `gpio ${claim.line}`;
  if (claim.on === 'board') return `board ${claim.board} ${claim.pin}`;
  if (claim.on === 'board-i2c') return `i2c ${claim.board} ${claim.address}`;
  if (claim.on === 'wire') return `wire ${claim.address}`;
  if (claim.on === 'sound') return `sound ${claim.card}`;
  if (claim.on === 'topic') return `topic ${claim.topic}`;
  return 'hid';
}

/** Whether two claims on one place want the same thing. */
function clash(one: Claim, other: Claim): boolean {
  if ((one.on === 'wire' && other.on === 'wire') || (one.on === 'topic' && other.on === 'topic'))
    return one.share === undefined || other.share === undefined || one.share === other.share;
  if (one.on === 'hid' && other.on === 'hid') return alike(one, other);
  if (one.on === 'gpio' && other.on === 'gpio') return one.bus === undefined || one.bus !== other.bus;
  return true;
}

/** Whether one device could be opened in place of the other: only different paths or serial numbers exclude that. */
function alike(one: HidClaim, other: HidClaim): boolean {
  if (one.path !== undefined && other.path !== undefined) return one.path === other.path;
  if (one.vendorId !== other.vendorId || one.productId !== other.productId) return false;
  if (one.serial !== undefined && other.serial !== undefined) return one.serial === other.serial;
  const anyWillDo = ({ path, serial }: HidClaim) => path === undefined && serial === undefined;
  return anyWillDo(one) || anyWillDo(other);
}

function tell({ claim, path }: Claimed, other: Claimed, report: Report): void {
  const nameOf = (of: Path) => of.slice(1).map(shown).join('.');
  const owner = nameOf(other.path);
  const where = report.where(other.path);
  const saying =
    claim.on === 'hid'
      ? say('alike-hid', owner, where)
      : say('clash', named(claim, other.claim), owner, where, nameOf(path));
  report.error(path, saying);
}

/** The thing that two claims want, in words. */
function named(claim: Exclude<Claim, HidClaim>, other: Claim): Said {
  if (claim.on === 'gpio') return { en: `GPIO ${claim.line}`, id: `GPIO ${claim.line}` };
  if (claim.on === 'board') {
    const board = shown(claim.board);
    return { en: `pin ${claim.pin} of ${board}`, id: `pin ${claim.pin} pada ${board}` };
  }
  if (claim.on === 'board-i2c') {
    const [board, address] = [shown(claim.board), i2cAddress(claim.address)];
    return { en: `I2C address ${address} of ${board}`, id: `alamat I2C ${address} pada ${board}` };
  }
  if (claim.on === 'sound') return { en: shown(claim.card), id: shown(claim.card) };
  if (claim.on === 'topic') {
    const [topic, what] = [shown(claim.topic), claim.share === undefined ? '' : ` ${shown(claim.share)}`];
    return { en: `topic ${topic}${what}`, id: `topik ${topic}${what}` };
  }
  const address = shown(claim.address);
  const whole = claim.share === undefined || (other.on === 'wire' && other.share === undefined);
  if (whole) return { en: address, id: address };
  return { en: `address ${claim.share} on ${address}`, id: `alamat ${claim.share} pada ${address}` };
}
