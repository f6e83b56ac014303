import type { Claim } from '../../../devices/kind.ts';
import { permissionFix } from '../../machine/permission.ts';
import { findHardware, type HidFound, soundCards } from '../discover/find.ts';
import { numbering } from '../discover/snippet.ts';
import { places } from '../install/install-paths.ts';
import { udevRules } from '../install/udev-rules.ts';
import type { Facts } from './facts.ts';
import { both, type Finding, fault, ok, warn } from './finding.ts';

type HidClaim = Extract<Claim, { on: 'hid' }>;

/** Checks that every device of the site file is there, may be opened, and does not type on the console. */
export function deviceChecks(facts: Facts): readonly Finding[] {
  if (facts.site === undefined) return [];
  const wires = new Set(facts.claims.flatMap((claim) => (claim.on === 'wire' ? [claim.address] : [])));
  const hid = facts.claims.filter((claim) => claim.on === 'hid');
  return [
    rules(facts),
    ...[...wires].filter((address) => address.startsWith('/')).map((path) => node(facts, path, path)),
    ...ownNames(facts, wires),
    ...hid.flatMap((claim) => hidChecks(facts, claim)),
    ...sound(facts),
    ...(facts.claims.some((claim) => claim.on === 'gpio' && claim.bus === undefined) ? [gpio(facts)] : []),
  ];
}

function rules({ tree, claims, ports }: Facts): Finding {
  const written = tree.text(places.rules);
  const install = both('sudo loket install site.yaml');
  if (written === undefined)
    return warn({ id: 'belum dipasang sebagai layanan', en: 'not installed as a service yet' }, install);
  if (written !== udevRules(claims, ports).trim())
    return warn(
      {
        id: 'aturan udev bukan untuk berkas situs ini',
        en: 'the udev rules are not those of this site file',
      },
      install,
    );
  return ok('aturan udev sesuai', 'the udev rules are those of the site file');
}

/** Checks that a device node exists and that the user may open it. */
function node({ tree, user }: Facts, path: string, named: string): Finding {
  if (tree.node(path) === undefined)
    return fault(
      { id: `${named} tidak ada`, en: `${named} is not there` },
      {
        id: 'periksa kabel dan dayanya; `loket discover` menyebut yang ada',
        en: 'check its cable and power; `loket discover` lists what is there',
      },
    );
  const fix = permissionFix(tree, path, user);
  if (fix === undefined) return ok(named, named);
  return fault(
    { id: `${user.name} tidak boleh membuka ${named}`, en: `${user.name} may not open ${named}` },
    both(fix),
  );
}

/** A name in /dev/serial/by-id that another adapter has as well, or could: it is that of the one plugged in last. */
function ownNames({ tree }: Facts, wires: ReadonlySet<string>): readonly Finding[] {
  const found = findHardware(tree);
  const { needsPort } = numbering(found);
  return [...wires].flatMap((address): readonly Finding[] => {
    if (!address.startsWith('/dev/serial/by-id/')) return [];
    const one = found.find((line) => line.is === 'serial' && line.node === tree.real(address));
    if (one?.is !== 'serial' || !needsPort(one)) return [];
    return [
      warn(
        {
          id: `${address} juga nama adaptor lain yang sama, milik yang terakhir dipasang`,
          en: `${address} is the name of any other adapter like it, too: that of the one plugged in last`,
        },
        {
          id: `tulis address: /dev/loket/NAMA; sudo loket install site.yaml --usb-port NAMA=${one.port}`,
          en: `write address: /dev/loket/NAME; sudo loket install site.yaml --usb-port NAME=${one.port}`,
        },
      ),
    ];
  });
}

function hidChecks(facts: Facts, claim: HidClaim): readonly Finding[] {
  const ids = `${hex(claim.vendorId)}:${hex(claim.productId)}`;
  const isIt = (found: { readonly is: string }): found is HidFound => found.is === 'hid';
  const found = findHardware(facts.tree)
    .filter(isIt)
    .find((one) => one.vendorId === claim.vendorId && one.productId === claim.productId);
  const path = claim.path ?? found?.node ?? `USB ${ids}`;
  return [
    node(facts, path, claim.path === undefined ? `HID ${ids}` : `${claim.path} (${ids})`),
    ...typing(facts, ids),
  ];
}

/** If the kernel has an input device for it, scanned text would be typed at the console's login. */
function typing({ tree }: Facts, ids: string): readonly Finding[] {
  const root = '/sys/class/input';
  const typing = tree.names(root).filter((name) => {
    const id = (what: string) => tree.text(`${root}/${name}/id/${what}`);
    return (
      /^input\d+$/.test(name) &&
      `${id('vendor')}:${id('product')}` === ids &&
      tree.text(`${root}/${name}/inhibited`) !== '1'
    );
  });
  if (typing.length === 0) return [];
  return [
    fault(
      { id: `HID ${ids} mengetik di konsol`, en: `HID ${ids} types on the console` },
      both('sudo loket install site.yaml; sudo udevadm trigger --action=add --subsystem-match=input'),
    ),
  ];
}

/** The program that plays, and each card of the site file: that it is there, and that the user may play on it. */
function sound(facts: Facts): readonly Finding[] {
  const { tree } = facts;
  const cards = facts.claims.flatMap((claim) => (claim.on === 'sound' ? [claim.card] : []));
  if (cards.length === 0) return [];
  const there = soundCards(tree);
  const player =
    tree.node('/usr/bin/aplay') === undefined
      ? fault(
          { id: 'program aplay tidak ada', en: 'there is no program aplay' },
          both('sudo apt install alsa-utils'),
        )
      : ok('aplay terpasang', 'aplay is installed');
  return [
    player,
    ...cards.map((card) => {
      const control = tree.real(card);
      const found = there.find(
        ({ id, node }) => id === card || (control !== undefined && node.startsWith(pcmOf(control))),
      );
      return node(facts, found?.node ?? card, card);
    }),
  ];
}

/** The beginning of the names of a card's outputs, from the name of its control device. */
const pcmOf = (control: string) => `${control.replace('/controlC', '/pcmC')}D`;

/** The lines are reached through the kernel's files with onoff, else through the programs of gpiod. */
function gpio(facts: Facts): Finding {
  const onoff = facts.broken.get('onoff');
  const chip =
    onoff === undefined && findHardware(facts.tree).find((found) => found.is === 'gpio' && found.pi);
  if (chip) return node(facts, chip.node, 'GPIO');
  const bare = facts.tree.names('/dev').find((name) => /^gpiochip\d/.test(name));
  if (bare !== undefined && facts.tree.node('/usr/bin/gpiomon') !== undefined)
    return node(facts, `/dev/${bare}`, `GPIO (/dev/${bare})`);
  if (bare !== undefined)
    return fault(
      onoff === undefined
        ? { id: 'kernel ini tidak punya /sys/class/gpio', en: 'this kernel has no /sys/class/gpio' }
        : { id: `modul onoff tidak dapat dimuat: ${onoff}`, en: `the module onoff does not load: ${onoff}` },
      both('sudo apt install gpiod'),
    );
  return fault(
    {
      id: 'tidak ada GPIO Raspberry Pi di /sys/class/gpio',
      en: 'no GPIO of a Raspberry Pi in /sys/class/gpio',
    },
    { id: 'pakai kernel Raspberry Pi OS', en: 'use the kernel of Raspberry Pi OS' },
  );
}

const hex = (id: number) => id.toString(16).padStart(4, '0');
