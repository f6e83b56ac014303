import { cpSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cardAt } from '../../firmware-host/cli/image/card.ts';
import { type CardBench, writeCardsAt } from '../../firmware-host/cli/image/image-command.ts';
import { readBack } from '../../firmware-host/cli/image/read-back.ts';
import { treeAt } from '../../firmware-host/machine/tree.ts';
import { fakeMachine } from '../machine/fake-machine.ts';

const block = '/sys/devices/platform/mmc/block';
const usbDisk = '/sys/devices/pci0/usb1/1-1/host0/block/sdb';
let root = '';
let card = '';
beforeEach(() => {
  process.env.LANG = 'en';
  root = fakeMachine({});
  card = join(root, 'mnt');
  mkdirSync(card);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

const put = (path: string, text: string, mode = 0o644) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text, { mode });
};

/** This machine runs from /dev/sda1; at `card` there is what the test says, by its number of a device. */
function machine(mounted: string | undefined, type = 'ext4') {
  put(
    'host/proc/self/mountinfo',
    [
      '21 1 8:1 / / rw - ext4 /dev/sda1 rw',
      ...(mounted === undefined ? [] : [`22 21 ${mounted} / ${card} rw - ${type} /dev/x rw`]),
    ].join('\n'),
  );
  const disks: readonly (readonly [string, string])[] = [
    ['8:1', '/sys/devices/pci0/ata1/block/sda/sda1'],
    ['8:2', '/sys/devices/pci0/ata1/block/sda/sda2'],
    ['8:17', `${usbDisk}/sdb1`],
    ['8:33', '/sys/devices/pci0/ata2/block/sdc/sdc1'],
    ['179:2', `${block}/mmcblk0/mmcblk0p2`],
    ['7:0', '/sys/devices/virtual/block/loop0'],
  ];
  for (const [number, device] of disks) {
    if (number !== '7:0') put(`host${device}/partition`, '1\n');
    else mkdirSync(join(root, 'host', device), { recursive: true });
    const link = join(root, 'host/sys/dev/block', number);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(`../../..${device}`, link);
  }
  mkdirSync(join(root, 'host', card), { recursive: true });
  return treeAt(join(root, 'host'));
}

/** A package of this program, small enough to be copied often. */
beforeEach(() => {
  put('package/package.json', '{}');
  put('package/dist/program/main.js', 'main');
});

/** A fresh system on the card, with the Node of this machine. */
function fresh(): void {
  rmSync(card, { recursive: true, force: true });
  put('mnt/etc/os-release', 'ID=raspbian\n');
  mkdirSync(join(card, 'usr/bin'), { recursive: true });
  const node = readFileSync(process.execPath).subarray(0, 64);
  writeFileSync(join(card, 'usr/bin/node'), node);
}

const text = (id: string, secret = 'tv.hash') => `version: 1
site: { id: ${id}, title: MPP ${id}, zone: WIB }
services: { a: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: [a] } }
mqtt: { users: [{ name: tv, role: view, password: { file: ${secret} } }] }
devices: { keys-1: { kind: call-button, counter: loket-1, layout: one-key, pin: 17, pull: off } }
`;

function site(id: string, secret = `hash of ${id}`, as = id): void {
  put(`situs/${id}/site.yaml`, text(as));
  put(`situs/${id}/tv.hash`, secret, 0o600);
}

/** Writes the cards; the person types these answers, and `before` each of them changes the card. */
async function write(
  answers: readonly (string | (() => string))[],
  { named = [join(root, 'situs')], ...options }: { named?: readonly string[]; yes?: boolean } = {},
  tree = machine('8:17'),
) {
  const said: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line) => void said.push(String(line)));
  const left = [...answers];
  const bench: CardBench = {
    machine: tree,
    program: join(root, 'package'),
    settle: () => true,
    tell: (line) => void said.push(line),
    ask: async () => {
      const next = left.shift();
      return typeof next === 'function' ? next() : next;
    },
  };
  process.exitCode = undefined;
  await writeCardsAt(named, { card, node: '/usr/bin/node', ...options }, bench);
  return { code: process.exitCode ?? 0, said: said.join('\n'), left: left.length };
}

describe('a folder that is to be a card', () => {
  it.each([
    ['nothing mounted', undefined, 'ext4', 'not-mounted'],
    ['the disk of this machine', '8:2', 'ext4', 'root-disk'],
    ['a disk that is built in', '8:33', 'ext4', 'fixed-disk'],
    ['memory', '0:44', 'tmpfs', 'no-disk'],
    ['an empty card', '179:2', 'ext4', 'no-system'],
  ] as const)('is refused with %s on it', (_, mounted, type, why) => {
    expect(cardAt(machine(mounted, type), card, treeAt(card), '')).toMatchObject({ why });
  });

  it.each([
    ['a USB reader', '8:17', usbDisk],
    ['a slot', '179:2', `${block}/mmcblk0`],
    ['an image', '7:0', '/sys/devices/virtual/block/loop0'],
  ])('may be written when it is in %s and has a fresh system', (_, mounted, disk) => {
    fresh();
    expect(cardAt(machine(mounted), card, treeAt(card), '')).toEqual({ disk });
  });

  it('is refused with another site or data on it, and may be written again with the same site', () => {
    fresh();
    put('mnt/etc/loket/site.yaml', text('lain'));
    const asked = (of: string) => cardAt(machine('8:17'), card, treeAt(card), of);
    expect(asked(text('batam'))).toEqual({ why: 'other-site', detail: 'lain' });
    expect(asked(text('lain'))).toEqual({ disk: usbDisk });
    put('mnt/var/lib/loket/journal.db', '');
    expect(asked(text('lain'))).toEqual({ why: 'has-data' });
  });
});

describe('loket image', () => {
  it('writes a card for each site, waits for the next one, and lists what became of each', async () => {
    for (const id of ['batam', 'dumai', 'siak']) site(id);
    fresh();
    const taken: string[] = [];
    const change = () => {
      taken.push(readFileSync(join(card, 'etc/loket/site.yaml'), 'utf8'));
      cpSync(card, join(root, `card-${taken.length}`), { recursive: true, verbatimSymlinks: true });
      fresh();
      return '';
    };
    // The second time nobody has changed the card; the third site is skipped.
    const { code, said, left } = await write(['', '', change, 'l']);
    expect(left).toBe(0);
    expect(said).toMatch(
      /3 sites[\s\S]*Card 1 of 3: batam[\s\S]*has another site on it \(batam\)[\s\S]*Card 2 of 3: dumai/,
    );
    const rows = said.slice(said.lastIndexOf('\nsite')).trim().split('\n');
    expect(rows.slice(1)).toEqual([
      expect.stringMatching(/^batam +MPP batam +written to sdb, \d+ files read back$/),
      expect.stringMatching(/^dumai +MPP dumai +written to sdb/),
      expect.stringMatching(/^siak +MPP siak +skipped$/),
    ]);
    expect(code).toBe(1);
    expect(taken).toEqual([text('batam')]);
    for (const [folder, id] of [
      [join(root, 'card-1'), 'batam'],
      [card, 'dumai'],
    ] as const) {
      expect(readFileSync(join(folder, 'etc/loket/tv.hash'), 'utf8')).toBe(`hash of ${id}`);
      expect(statSync(join(folder, 'etc/loket/tv.hash')).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(folder, 'etc/systemd/system/loket.service'), 'utf8')).toContain(`MPP ${id}`);
    }
  });

  it('writes no card at all while one of the sites is wrong', async () => {
    site('batam');
    site('dumai', 'hash of batam');
    site('siak', 'hash of siak', 'batam');
    put('situs/baru/site.yaml', 'version: 1\nsite: [');
    put('situs/kosong/site.yaml', text('kosong', 'tidak-ada.hash'));
    fresh();
    const { code, said } = await write(['']);
    expect(code).toBe(1);
    expect(said).toMatch(/the secret tv\.hash is the same for .*batam.* and .*dumai/);
    expect(said).toMatch(/have the same id \(batam\)/);
    expect(said).toMatch(/baru.site\.yaml: it has mistakes/);
    expect(said).toMatch(/kosong.site\.yaml: there is no file tidak-ada\.hash/);
    expect(statSync(join(card, 'etc/loket'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('does not ask for one site with --yes, and needs a terminal for more', async () => {
    site('batam');
    fresh();
    expect(await write([], { yes: true })).toMatchObject({ code: 0 });
    site('dumai');
    expect((await write([], { yes: true })).said).toContain('several cards need a terminal');
    fresh();
    expect((await write([], { named: [join(root, 'situs/batam/site.yaml')] })).said).toContain('add --yes');
    const none = await write(
      [],
      { yes: true, named: [join(root, 'situs/batam/site.yaml')] },
      machine(undefined),
    );
    expect(none).toMatchObject({ code: 1, said: expect.stringContaining('no card is mounted') });
  });

  it('does not bring addons to a card with another processor, or without Node', async () => {
    site('batam');
    fresh();
    const other = readFileSync(join(card, 'usr/bin/node'));
    other.writeUInt16LE(0xf3, 18);
    writeFileSync(join(card, 'usr/bin/node'), other);
    expect((await write([], { yes: true })).said).toContain('for another processor');
    rmSync(join(card, 'usr/bin/node'));
    expect((await write([], { yes: true })).said).toContain('the card has no /usr/bin/node');
  });

  it('finds what a card did not keep', () => {
    put('mnt/a', 'one');
    put('mnt/b', 'other', 0o600);
    const step = (path: string, of: string, mode = 0o644) => ({ do: 'write', path, text: of, mode }) as const;
    const steps = [step('/a', 'one'), step('/b', 'other'), step('/c', 'gone'), step('/a', 'two')];
    expect(readBack(steps, card)).toEqual({ files: 4, wrong: ['/b', '/c', '/a'] });
    put('mnt/opt/x/package.json', '{]');
    put('mnt/opt/x/dist/program/main.js', 'main');
    const version = { do: 'version', from: join(root, 'package'), path: '/opt/x' } as const;
    expect(readBack([version], card)).toEqual({ files: 2, wrong: ['/opt/x/package.json'] });
  });
});
