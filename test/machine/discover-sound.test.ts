import { rmSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import { findHardware } from '../../firmware-host/cli/discover/find.ts';
import { numbering, snippetFor } from '../../firmware-host/cli/discover/snippet.ts';
import { treeAt } from '../../firmware-host/machine/tree.ts';
import { fakeMachine } from './fake-machine.ts';

let root = '';
afterEach(() => rmSync(root, { recursive: true }));

const usb = '/devices/platform/soc/usb1/1-1/1-1.4/1-1.4:1.0/sound/card2';
const byPath = '/dev/snd/by-path/platform-fd500000.pcie-pci-0000:01:00.0-usb-0:1.4:1.0';

it('loket discover names a sound card on USB by its port, another by its id, and none without an output', () => {
  root = fakeMachine({
    '/sys/class/sound/card0/id': 'Headphones\n',
    '/dev/snd/pcmC0D0p': '',
    '/sys/class/sound/card1/id': 'Camera\n',
    [`/sys${usb}/id`]: 'Device\n',
    [`/sys${usb}/device`]: { to: '../..' },
    '/sys/class/sound/card2': { to: `../..${usb}` },
    '/dev/snd/controlC2': '',
    '/dev/snd/pcmC2D0p': '',
    [byPath]: { to: '../controlC2' },
  });
  const found = findHardware(treeAt(root)).filter(({ is }) => is === 'sound');
  expect(found).toEqual([
    { is: 'sound', node: '/dev/snd/pcmC0D0p', card: 'Headphones', id: 'Headphones', port: undefined },
    { is: 'sound', node: '/dev/snd/pcmC2D0p', card: byPath, id: 'Device', port: '1-1.4' },
  ]);
  const numbers = numbering(found);
  const text = [
    'version: 1',
    'site: { id: mpp, title: MPP, zone: WIB }',
    'services: { paspor: { title: Paspor, prefix: A } }',
    'counters: { loket-1: { number: 1, serves: [paspor] } }',
    'devices:',
    ...found.flatMap((one) => snippetFor(one, numbers)?.lines.map((line) => `  ${line}`) ?? []),
  ];
  const { site, problems } = loadSite(text.join('\n'), 'site.yaml', kinds);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(site?.devices.map(({ options }) => options)).toEqual([{ card: 'Headphones' }, { card: byPath }]);
});
