import type { Language } from '../../../config/site.ts';
import type { Fault } from '../../../devices/fault.ts';
import { permissionFix, thisUser, type User } from '../../machine/permission.ts';
import { type MachineTree, treeAt } from '../../machine/tree.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { detailSaid } from '../../status/detail-words.ts';
import { type Found, findHardware, type UsbIdentity } from './find.ts';
import { isNameless, type Numbering, numbering, snippetFor } from './snippet.ts';
import { thingOf } from './usb-things.ts';

interface Words {
  readonly headings: Readonly<Record<Found['is'], string>>;
  readonly port: (port: string) => string;
  readonly denied: (user: string, fix: string) => string;
  readonly noSysfs: string;
  readonly firmata: string;
  readonly silent: (why: string) => string;
  readonly install: (ports: readonly string[]) => string;
  readonly foreign: string;
  readonly nameless: string;
  readonly alike: string;
  readonly ownLanguage: string;
  readonly others: (below: string) => string;
  readonly none: string;
}

const words: Readonly<Record<Language, Words>> = {
  id: {
    headings: {
      serial: 'Jalur serial',
      hid: 'Perangkat USB HID (numpad, papan penilaian, pemindai, pembaca kartu)',
      printer: 'Printer USB',
      gpio: 'Chip GPIO',
      bus: 'Bus I2C dan SPI',
      sound: 'Kartu suara',
    },
    port: (port) => `port USB ${port}`,
    denied: (user, fix) => `${user} belum boleh membukanya: ${fix}`,
    noSysfs: 'Ada chip GPIO, tetapi kernel ini tidak punya /sys/class/gpio: sudo apt install gpiod',
    firmata: 'papan menjawab dengan Firmata',
    silent: (why) => `bukan papan Firmata: ${why}`,
    install: (ports) => `Saat memasang: loket install site.yaml ${ports.join(' ')}`,
    nameless:
      'tanpa nomor seri sendiri: namanya di /dev/serial/by-id milik alat yang terakhir dipasang, jadi dibedakan menurut port USB; jangan pindahkan kabelnya',
    alike: 'ada lagi yang sama: dibedakan menurut port USB; jangan pindahkan kabelnya',
    ownLanguage: 'bahasanya belum tentu ESC/POS: lihat halaman uji sendiri dan buku petunjuk printer',
    others: (below) => `atau salah satu dari ini, di bawah ${below}:`,
    foreign: 'bukan GPIO Raspberry Pi: tidak dipakai',
    none: 'Tidak ada perangkat keras yang ditemukan.',
  },
  en: {
    headings: {
      serial: 'Serial lines',
      hid: 'USB HID devices (number pads, rating pads, scanners, card readers)',
      printer: 'USB printers',
      gpio: 'GPIO chips',
      bus: 'I2C and SPI buses',
      sound: 'Sound cards',
    },
    port: (port) => `USB port ${port}`,
    denied: (user, fix) => `${user} may not open it yet: ${fix}`,
    noSysfs: 'There is a GPIO chip, but this kernel has no /sys/class/gpio: sudo apt install gpiod',
    firmata: 'a board answers in Firmata',
    silent: (why) => `no Firmata board: ${why}`,
    install: (ports) => `When installing: loket install site.yaml ${ports.join(' ')}`,
    nameless:
      'no serial number of its own: its name in /dev/serial/by-id is that of the last one plugged in, so it is told by its USB port; leave its cable there',
    alike: 'there is another one like it: they are told apart by their USB ports; leave their cables there',
    ownLanguage: 'its language may not be ESC/POS: see its self-test and its manual',
    others: (below) => `or one of these, below ${below}:`,
    foreign: 'not the GPIO of a Raspberry Pi: not used',
    none: 'No hardware was found.',
  },
};

export interface DiscoverOptions {
  readonly root: string;
  /** Open every serial line and send a Firmata request. */
  readonly probe?: boolean;
  /** Listen on this serial line for radio buttons, and list nothing. */
  readonly listen?: string;
}

/** `loket discover`: lists the hardware that is plugged in, and how to write it in a site file. */
export async function discover({ root, probe, listen }: DiscoverOptions): Promise<void> {
  if (listen !== undefined) return listenOn(listen);
  const tree = treeAt(root);
  const answers = probe ? await probed(findHardware(tree)) : new Map();
  console.log(discovered(tree, thisUser(), language(undefined), answers).join('\n'));
}

async function listenOn(path: string): Promise<void> {
  const { createWires: openWires } = await import('../../edge/wires.ts');
  const { systemClock: clock } = await import('../../edge/system-clock.ts');
  const { listenForButtons } = await import('./listen.ts');
  const speak = language(undefined);
  try {
    const heard = await listenForButtons({ wires: openWires(clock), clock, path, speak, tell: console.log });
    if (!heard) process.exitCode = 1;
  } catch (thrown) {
    explain(thrown, speak);
  }
}

/** One line after the other, so that no two boards restart at once and overload the supply. */
async function probed(found: readonly Found[]): Promise<Answers> {
  const { createBoards: openBoards } = await import('../../edge/boards.ts');
  const { createWires: openWires } = await import('../../edge/wires.ts');
  const { systemClock } = await import('../../edge/system-clock.ts');
  const { answersFirmata } = await import('./probe.ts');
  const boards = openBoards(openWires(systemClock), systemClock);
  const answers = new Map<string, true | Fault>();
  for (const one of found)
    if (one.is === 'serial') answers.set(one.path, await answersFirmata(boards, one.path));
  return answers;
}

type Answers = ReadonlyMap<string, true | Fault>;

/** The printed list: each device with its place, its problems, and its piece of a site file. */
export function discovered(
  tree: MachineTree,
  user: User,
  speak: Language,
  answers: Answers = new Map(),
): readonly string[] {
  const say = words[speak];
  const found = findHardware(tree);
  const numbers = numbering(found);
  const ports: string[] = [];
  const lines: string[] = [];
  let heading: Found['is'] | undefined;
  for (const one of found) {
    if (one.is !== heading) lines.push(...(lines.length > 0 ? [''] : []), say.headings[one.is]);
    heading = one.is;
    const answer = one.is === 'serial' ? answers.get(one.path) : undefined;
    lines.push(`  ${titleOf(one, say)}`);
    if (answer !== undefined)
      lines.push(`    ${answer === true ? say.firmata : say.silent(detailSaid(answer.message)[speak])}`);
    const fix = permissionFix(tree, one.node, user);
    if (fix !== undefined) lines.push(`    ${say.denied(user.name, fix)}`);
    lines.push(...cautions(one, numbers, say).map((caution) => `    ${caution}`));
    const snippet = snippetFor(one, numbers, answer === true);
    if (snippet === undefined) continue;
    lines.push(`    ${snippet.below}:`, ...snippet.lines.map((line) => `      ${line}`));
    for (const other of snippet.others.filter((piece) => piece.lines.length > 0))
      lines.push(`      # ${say.others(other.below)}`, ...other.lines.map((line) => `      # ${line}`));
    if (snippet.usbPort !== undefined) ports.push(`--usb-port ${snippet.usbPort}`);
  }
  if (!found.some(({ is }) => is === 'gpio') && tree.names('/dev').some((name) => /^gpiochip\d/.test(name)))
    lines.push('', say.noSysfs);
  if (ports.length > 0) lines.push('', say.install(ports));
  return lines.length > 0 ? lines : [say.none];
}

/** What a technician has to know of it before the piece is pasted. */
function cautions(found: Found, numbers: Numbering, say: Words): readonly string[] {
  if (found.is === 'printer' && thingOf(found.usb?.vendorId, found.usb?.productId)?.language !== undefined)
    return [say.ownLanguage, ...(numbers.needsPort(found) ? [say.alike] : [])];
  if (!numbers.needsPort(found)) return [];
  return [found.is === 'serial' && isNameless(found) ? say.nameless : say.alike];
}

function titleOf(found: Found, say: Words): string {
  const at = 'port' in found && found.port !== undefined ? say.port(found.port) : '';
  const parts = (...all: readonly string[]) => all.filter((part) => part !== '').join('  ');
  switch (found.is) {
    case 'serial':
      return parts(found.path, found.path === found.node ? '' : found.node, at, known(found.usb));
    case 'hid':
      return parts(found.name, found.node, at, known(found));
    case 'printer':
      return parts(found.node, found.name, at, known(found.usb));
    case 'gpio':
      return parts(found.label, `${found.lines}`, found.pi ? '' : say.foreign);
    case 'bus':
      return found.node;
    case 'sound':
      return parts(found.id, found.node, at);
  }
}

/** The ids of a thing on USB, and its name where they tell one. */
function known(usb: Pick<UsbIdentity, 'vendorId' | 'productId'> | undefined): string {
  if (usb === undefined) return '';
  const name = thingOf(usb.vendorId, usb.productId)?.name;
  return `${hex(usb.vendorId)}:${hex(usb.productId)}${name === undefined ? '' : ` ${name}`}`;
}

const hex = (id: number) => id.toString(16).padStart(4, '0');
