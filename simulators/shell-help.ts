import type { Language } from '../config/site.ts';
import type { Said } from '../config/texts/words.ts';
import { speedMax } from './paced-clock.ts';
import { scannerHabitNames } from './scanner-habits.ts';

interface Usage {
  readonly usage: string;
  readonly what: Said;
}

interface Topic {
  /** What is typed after `help`, in either language. */
  readonly names: readonly string[];
  readonly title: Said;
  readonly commands: readonly Usage[];
}

const use = (usage: string, id: string, en: string): Usage => ({ usage, what: { id, en } });

/** What can be typed at the console, by topic, each in the order of `help`. */
export const helpTopics: readonly Topic[] = [
  {
    names: ['visit', 'kunjungan'],
    title: { id: 'pengunjung dan petugas', en: 'visitors and officers' },
    commands: [
      use('ticket SERVICE [priority]', 'pengunjung mengambil tiket', 'a visitor takes a ticket'),
      use(
        'press DEVICE KEY [MS]',
        'tombol ditekan, MS milidetik (100)',
        'a key is pressed, MS milliseconds (100)',
      ),
      use('scan DEVICE TEXT', 'kode didekatkan ke pemindai', 'a code is held under a scanner'),
      use('reprint TICKET', 'tiket dicetak lagi, sebagai salinan', 'a ticket is printed again, as a copy'),
      use('void TICKET', 'tiket itu tidak ada kertasnya', 'there is no paper of that ticket'),
      use(
        'day SEED|stop',
        'satu hari dimainkan; angka sama, hari sama',
        'a day is played; same seed, same day',
      ),
    ],
  },
  {
    names: ['printer'],
    title: { id: 'printer tiket', en: 'ticket printers' },
    commands: [
      use('paper DEVICE ok|low|out', 'kertas penuh, tipis, habis', 'paper full, low, out'),
      use('cover DEVICE closed|open', 'tutup printer', 'the cover of a printer'),
      use(
        'hang DEVICE on|off',
        'printer berhenti membaca kiriman',
        'a printer stops reading what it is sent',
      ),
    ],
  },
  {
    names: ['device', 'perangkat'],
    title: { id: 'kabel, tombol dan pemindai', en: 'cables, keys and scanners' },
    commands: [
      use('unplug DEVICE', 'kabel perangkat dicabut', 'the cable of a device is pulled'),
      use('plug DEVICE', '... dan dipasang lagi', '... and put back'),
      use('hold DEVICE KEY', 'tombol turun dan macet', 'a key goes down and stays down'),
      use('release DEVICE KEY', '... dan naik lagi', '... and comes up again'),
      use(
        'pulse DEVICE KEY [MS]',
        'derau pada kabel tombol, MS milidetik (1)',
        'noise on the wire of a key (1 ms)',
      ),
      use('contacts worn|ok', 'kontak semua tombol aus', 'the contacts of all keys are worn'),
      use(
        'scanner DEVICE HABIT',
        `HABIT: ${scannerHabitNames.join(', ')}`,
        `HABIT: ${scannerHabitNames.join(', ')}`,
      ),
    ],
  },
  {
    names: ['hall', 'sistem'],
    title: { id: 'broker, penyimpanan, jam dan waktu', en: 'broker, disk, clock and time' },
    commands: [
      use('broker away|back', 'sambungan ke broker MQTT', 'the line to the MQTT broker'),
      use('disk hangs|ok', 'penyimpanan jurnal macet', 'the disk of the journal'),
      use('clock right|+1h|-30m', 'jam digeser, atau ditepatkan', 'the wall clock is moved, or set right'),
      use(
        'believe-clock',
        'waktu dari jam yang melompat diterima',
        'the time of a clock that jumped is accepted',
      ),
      use('open-day DATE', 'hari layanan dibuka', 'a business day is opened'),
      use(
        'speed TIMES',
        `cepatnya waktu: 0 diam, 1 biasa, ${speedMax}`,
        `how fast time passes: 0 not, 1 usual, ${speedMax}`,
      ),
      use('step', 'satu menit lewat saat waktu diam', 'one minute passes while time stands still'),
    ],
  },
];

const always: readonly Usage[] = [
  use('show', 'layar, loket, tiket terakhir, gangguan', 'displays, counters, last tickets, troubles'),
  use('help [TOPIC]', 'bantuan', 'this help'),
  use('quit', 'tutup balai simulasi', 'the hall closes'),
];

const usages: readonly Usage[] = [...helpTopics.flatMap(({ commands }) => commands), ...always];

/** How a command is written, such as `reprint TICKET`; undefined: there is none of this name. */
export const usageOf = (word: string): string | undefined =>
  usages.find(({ usage }) => usage.split(' ')[0] === word)?.usage;

export const commandNames: readonly string[] = usages.map(({ usage }) => usage.split(' ')[0] ?? '');

/** The topics with their commands by name, or one topic with what each command does; at most 12 lines of 80. */
export function helpLines(topic: string | undefined, speak: Language): readonly string[] {
  const found = helpTopics.find(({ names }) => topic !== undefined && names.includes(topic));
  return columns(found === undefined ? overview(speak) : lines(found.commands, speak));
}

type Rows = readonly (readonly [left: string, right: string])[];

const lines = (commands: readonly Usage[], speak: Language): Rows =>
  commands.map(({ usage, what }) => [usage, what[speak]]);

function overview(speak: Language): Rows {
  const topics = helpTopics.flatMap(({ names, title, commands }): Rows => {
    const name = speak === 'id' ? names.at(-1) : names[0];
    const typed = commands.map(({ usage }) => usage.split(' ')[0]).join(', ');
    return [
      [`help ${name}`, title[speak]],
      ['', typed],
    ];
  });
  return [...topics, ...lines(always, speak)];
}

function columns(rows: Rows): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}
