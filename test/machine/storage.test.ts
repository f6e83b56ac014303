import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { storageOf } from '../../firmware-host/machine/storage.ts';
import { treeAt } from '../../firmware-host/machine/tree.ts';
import { type Files, fakeMachine } from './fake-machine.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

const data = '/var/lib/loket';
const card = '25 1 179:2 / / rw,noatime shared:1 - ext4 /dev/mmcblk0p2 rw';

/** What is said of a folder on a machine with these mounts, as /proc/self/mountinfo has them. */
function fate(mounts: readonly string[], more: Files = {}, folder = data) {
  const root = fakeMachine({ '/proc/self/mountinfo': `${mounts.join('\n')}\n`, ...more });
  roots.push(root);
  const { fate, why } = storageOf(treeAt(root), folder);
  return `${fate}: ${why}`;
}

describe('where the data is kept, by what the system says', () => {
  it('a card, a disk of its own, and a folder that is not there yet are kept', () => {
    expect(fate([card])).toBe('kept: ext4');
    expect(fate([card, '40 25 8:1 / /var/lib rw - f2fs /dev/sda1 rw'])).toBe('kept: f2fs');
    expect(fate([card, '40 25 0:44 / /var/lib/loketx rw - tmpfs tmpfs rw'])).toBe('kept: ext4');
  });

  it.each(['tmpfs', 'ramfs'])('%s is lost', (type) => {
    expect(fate([card, `40 25 0:44 / /var rw shared:5 master:2 - ${type} none rw,size=10m`])).toMatch(
      /^lost/,
    );
  });

  it('the last mount at a place counts, and the longest', () => {
    const memory = '40 25 0:44 / /var/lib/loket rw - tmpfs tmpfs rw';
    const disk = '41 40 8:1 / /var/lib/loket rw - ext4 /dev/sda1 rw';
    expect(fate([card, memory, disk])).toBe('kept: ext4');
    expect(fate([card, disk, memory])).toMatch(/^lost/);
    expect(fate([memory, card])).toMatch(/^lost/);
  });

  it('an overlay root with its upper layer in memory, as overlayroot of Raspberry Pi OS makes it, is lost', () => {
    const mounts = [
      '25 1 0:22 / / rw,relatime shared:1 - overlay overlayroot rw,lowerdir=/media/root-ro,upperdir=/media/root-rw/overlay,workdir=/media/root-rw/overlay-workdir/_',
      '26 25 179:2 / /media/root-ro ro,relatime shared:2 - ext4 /dev/mmcblk0p2 ro',
      '27 25 0:21 / /media/root-rw rw,relatime shared:3 - tmpfs tmpfs-root rw',
    ];
    expect(fate(mounts)).toBe('lost: its upper layer is /media/root-rw/overlay: tmpfs is in memory');
    const own = '30 25 8:1 / /var/lib/loket rw - ext4 /dev/sda1 rw';
    expect(fate([...mounts, own])).toBe('kept: ext4');
    expect(fate(mounts.with(2, '27 25 8:2 / /media/root-rw rw - ext4 /dev/sda2 rw'))).toMatch(/^kept/);
  });

  it('an overlay whose upper layer cannot be seen is not known: an older image, a container', () => {
    const older =
      '25 1 0:22 / / rw - overlay overlay rw,lowerdir=/lower,upperdir=/upper/data,workdir=/upper/work';
    expect(fate([older])).toBe('unknown: its upper layer /upper/data cannot be seen from here');
    const docker =
      '600 500 0:50 / / rw - overlay overlay rw,lowerdir=/a:/b,upperdir=/var/lib/docker/overlay2/c/diff,workdir=/w';
    expect(fate([docker])).toMatch(/^unknown/);
    expect(fate([card, '40 25 0:44 / /var ro - overlay overlay ro,lowerdir=/a:/b'])).toMatch(/^unknown/);
  });

  it('a disk in memory is lost, whatever is on it', () => {
    const zram = {
      '/sys/devices/virtual/block/zram0/size': '1',
      '/sys/dev/block/251:0': { to: '../../devices/virtual/block/zram0' },
    };
    expect(fate([card, '40 25 251:0 / /var rw - ext4 /dev/root rw'], zram)).toBe('lost: zram0 is in memory');
    expect(fate([card, '40 25 1:3 / /var rw - ext2 /dev/ram3 rw'])).toBe('lost: ram3 is in memory');
  });

  it('a disk in a file is as lasting as the file', () => {
    const loop = { '/sys/block/loop3/loop/backing_file': '/run/data.img\n' };
    const mounts = [card, '40 25 7:3 / /var rw - ext4 /dev/loop3 rw'];
    expect(fate([...mounts, '41 25 0:9 / /run rw - tmpfs tmpfs rw'], loop)).toMatch(
      /^lost: it is in the file/,
    );
    expect(fate(mounts, loop)).toMatch(/^kept/);
  });

  it.each(['nfs', 'nfs4', 'cifs', 'smb3', '9p', 'fuse.sshfs'])('%s is over the network', (type) => {
    expect(fate([card, `40 25 0:44 / /var rw - ${type} server:/x rw`])).toMatch(/^network/);
  });

  it('what is not known is said to be unknown', () => {
    expect(fate([])).toBe('unknown: the system does not tell');
    expect(fate(['nonsense', '1 2 3', ''])).toBe('unknown: the system does not tell');
    expect(fate([card, '40 25 0:44 / /var rw - futurefs /dev/x rw'])).toBe(
      'unknown: futurefs is not known here',
    );
  });

  it('follows links of the folder, and blanks in names', () => {
    const memory = '40 25 0:44 / /mnt/in\\040memory rw - tmpfs tmpfs rw';
    expect(fate([card, memory], {}, '/mnt/in memory/loket')).toMatch(/^lost/);
    const linked: Files = { '/run/x/file': '', '/var/lib/loket': { to: '../../run/x' } };
    expect(fate([card, '41 25 0:9 / /run rw - tmpfs tmpfs rw'], linked)).toMatch(/^lost/);
  });

  it('is not held up by an overlay upon an overlay that names itself', () => {
    const one = '40 25 0:50 / /a rw - overlay o rw,upperdir=/b/u';
    const other = '41 25 0:51 / /b rw - overlay o rw,upperdir=/a/u';
    expect(fate([card, one, other], {}, '/a/data')).toMatch(/^unknown/);
  });
});

const mountable = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;
if (!mountable) console.log('SKIPPED: real mounts (E19) need root');

describe.skipIf(!mountable)('where the data is kept, on real mounts', () => {
  /** Mounts in a namespace of its own, and takes down what the kernel says there. */
  function real(mounting: string): string {
    const files = '/proc/self/mountinfo /sys/block/loop*/loop/backing_file';
    const script = `set -e; mount -t tmpfs none /mnt; mkdir /mnt/data /mnt/upper /mnt/work /mnt/lower; ${mounting}
      for file in ${files}; do [ -e $file ] && { echo "file $file"; cat $file; } || true; done`;
    const { stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', script], { encoding: 'utf8' });
    const texts = new Map(
      stdout.split(/^file /m).map((part) => {
        const end = part.indexOf('\n');
        return [part.slice(0, end), part.slice(end + 1).trim()] as const;
      }),
    );
    if (!texts.has('/proc/self/mountinfo')) return stderr;
    const { fate, type } = storageOf({ ...treeAt('/'), text: (path) => texts.get(path) }, '/mnt/data');
    return `${fate} ${type}`;
  }

  it('tmpfs and an overlay upon it', () => {
    expect(real('mount -t tmpfs none /mnt/data')).toBe('lost tmpfs');
    expect(
      real('mount -t overlay overlay -o lowerdir=/mnt/lower,upperdir=/mnt/upper,workdir=/mnt/work /mnt/data'),
    ).toBe('lost overlay');
  });

  it('a disk in a file in memory', () => {
    const disk =
      'dd if=/dev/zero of=/mnt/disk bs=1M count=4 status=none; mkfs.ext4 -q /mnt/disk; mount -o loop /mnt/disk /mnt/data';
    const said = real(disk);
    if (/loop/.test(said)) console.log(`SKIPPED: no loop devices here: ${said}`);
    else expect(said).toBe('lost ext4');
  });
});
