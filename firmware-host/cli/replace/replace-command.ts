import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { counterOf, type Device, deviceNamed, type Site } from '../../../config/site.ts';
import { shown } from '../../../config/texts/words.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import { systemClock } from '../../edge/system-clock.ts';
import { hallRuns } from '../../journal/hall-runs.ts';
import { storageOf } from '../../machine/storage.ts';
import { type MachineTree, treeAt } from '../../machine/tree.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { siteFrom } from '../../process/site-file.ts';
import { confirmed } from '../confirmed.ts';
import { carryOut, said } from '../install/carry-out.ts';
import { places } from '../install/install-paths.ts';
import type { Step } from '../install/install-plan.ts';
import { installedAt } from '../install/installed.ts';
import { type NotDone, saidOfLacks } from '../install/lacks.ts';
import { textDiff } from '../text-diff.ts';
import { onBench } from '../try-device/test-device.ts';
import type { Trial } from '../try-device/trials.ts';
import { findSpare, type Plugged, pluggedIn } from './find-spare.ts';
import { type ReplaceWords, replaceWords } from './replace-words.ts';
import { type Replacement, replacementOf } from './replacement.ts';
import { lastRecord, seenByHall } from './seen-by-hall.ts';
import { idsOf, type Tie, tieOf } from './tie.ts';

export interface ReplaceOptions {
  readonly data: string;
  readonly root: string;
  /** The serial number of the spare, or its USB port. */
  readonly serial?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** What a replacement does to the machine. */
export interface Workshop {
  readonly tree: MachineTree;
  readonly clock: Clock;
  readonly tell: (line: string) => void;
  try(site: Site, device: string): Promise<Trial>;
  carryOut(steps: readonly Step[]): readonly NotDone[];
  /** Whether the person has typed `wanted`; undefined: nobody can be asked. */
  agree(question: string, wanted: string): Promise<boolean | undefined>;
}

/** A hall opens a spare within a few seconds; an Arduino takes ten until it answers. */
const takenMs: Millis = 20_000;

/** `loket replace DEVICE`: a spare takes the place of a device, while the hall runs. */
export async function replaceDevice(id: string, options: ReplaceOptions): Promise<void> {
  const { root, data } = options;
  await replaceIn(id, options, {
    ...{ tree: treeAt(root), clock: systemClock, tell: console.log },
    try: (site, device) =>
      onBench({ site, path: join(root, places.site), device, data }, (bench, one) => bench.try(one)),
    carryOut: (steps) => carryOut(steps, resolve(root), console.log),
    agree: async (question, wanted) => (process.stdin.isTTY ? confirmed(question, wanted) : undefined),
  });
  // Libraries may hold handles of their own; everything of ours is closed by now.
  process.exit();
}

/** The same in a workshop. Prints what is wrong, and sets the exit code. */
export async function replaceIn(id: string, options: ReplaceOptions, shop: Workshop): Promise<void> {
  let speak = language(undefined);
  try {
    const siteFile = join(options.root, places.site);
    const site = await siteFrom(siteFile);
    if (site === undefined) {
      process.exitCode = 1;
      return;
    }
    speak = language(site.language);
    const say = replaceWords[speak];
    const planned = plannedFor(id, site, options, shop, say);
    for (const line of planned.lines) shop.tell(line);
    if (options.dryRun) {
      shop.tell(say.dryRun);
      return;
    }
    refuseWhereItCannotBe(options, shop.tree, say);
    const agreed = options.yes === true || (await shop.agree(say.question(id), id));
    if (agreed === undefined) throw new Error(say.needsYes);
    if (!agreed) {
      shop.tell(say.kept);
      process.exitCode = 1;
      return;
    }
    shop.tell(say.trying(id));
    const { verdict, note } = await shop.try(planned.trial, id);
    if (verdict === 'fault') throw new Error(say.failedTrial(note));
    shop.tell(`  ${note}`);
    await carriedOut(planned, options, shop, say, speak);
  } catch (thrown) {
    explain(thrown, speak);
  }
}

interface Planned extends Replacement {
  readonly device: Device;
  readonly tie: Tie;
  readonly lines: readonly string[];
}

/** Throws an Error in words for a technician where no spare can take the place. */
function plannedFor(
  id: string,
  site: Site,
  options: ReplaceOptions,
  { tree }: Workshop,
  say: ReplaceWords,
): Planned {
  const device = deviceNamed(site, id);
  if (device === undefined)
    throw new Error(
      say.unknown(
        shown(id),
        site.devices.map((one) => one.id),
      ),
    );
  const { ports } = installedAt(options.root);
  const tie = tieOf(device, ports);
  if (!('by' in tie)) throw new Error(say.untied(id, tie));
  const spare = chosenSpare(device, site, options, tree, tie, say);
  const text = readFileSync(join(options.root, places.site), 'utf8');
  const replacement = replacementOf({ text, site, ports, device, tie, spare });
  if (replacement === undefined) throw new Error(say.byHand(places.site));
  const alike = replacement.devices.filter((one) => one !== id);
  return {
    ...{ ...replacement, device, tie },
    lines: [
      say.heading(id, device.kind.kind, counterOf(device)),
      say.was(wasOf(tie)),
      say.becomes(saidOf(spare, say)),
      ...(alike.length > 0 ? [say.alike(alike)] : []),
      ...(replacement.text === text ? [] : ['', textDiff(places.site, text, replacement.text)]),
      ...['', say.willDo, ...replacement.steps.map((step) => `  ${said(step)}`), ''],
    ],
  };
}

function chosenSpare(
  device: Device,
  site: Site,
  options: ReplaceOptions,
  tree: MachineTree,
  tie: Tie,
  say: ReplaceWords,
): Plugged {
  const { ports } = installedAt(options.root);
  const asked = { site, device, ports, ...(options.serial === undefined ? {} : { chosen: options.serial }) };
  const looked = findSpare(asked, tie, pluggedIn(tree));
  const list = (all: readonly Plugged[]) => all.map((one) => `  ${saidOf(one, say)}`);
  switch (looked.found) {
    case 'one':
      return looked.spare;
    case 'old':
      throw new Error(say.stillThere(device.id, saidOf(looked.old, say)));
    case 'nameless':
      throw new Error(say.nameless(saidOf(looked.spare, say)));
    case 'several':
      throw new Error([say.several(device.id), ...list(looked.spares), say.choose].join('\n'));
    case 'none': {
      const why =
        options.serial === undefined
          ? say.noSpare(device.id, wasOf(tie))
          : say.notChosen(device.id, shown(options.serial));
      const others = looked.others.length > 0 ? [say.others, ...list(looked.others)] : [];
      throw new Error([why, ...others].join('\n'));
    }
  }
}

const saidOf = ({ name, ids, serial, port }: Plugged, say: ReplaceWords): string =>
  say.thing(shown(name), ids && idsOf(ids), serial && shown(serial), port);

/** What the site file says of the old one. */
function wasOf(tie: Tie): string {
  if (tie.by === 'name') return tie.address;
  if (tie.by === 'serial') return `${idsOf(tie.ids)}, ${shown(tie.serial)}`;
  return [tie.ids && idsOf(tie.ids), `/dev/loket/${tie.link}`, tie.port].filter(Boolean).join(', ');
}

/** Throws where the change would not be kept, or nobody would take note of it. */
function refuseWhereItCannotBe({ root, data }: ReplaceOptions, tree: MachineTree, say: ReplaceWords): void {
  if (root === '/' && process.getuid?.() !== 0) throw new Error(say.asRoot);
  try {
    for (const path of [places.site, dirname(places.site)]) accessSync(join(root, path), constants.W_OK);
  } catch (thrown) {
    throw new Error(say.notWritable(places.site, thrown instanceof Error ? thrown.message : String(thrown)));
  }
  const { fate, why } = storageOf(tree, dirname(places.site));
  if (fate === 'lost') throw new Error(say.volatile(places.site, why));
  if (!hallRuns(data)) throw new Error(say.notRunning(data));
}

async function carriedOut(
  { steps, device, tie }: Planned,
  { data }: ReplaceOptions,
  shop: Workshop,
  say: ReplaceWords,
  speak: 'id' | 'en',
): Promise<void> {
  const after = lastRecord(data);
  try {
    for (const line of saidOfLacks(shop.carryOut(steps), speak)) console.error(line);
  } catch (thrown) {
    explain(thrown, speak);
    console.error(say.unfinished(device.id));
    return;
  }
  // A port alone is nothing that the hall knows of, and some hardware gives no evidence of being there.
  const isTold = tie.by !== 'port' || tie.serial !== undefined;
  const isSeen = device.enabled && device.kind.evidence !== 'none';
  const seen = await seenByHall({
    ...{ data, after, device: device.id, clock: shop.clock, mostMs: takenMs },
    enough: ({ replaced, found }) => (!isTold || replaced) && (!isSeen || found),
  });
  if (seen.found && (seen.replaced || !isTold)) shop.tell(say.works(device.id));
  else if (seen.replaced) shop.tell(say.notYetThere(device.id));
  else throw new Error(say.notTaken(device.id, takenMs / 1_000));
}
