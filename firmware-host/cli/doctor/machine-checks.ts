import { faultCatalogue } from '../../../devices/fault-catalogue.ts';
import { storageOf } from '../../machine/storage.ts';
import { detailSaid } from '../../status/detail-words.ts';
import type { Facts } from './facts.ts';
import { both, type Finding, fault, ok, unknown, warn } from './finding.ts';

const diskMinMb = { fault: 100, warn: 500 };
/** No controller is older than this program: an earlier date means a clock without a battery. */
const bornAt = Date.parse('2026-01-01T00:00:00Z');

/** Checks of the machine itself, whatever the site. */
export const machineChecks = (facts: Facts): readonly Finding[] => [
  ok(`Node ${facts.node}`, `Node ${facts.node}`),
  ...modules(facts),
  clock(facts),
  ...zone(facts),
  disk(facts),
  ...fileSystems(facts),
  storage(facts),
  ...fence(facts),
  card(facts),
  power(facts),
];

function modules({ broken }: Facts): readonly Finding[] {
  // Without onoff, GPIO lines are reached another way: their own check reports that.
  const needed = [...broken].filter(([name]) => name !== 'onoff');
  if (needed.length === 0) return [ok('modul bawaan termuat', 'native modules load')];
  return needed.map(([name, said]) =>
    fault(
      { id: `modul ${name} tidak dapat dimuat: ${said}`, en: `the module ${name} does not load: ${said}` },
      both(`npm rebuild ${name}`),
    ),
  );
}

function clock({ wall, synchronised, tree }: Facts): Finding {
  const battery = tree.names('/sys/class/rtc').length > 0;
  if (wall < bornAt)
    return fault(
      { id: 'jam sistem salah: tahunnya sudah lewat', en: 'the clock is wrong: it shows a year in the past' },
      both("sudo timedatectl set-time '2026-11-24 08:00'"),
    );
  if (synchronised === true) return ok('jam tersinkron', 'the clock is synchronised');
  const fix = {
    id: battery
      ? 'sudo timedatectl set-ntp true'
      : 'sudo timedatectl set-ntp true; tanpa internet pasang jam berbaterai (RTC)',
    en: battery
      ? 'sudo timedatectl set-ntp true'
      : 'sudo timedatectl set-ntp true; without internet fit a clock with a battery (RTC)',
  };
  return synchronised === undefined
    ? unknown('tidak diketahui apakah jam tersinkron', 'whether the clock is synchronised is not known')
    : warn({ id: 'jam belum tersinkron', en: 'the clock is not synchronised' }, fix);
}

/** Loket itself uses the site's time zone; the log is in the machine's, which matters to its readers. */
function zone({ site, tree }: Facts): readonly Finding[] {
  const here = tree.real('/etc/localtime')?.split('/zoneinfo/')[1];
  if (site === undefined || here === undefined) return [];
  if (here === site.zone) return [ok(`zona waktu ${here}`, `time zone ${here}`)];
  return [
    warn(
      {
        id: `zona waktu sistem ${here}, situs ${site.zone}: jam di log berbeda`,
        en: `the system's time zone is ${here}, the site's ${site.zone}: times in the log differ`,
      },
      both(`sudo timedatectl set-timezone ${site.zone}`),
    ),
  ];
}

function disk({ freeMb, data }: Facts): Finding {
  if (freeMb === undefined) return unknown(`${data} belum ada`, `${data} is not there yet`);
  const text = { id: `${freeMb} MB kosong di ${data}`, en: `${freeMb} MB free in ${data}` };
  const fix = {
    id: 'sudo journalctl --vacuum-size=100M; sudo apt clean',
    en: 'sudo journalctl --vacuum-size=100M; sudo apt clean',
  };
  if (freeMb < diskMinMb.fault) return fault(text, fix);
  return freeMb < diskMinMb.warn ? warn(text, fix) : ok(text.id, text.en);
}

/** The kernel remounts a failing card read-only, and ext4 counts its errors. */
function fileSystems({ tree, data }: Facts): readonly Finding[] {
  const mounts = (tree.text('/proc/mounts') ?? '').split('\n').map((line) => line.split(' '));
  const at = mounts
    .filter(([, folder = '']) => folder === '/' || `${data}/`.startsWith(`${folder}/`))
    .toSorted(([, one = ''], [, other = '']) => other.length - one.length)[0];
  const readOnly = at?.[3]?.split(',').includes('ro') === true;
  const errors = tree
    .names('/sys/fs/ext4')
    .filter((name) => Number(tree.text(`/sys/fs/ext4/${name}/errors_count`) ?? 0) > 0);
  const copy = { id: 'salin data lalu ganti kartunya', en: 'copy the data, then replace the card' };
  return [
    ...(readOnly ? [fault({ id: `${data} hanya dapat dibaca`, en: `${data} can only be read` }, copy)] : []),
    ...errors.map((name) =>
      fault(
        { id: `sistem berkas di ${name} pernah gagal`, en: `the file system on ${name} has had errors` },
        copy,
      ),
    ),
  ];
}

/** Nothing else on the machine shows it: an overlay looks like any disk until the power fails. */
function storage({ tree, data }: Facts): Finding {
  const { fate, why: seen } = storageOf(tree, data);
  const why = detailSaid(seen);
  if (fate === 'kept') return ok(`${data} bertahan bila listrik padam`, `${data} outlives a power cut`);
  if (fate === 'unknown')
    return unknown(
      `tidak diketahui apakah ${data} bertahan bila listrik padam: ${why.id}`,
      `whether ${data} outlives a power cut is not known: ${why.en}`,
    );
  const { id, en } = faultCatalogue[fate === 'lost' ? 'disk.volatile' : 'disk.network'];
  if (fate === 'network')
    return warn(
      { id: `${data} ada di jaringan: ${why.id}`, en: `${data} is on the network: ${why.en}` },
      { id, en },
    );
  return fault(
    {
      id: `${data} hilang bila listrik padam: ${why.id}`,
      en: `${data} does not outlive a power cut: ${why.en}`,
    },
    { id, en },
  );
}

function fence({ fenced }: Facts): readonly Finding[] {
  if (fenced === undefined) return [];
  const text = {
    id: `data dipulihkan dari cadangan ${fenced.backup || '(waktunya tidak diketahui)'}`,
    en: `the data is restored from a backup of ${fenced.backup || 'an unknown time'}`,
  };
  return [fault(text, faultCatalogue['journal.fenced'])];
}

/** eMMC reports its wear (JEDEC 5.0: life_time in steps of 10 %, pre_eol_info 1 normal, 2 warning, 3 urgent). */
function card({ tree }: Facts): Finding {
  for (const name of tree.names('/sys/block')) {
    const worn = tree.text(`/sys/block/${name}/device/life_time`);
    if (worn === undefined) continue;
    const steps = Math.max(...worn.split(/\s+/).map(Number));
    const urgent = Number(tree.text(`/sys/block/${name}/device/pre_eol_info`) ?? 0) >= 2;
    const text = { id: `${name} terpakai ${steps * 10} %`, en: `${name} is worn by ${steps * 10} %` };
    if (urgent || steps >= 9) return fault(text, { id: 'ganti penyimpanannya', en: 'replace the storage' });
    return ok(text.id, text.en);
  }
  return unknown(
    'kartu SD tidak memberi tahu keausannya',
    'how worn the storage is cannot be asked of an SD card',
  );
}

function power({ tree }: Facts): Finding {
  const root = '/sys/class/hwmon';
  const sensor = tree.names(root).find((name) => tree.text(`${root}/${name}/name`) === 'rpi_volt');
  const alarm = sensor === undefined ? undefined : tree.text(`${root}/${sensor}/in0_lcrit_alarm`);
  if (alarm === undefined)
    return unknown('mesin ini tidak mengukur tegangannya', 'this machine does not measure its supply');
  if (alarm === '0') return ok('tegangan cukup', 'the supply is strong enough');
  return fault(
    { id: 'tegangan turun di bawah batas', en: 'the supply voltage fell below its limit' },
    {
      id: 'pakai catu daya resmi (5,1 V), kabel pendek, dan hub USB berdaya sendiri',
      en: 'use the official supply (5.1 V), a short cable, and a USB hub with a supply of its own',
    },
  );
}
