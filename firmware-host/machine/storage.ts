import type { MachineTree } from './tree.ts';

/**
 * Whether data written to a folder survives a power cut, as far as the system tells. `lost`: in memory, or on an
 * overlay whose upper layer is in memory. `network`: locks and the order of writes are not reliable enough for a
 * database. `kept`: it survives. `unknown`: with the reason. `type` is the file system's name, `at` where it is
 * mounted.
 */
export interface Storage {
  readonly fate: 'kept' | 'lost' | 'network' | 'unknown';
  readonly type: string;
  readonly at: string;
  readonly why: string;
}

interface Mount {
  readonly at: string;
  readonly type: string;
  readonly source: string;
  /** MAJOR:MINOR. */
  readonly device: string;
  readonly options: readonly string[];
}

/** A controller does not have more mounts than this; only these are looked at. */
const mountsMax = 10_000;
/** An overlay on an overlay, or on a file in another: at most this many layers are followed. */
const layersMax = 4;

const inMemory: ReadonlySet<string> = new Set(['tmpfs', 'ramfs', 'rootfs', 'devtmpfs', 'hugetlbfs']);
const overNetwork =
  /^(nfs4?|cifs|smb3|smbfs|9p|virtiofs|ceph|afs|ncpfs|fuse\.(sshfs|glusterfs|rclone|s3fs|davfs|curlftpfs))$/;
const onDisk =
  /^(ext[234]|xfs|btrfs|f2fs|vfat|exfat|ntfs3?|fuseblk|jfs|reiserfs|bcachefs|zfs|ubifs|jffs2|nilfs2)$/;

/**
 * The storage that holds the folder, by /proc/self/mountinfo (proc_pid_mountinfo(5)). The folder need not exist yet.
 */
export function storageOf(tree: MachineTree, folder: string): Storage {
  const mounts = mountsIn(tree.text('/proc/self/mountinfo') ?? '');
  return fateOf(tree, mounts, realPath(tree, folder), layersMax);
}

/** What is mounted at exactly this folder; undefined: nothing is. */
export function mountedAt(
  tree: MachineTree,
  folder: string,
): { readonly type: string; readonly device: string; readonly source: string } | undefined {
  const real = realPath(tree, folder);
  return mountsIn(tree.text('/proc/self/mountinfo') ?? '').findLast(({ at }) => at === real);
}

function fateOf(tree: MachineTree, mounts: readonly Mount[], path: string, layers: number): Storage {
  const mount = mountOf(mounts, path);
  if (mount === undefined) return { fate: 'unknown', type: '?', at: path, why: 'the system does not tell' };
  const { type, at } = mount;
  const said = (fate: Storage['fate'], why: string): Storage => ({ fate, type, at, why });
  if (inMemory.has(type)) return said('lost', `${type} is in memory`);
  if (overNetwork.test(type)) return said('network', `${type} is on another machine`);
  if (type === 'overlay' || type === 'overlayfs' || type === 'aufs')
    return overlaid(tree, mounts, mount, layers);
  const disk = diskOf(tree, mount);
  if (/^(zram|ram)\d+$/.test(disk)) return said('lost', `${disk} is in memory`);
  const file = tree.text(`/sys/block/${disk}/loop/backing_file`);
  if (file !== undefined) {
    if (layers === 0) return said('unknown', 'it is layered too deep');
    const below = fateOf(tree, mounts, file, layers - 1);
    return said(below.fate, `it is in the file ${file}: ${below.why}`);
  }
  return onDisk.test(type) ? said('kept', type) : said('unknown', `${type} is not known here`);
}

/** Data written to an overlay goes to its upper folder, which may be anywhere. */
function overlaid(tree: MachineTree, mounts: readonly Mount[], overlay: Mount, layers: number): Storage {
  const { type, at, options } = overlay;
  const said = (fate: Storage['fate'], why: string): Storage => ({ fate, type, at, why });
  const upper = options.find((option) => option.startsWith('upperdir='))?.slice('upperdir='.length);
  if (upper === undefined) return said('unknown', 'no upper layer is named');
  const below = mountOf(mounts, upper);
  // The overlay was mounted before the root was changed, or outside this container: the path means something else here.
  const isHidden = below === undefined || below.at === at || !upper.startsWith('/') || layers === 0;
  if (isHidden) return said('unknown', `its upper layer ${upper} cannot be seen from here`);
  const { fate, why } = fateOf(tree, mounts, upper, layers - 1);
  return said(fate, `its upper layer is ${upper}: ${why}`);
}

/** The mount that a path lies in: the longest, and of several at one place the last, which hides the others. */
function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  let found: Mount | undefined;
  for (const mount of mounts) {
    const holds = mount.at === '/' || path === mount.at || path.startsWith(`${mount.at}/`);
    if (holds && mount.at.length >= (found?.at.length ?? 0)) found = mount;
  }
  return found;
}

function mountsIn(mountinfo: string): readonly Mount[] {
  return mountinfo
    .split('\n', mountsMax)
    .map((line) => line.split(' '))
    .flatMap((fields) => {
      const [, , device = '', , at] = fields;
      const dash = fields.indexOf('-', 6);
      const [type, source = '', options = ''] = dash === -1 ? [] : fields.slice(dash + 1);
      if (at === undefined || type === undefined) return [];
      return [{ at: plain(at), type, source: plain(source), device, options: options.split(',').map(plain) }];
    });
}

/** The kernel writes blanks and backslashes as \040 and the like. */
const plain = (field: string) =>
  field.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** The kernel's name of the disk, such as mmcblk0p2. */
const diskOf = (tree: MachineTree, { device, source }: Mount): string =>
  (tree.real(`/sys/dev/block/${device}`) ?? source).split('/').at(-1) ?? '';

/** Follows the links of a path, as far as it exists. */
function realPath(tree: MachineTree, path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  for (let kept = parts.length; kept > 0; kept--) {
    const real = tree.real(`/${parts.slice(0, kept).join('/')}`);
    if (real !== undefined) return ['', ...real.split('/').filter(Boolean), ...parts.slice(kept)].join('/');
  }
  return path;
}
