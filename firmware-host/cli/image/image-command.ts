import { closeSync, openSync, readSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { plain } from '../../../config/texts/words.ts';
import { wordsOf } from '../../../devices/fault.ts';
import { type MachineTree, treeAt } from '../../machine/tree.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { packageFolder, version } from '../../process/package-folder.ts';
import { carryOut } from '../install/carry-out.ts';
import { isPackaged } from '../install/install.ts';
import { installPlan } from '../install/install-plan.ts';
import { installedAt } from '../install/installed.ts';
import { textTable } from '../printed-table.ts';
import { cardAt } from './card.ts';
import { type ImageWords, imageWords } from './image-words.ts';
import { readBack, settle } from './read-back.ts';
import { type CardSite, siteSet } from './site-set.ts';

export interface ImageOptions {
  /** Where cards are mounted, one after the other. */
  readonly card: string;
  /** Node on the card. */
  readonly node: string;
  readonly yes?: boolean;
}

/** What the command needs of the machine and of the person at it. */
export interface CardBench {
  readonly machine: MachineTree;
  /** The folder of this program's package. */
  readonly program: string;
  /** Has everything written and read anew: see read-back.ts. */
  settle(dir: string): boolean;
  readonly tell: (line: string) => void;
  /** What the person typed, in lower case; undefined: nobody can be asked. */
  ask(question: string): Promise<string | undefined>;
}

/** `loket image SITE... --card DIR`: writes a card for each site, one after the other. */
export async function writeCards(named: readonly string[], options: ImageOptions): Promise<void> {
  const input = process.stdin.isTTY
    ? createInterface({ input: process.stdin, output: process.stdout })
    : undefined;
  try {
    await writeCardsAt(named, options, {
      ...{ machine: treeAt('/'), program: packageFolder, settle, tell: console.log },
      ask: async (question) => (await input?.question(question))?.trim().toLowerCase(),
    });
  } finally {
    input?.close();
  }
}

/** The same at a bench. Prints what is wrong, and sets the exit code to 1 unless every site was written. */
export async function writeCardsAt(
  named: readonly string[],
  options: ImageOptions,
  bench: CardBench,
): Promise<void> {
  const speak = language(undefined);
  const say = imageWords[speak];
  try {
    const sites = await siteSet(named, say);
    bench.tell(say.willWrite(sites.length));
    for (const { site, path } of sites) bench.tell(`  ${site.id}  ${plain(path)}`);
    const results: Outcome[] = [];
    for (const [at, one] of sites.entries()) {
      const result = await nextCard(one, { at: at + 1, of: sites.length }, options, bench, say);
      if (result === undefined) break;
      results.push(result);
      bench.tell(result.said);
    }
    const rows = sites.map(({ site }, at) => [
      site.id,
      plain(site.title),
      results[at]?.said ?? say.notReached,
    ]);
    bench.tell(['', ...textTable([say.columns, ...rows])].join('\n'));
    if (results.filter(({ ok }) => ok).length < sites.length) process.exitCode = 1;
  } catch (thrown) {
    explain(thrown, speak);
  }
}

/** What became of the card of a site. `ok`: it was written and read back. */
interface Outcome {
  readonly ok: boolean;
  readonly said: string;
}

/** Asks for the card of a site until there is one that may be written. Undefined: the person wants to end here. */
async function nextCard(
  one: CardSite,
  { at, of }: { readonly at: number; readonly of: number },
  options: ImageOptions,
  bench: CardBench,
  say: ImageWords,
): Promise<Outcome | undefined> {
  const { card: dir } = options;
  for (let first = true; ; first = false) {
    bench.tell(['', say.card(at, of, one.site.id, dir)].join('\n'));
    const isAsked = of > 1 || options.yes !== true || !first;
    const answer = isAsked ? await bench.ask(say.choices) : '';
    if (answer === undefined) throw new Error(of > 1 ? say.needsTerminal : say.needsYes(one.site.id));
    if (answer === 'q') return undefined;
    if (answer === 's' || answer === 'l') return { ok: false, said: say.skipped };
    const card = cardAt(bench.machine, dir, treeAt(dir), one.text);
    if ('why' in card) {
      const refused = say.refused(dir, card);
      if (!isAsked) throw new Error(refused);
      bench.tell(`  ${refused}`);
      continue;
    }
    try {
      return { ok: true, said: written(one, basename(card.disk), options, bench, say) };
    } catch (thrown) {
      return { ok: false, said: say.failed(wordsOf(thrown)) };
    }
  }
}

function written(
  one: CardSite,
  disk: string,
  { card, node }: ImageOptions,
  bench: CardBench,
  say: ImageWords,
): string {
  const dir = resolve(card);
  const { site, text, folder, ports } = one;
  const packaged = isPackaged(dir);
  const lacks = nodeLacks(node, dir, packaged, say);
  if (lacks !== undefined) throw new Error(lacks);
  const there = installedAt(dir);
  const steps = installPlan({
    ...{ site, text, folder, ports, node, packaged, version, program: bench.program },
    ...{ versions: there.versions, current: there.current },
  }).filter((step) => step.do !== 'run');
  bench.tell(say.writing(site.id, disk));
  carryOut(steps, dir, () => undefined);
  const isFromCard = bench.settle(dir);
  bench.tell(say.readingBack);
  if (!isFromCard) bench.tell(say.fromMemory);
  const { files, wrong } = readBack(steps, dir);
  if (wrong.length > 0) throw new Error(say.wrong(wrong));
  bench.tell(say.takeOut(site.id, card));
  return say.written(files, disk);
}

/** The machine that an ELF file is for is a number of two bytes at this place (elf(5), e_machine). */
const elfMachineAt = 18;

/** Addons come along from here unless the card has them from its package: then the processors have to be alike. */
function nodeLacks(node: string, dir: string, packaged: boolean, say: ImageWords): string | undefined {
  const onCard = treeAt(dir).real(node);
  if (onCard === undefined) return say.noNode(node);
  return packaged || machineOf(join(dir, onCard)) === machineOf(process.execPath)
    ? undefined
    : say.otherMachine(node);
}

function machineOf(path: string): number {
  const bytes = Buffer.alloc(elfMachineAt + 2);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, bytes.length, 0);
  } finally {
    closeSync(file);
  }
  return bytes.readUInt16LE(elfMachineAt);
}
