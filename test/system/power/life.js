/** One life of a machine, from its start to its cut, and what is found on its card. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { openHall } from './hall.js';
import { createJudge, dataFolder, recordsOf, whatIsUnsound } from './judge.js';
import { live } from './machine.js';

/** A machine with a copy of the card in `folder`, and a hall of its own around it. */
export async function openMachine({ cache, folder, name, random }) {
  const file = join(folder, name);
  execFileSync('cp', ['--sparse=always', join(folder, 'card'), file]);
  const machine = {
    cache,
    name,
    file,
    random,
    judge: createJudge(),
    papers: [],
    last: new Map(),
    onPaper: () => undefined,
  };
  machine.hall = await openHall({
    seed: Math.floor(random() * 2 ** 32),
    onPaper(number) {
      machine.papers.push(number);
      machine.onPaper(number);
    },
  });
  return machine;
}

/**
 * Boots the machine, waits for the moment of the cut (cuts.js), takes the power away, and looks at the card. `ended`
 * says that there was no cut, `unsound` what is wrong with the card; `card` is what the cut left unflushed, `firstMs`
 * and `firstRequest` when the first ticket came.
 */
export async function lifeAndCut(machine, { clock, papers, newDay, requests, share }, habits) {
  const { hall, random } = machine;
  machine.papers = [];
  const since = performance.now();
  let firstMs;
  let heard = 0;
  let firstRequest;
  let isDue = papers === 0;
  // A number that is not higher than the one before it is of a new day.
  machine.onPaper = (number) => {
    const [prefix, digits] = number.split('-');
    const isNewDay = Number(digits) <= (machine.last.get(prefix) ?? Number.POSITIVE_INFINITY);
    machine.last.set(prefix, Number(digits));
    firstMs ??= performance.now() - since;
    firstRequest ??= heard;
    isDue ||= machine.papers.length >= papers || (newDay && isNewDay);
  };
  hall.come();
  const { lost: card, log } = await live({
    ...{ cache: machine.cache, file: machine.file, clock, habits },
    words: `loket.ports=${hall.ports}`,
    onRequest(power) {
      heard++;
      if (isDue && --requests === 0) power.cut(share === 'random' ? undefined : share, random);
    },
  });
  hall.go();
  const base = {
    papers: machine.papers.length,
    firstMs,
    firstRequest,
    card,
    log,
    lost: [],
    twice: [],
    skipped: [],
  };
  if (card === undefined)
    return { ...base, ended: 'the machine ended, or came to its limit, before it was cut' };
  try {
    const data = await dataFolder(machine.file, `${machine.file}.data`);
    const unsound = await whatIsUnsound(data);
    return { ...base, unsound, ...machine.judge(await recordsOf(data), machine.papers) };
  } catch (thrown) {
    return { ...base, unsound: thrown.message, lost: machine.papers };
  }
}
