import { access, constants, readdir, readFile, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cardName } from '../../devices/alsa-speaker/card-name.ts';
import { Fault } from '../../devices/fault.ts';
import { linkFault } from './link-fault.ts';

/** A card that the system lists. `number` is its place in the list, until it is unplugged. */
export interface ListedCard {
  readonly number: number;
  readonly id: string;
}

const listed = '/sys/class/sound';

/**
 * The card of this name, as a site file has it. `root` is the folder in which /dev and /sys are. Rejects with a Fault:
 * `link.absent` when the system lists no such card, `link.permission` when this process may not play on it.
 */
export async function findCard(name: string, root: string): Promise<ListedCard> {
  const card = await lookUp(name, root);
  if (card === undefined)
    throw new Fault('link.absent', `there is no sound card ${name}`, {
      hint: `\`loket discover\` lists the sound cards of this machine; \`ls -l /dev/snd/by-path\` their USB ports.`,
    });
  const device = join(root, '/dev/snd', `pcmC${card.number}D0p`);
  await access(device, constants.R_OK | constants.W_OK).catch((why: unknown) => {
    throw linkFault(why, `${name} (${basename(device)})`);
  });
  return card;
}

async function lookUp(name: string, root: string): Promise<ListedCard | undefined> {
  const place = cardName(name);
  if (place?.by === 'link') {
    const control = await realpath(join(root, place.path)).catch(() => '');
    const number = /^controlC(\d+)$/.exec(basename(control))?.[1];
    return number === undefined ? undefined : cardNumbered(Number(number), root);
  }
  for (const entry of await readdir(join(root, listed)).catch(() => [])) {
    const number = /^card(\d+)$/.exec(entry)?.[1];
    const card = number === undefined ? undefined : await cardNumbered(Number(number), root);
    if (card !== undefined && card.id === place?.id) return card;
  }
  return undefined;
}

async function cardNumbered(number: number, root: string): Promise<ListedCard | undefined> {
  const id = await readFile(join(root, listed, `card${number}`, 'id'), 'utf8').catch(() => undefined);
  return id === undefined ? undefined : { number, id: id.trim() };
}
