import { mountedAt } from '../../machine/storage.ts';
import type { MachineTree } from '../../machine/tree.ts';
import { places } from '../install/install-paths.ts';

/** Why a folder is not a card to be written. `detail` is a path or a device. */
export type NoCard =
  | { readonly why: 'not-mounted' | 'root-disk' | 'fixed-disk' | 'no-disk'; readonly detail: string }
  | { readonly why: 'no-system' }
  | { readonly why: 'other-site'; readonly detail: string }
  | { readonly why: 'has-data' };

/** A card that may be written: the disk it is on. */
export interface Card {
  readonly disk: string;
}

/**
 * Whether the file system mounted at `dir` is a card, or an image, with a fresh system on it. `machine`: this machine,
 * `card`: the tree below `dir`. `siteText`: a card with this very site on it may be written again.
 */
export function cardAt(
  machine: MachineTree,
  dir: string,
  card: MachineTree,
  siteText: string,
): Card | NoCard {
  const mount = mountedAt(machine, dir);
  if (mount === undefined) return { why: 'not-mounted', detail: dir };
  const device = machine.real(`/sys/dev/block/${mount.device}`);
  if (device === undefined) return { why: 'no-disk', detail: mount.type };
  const disk = diskOf(machine, device);
  const root = mountedAt(machine, '/');
  const rootDevice = root && machine.real(`/sys/dev/block/${root.device}`);
  if (rootDevice !== undefined && diskOf(machine, rootDevice) === disk)
    return { why: 'root-disk', detail: disk };
  if (!isCard(machine, disk)) return { why: 'fixed-disk', detail: disk };
  if (card.text('/etc/os-release') === undefined) return { why: 'no-system' };
  const there = card.text(places.site);
  if (there !== undefined && there !== siteText.trim())
    return { why: 'other-site', detail: siteIdIn(there) ?? places.site };
  if (card.names(places.data).length > 0) return { why: 'has-data' };
  return { disk };
}

/** `/sys/devices/.../block/sda` of a partition or of the disk itself. */
const diskOf = (machine: MachineTree, device: string): string =>
  machine.text(`${device}/partition`) === undefined ? device : device.slice(0, device.lastIndexOf('/'));

/** Cards in a slot, what is plugged in by USB or can be taken out, and images. A disk that is built in is none. */
const isCard = (machine: MachineTree, disk: string): boolean =>
  /\/(mmcblk|loop)\d+$/.test(disk) || disk.includes('/usb') || machine.text(`${disk}/removable`) === '1';

const siteIdIn = (text: string): string | undefined =>
  /^\s*(?:site:\s*\{\s*)?id:\s*"?([\w-]+)/m.exec(text)?.[1];
