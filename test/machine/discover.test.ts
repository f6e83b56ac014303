import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import { discovered } from '../../firmware-host/cli/discover/discover.ts';
import { findHardware } from '../../firmware-host/cli/discover/find.ts';
import { answersFirmata } from '../../firmware-host/cli/discover/probe.ts';
import { numbering, snippetFor } from '../../firmware-host/cli/discover/snippet.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import { systemClock } from '../../firmware-host/edge/system-clock.ts';
import { mayUse, permissionFix, type User } from '../../firmware-host/machine/permission.ts';
import { treeAt } from '../../firmware-host/machine/tree.ts';
import { SimulatedFirmataBoard } from '../../simulators/firmata-board/simulated-board.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { fakeMachine, piFiles } from './fake-machine.ts';

let root = '';
let empty = '';
beforeAll(() => {
  root = fakeMachine(piFiles);
  empty = fakeMachine({});
});
afterAll(() => {
  rmSync(root, { recursive: true });
  rmSync(empty, { recursive: true });
});

/** Somebody who is neither root nor the one who made the files. */
const nobody: User = { name: 'teknisi', uid: 12_345, groups: [12_345] };

describe('loket discover', () => {
  it('finds what is plugged in, once each, with its USB port', () => {
    const found = findHardware(treeAt(root));
    expect(found.map((one) => [one.node, 'port' in one ? one.port : undefined])).toEqual([
      ['/dev/ttyACM0', '1-1.1'],
      ['/dev/ttyUSB0', '1-1.2'],
      ['/dev/hidraw0', '1-1.3'],
      ['/dev/hidraw2', '1-1.4'],
      ['/dev/hidraw3', '1-1.5'],
      ['/dev/usb/lp0', '1-1.6'],
      ['/sys/class/gpio/export', undefined],
      ['/dev/i2c-1', undefined],
    ]);
  });

  it('gives pieces that make a right site file when they are pasted', () => {
    const found = findHardware(treeAt(root));
    const numbers = numbering(found);
    const pieces = found.flatMap((one) => snippetFor(one, numbers) ?? []);
    const below = (part: 'boards' | 'devices') => [
      `${part}:`,
      ...pieces.filter((one) => one.below === part).flatMap(({ lines }) => lines.map((line) => `  ${line}`)),
    ];
    const text = [
      'version: 1',
      'site: { id: mpp, title: MPP, zone: WIB }',
      'services: { paspor: { title: Paspor, prefix: A } }',
      'counters: { loket-1: { number: 1, serves: [paspor] } }',
      ...below('boards'),
      ...below('devices'),
    ].join('\n');
    const { problems, site } = loadSite(text, 'site.yaml', kinds);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(site?.devices).toHaveLength(8);
  });

  it('names number pads that are alike by their USB ports, and says what to install them with', () => {
    const lines = discovered(treeAt(root), nobody, 'en').join('\n');
    expect(lines).toContain('path: /dev/loket/numpad-2');
    expect(lines).toContain('loket install site.yaml --usb-port numpad-1=1-1.3 --usb-port numpad-2=1-1.4');
  });

  it('says who may not open a device, and what changes that', () => {
    expect(discovered(treeAt(root), nobody, 'id').join('\n')).toContain(
      'teknisi belum boleh membukanya: sudo loket install site.yaml',
    );
    const serial = { mode: 0o660, uid: 0, gid: 20 };
    const tree = { ...treeAt(root), node: () => serial };
    expect(permissionFix(tree, '/dev/ttyACM0', nobody)).toBe('sudo usermod -aG dialout teknisi');
    expect(mayUse(serial, { ...nobody, groups: [20] })).toBe(true);
    expect(mayUse({ ...serial, mode: 0o600 }, { ...nobody, groups: [20] })).toBe(false);
    expect(mayUse(serial, { ...nobody, uid: 0 })).toBe(true);
    // What udev rules make of it: the group may write, and nobody can read.
    const gpio = { ...treeAt(root), node: () => ({ mode: 0o220, uid: 0, gid: 997 }) };
    const member = { ...nobody, groups: [997] };
    expect(permissionFix(gpio, '/sys/class/gpio/export', member)).toBeUndefined();
  });

  it('says that there is nothing where there is nothing', () => {
    expect(discovered(treeAt(empty), nobody, 'en')).toEqual(['No hardware was found.']);
  });

  it('says that a kernel without /sys/class/gpio is the reason why a chip is of no use', () => {
    const bare = fakeMachine({ '/dev/gpiochip0': { mode: 0o660 } });
    expect(discovered(treeAt(bare), nobody, 'en').join('\n')).toContain('no /sys/class/gpio');
    rmSync(bare, { recursive: true });
  });

  it('asks a line for Firmata only when told to, and says whether a board answers', async () => {
    const wires = new Switchboard(systemClock);
    wires.plugIn('/dev/ttyACM0', new SimulatedFirmataBoard({ clock: systemClock }));
    const boards = createBoards(wires, systemClock);
    expect(await answersFirmata(boards, '/dev/ttyACM0')).toBe(true);
    expect(await answersFirmata(boards, '/dev/ttyACM9')).toMatchObject({ code: 'link.absent' });
  });
});
