import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import type { Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';
import { idFrom } from '../../firmware-host/cli/init/init-answers.ts';
import { choices, type QuestionName, type Typed } from '../../firmware-host/cli/init/questions.ts';
import { countersMax, readAnswers } from '../../firmware-host/cli/init/read-answers.ts';
import { completed, questions } from '../../firmware-host/cli/init/sections.ts';

type Options = Readonly<Partial<Typed>>;

const made = (options: Options) => readAnswers(completed(options));

function textOf(options: Options): string {
  const read = made(options);
  if ('wrong' in read) throw new Error(JSON.stringify(read.wrong));
  return read.text;
}

const loaded = (options: Options) => loadSite(textOf(options), 'site.yaml', kinds);

/** What is wrong, each as `zone: sentence`. */
function wrongs(options: Options, speak: 'id' | 'en' = 'en'): readonly string[] {
  const read = made(options);
  return 'wrong' in read ? read.wrong.map(({ name, words }) => `${name}: ${words[speak]}`) : [];
}

/** Each in turn: what they are does not depend on the other hardware. */
function* inTurn<Choice>(all: readonly Choice[]): Generator<Choice, never> {
  for (;;) yield* all;
}

function* combinations(): Generator<Options> {
  const boards = inTurn(choices.board);
  const voices = inTurn(choices.voice);
  for (const keys of choices.keys)
    for (const display of choices.display)
      for (const machine of choices.machine)
        for (const printer of choices.printer)
          for (const scanner of choices.scanner) {
            const [board, voice] = [boards.next().value, voices.next().value];
            yield { keys, display, machine, printer, scanner, board, voice };
          }
}

/** What people type, right and wrong, for each question; and whatever else. */
const awkward: Readonly<Record<QuestionName, readonly string[]>> = {
  title: ['MPP Contoh', 'Yes', 'null', 'A: b #', '"x"', '1', '# x', '{', "it's", 'a\nservices: {}', ''],
  id: ['mpp', '1', 'true', 'null', 'MPP', 'a b', '-', '', '0x1f', '1e3', '__proto__'],
  language: ['id', 'en', 'Indonesia', ''],
  zone: ['WIB', 'wita', 'Asia/Jakarta', 'Jakarta', '2', '+07:00', 'UTC }', 'WIB\nlanguage: en', ''],
  days: ['mon-fri', 'sen-jum', 'jumat', 'mon-', '5', 'mon fri', '__proto__', ''],
  hours: ['08-15', '8.00 - 15.00', '08.00-11.30, 13.00-15.00', '25.00-26.00', 'always', 'selalu', '15-8', ''],
  services: ['Paspor, Izin Tinggal', '???', 'Paspor, paspor', 'true', '4K', ',', 'a'.repeat(60), ''],
  counters: ['1', '40', '41', '0', '-1', '2.5', 'dua', '1e1', ''],
  keys: [...choices.keys, 'voice'],
  display: [...choices.display, 'MAX7219'],
  machine: [...choices.machine, 'gpoi'],
  printer: [...choices.printer, ''],
  scanner: [...choices.scanner, 'USB'],
  board: [...choices.board, 'constructor'],
  web: [...choices.web, 'status'],
  voice: [...choices.voice, 'tv'],
  mqtt: ['embedded', 'mqtt://10.0.0.5', 'mqtts://h:8883', 'http://x', '10.0.0.5', 'mqtt://a" }', ''],
};

describe('the first site file', () => {
  it('is right for every combination of hardware', () => {
    for (const hardware of combinations()) {
      const codes = new Set(loaded(hardware).problems.map(({ code }) => code));
      // Worth a warning is only what was asked for: tickets without paper, counters without a display or keys.
      if (hardware.printer === 'none') codes.delete('nothing-prints');
      if (hardware.display === 'none') codes.delete('counter-without-display');
      if (hardware.keys === 'none') codes.delete('counter-without-keys');
      expect([hardware, [...codes]]).toEqual([hardware, []]);
    }
  });

  it('has a board for televisions of the network, for this machine alone, or none, as it was asked for', () => {
    const boardOf = (board: string): Site['board'] => loaded({ board }).site?.board;
    expect(boardOf('network')).toEqual({ port: 8080, host: '0.0.0.0', hosts: [] });
    expect(boardOf('here')).toEqual({ port: 8080, host: '127.0.0.1', hosts: [] });
    expect(boardOf('none')).toBeUndefined();
    expect(textOf({ board: 'here' })).toContain('install BERKAS --kiosk');
  });

  it('has a voice with its speaker, and the broker of the hall, as they were asked for', () => {
    expect(loaded({ voice: 'card' }).site?.devices.filter(({ role }) => role === 'speaker')).toHaveLength(1);
    expect(loaded({}).site?.voice).toBeUndefined();
    expect(loaded({ mqtt: 'mqtt://10.0.0.5:1884' }).site?.mqtt).toMatchObject({
      broker: 'external',
      url: 'mqtt://10.0.0.5:1884',
    });
    expect(loaded({}).site?.mqtt.broker).toBe('embedded');
  });

  it('speaks Indonesian in the hall unless it was asked for English, whatever the session speaks', () => {
    expect(loaded({}).site?.language).toBe('id');
    expect(loaded({ language: 'en' }).site?.language).toBe('en');
  });

  it('is never one that check refuses: it is right, or the wrong options are named, for any options at all', () => {
    const option = (name: QuestionName) =>
      fc.tuple(
        fc.constant(name),
        fc.oneof(fc.constantFrom(...awkward[name]), fc.string({ unit: 'grapheme', maxLength: 80 })),
      );
    const some = fc.uniqueArray(fc.oneof(...questions.map(({ name }) => option(name))), {
      selector: ([name]) => name,
      maxLength: 5,
    });
    let right = 0;
    fc.assert(
      fc.property(some, (drawn) => {
        const given: Options = Object.fromEntries(drawn);
        const read = made(given);
        if ('wrong' in read) {
          // Those that depend on another: an id on the title, the keys of visitors on how many lines are left.
          const blamed = read.wrong.filter(({ name }) => name !== 'id' && name !== 'machine');
          expect(blamed.filter(({ name }) => name === undefined || !(name in given))).toEqual([]);
          expect(read.wrong.length).toBeGreaterThan(0);
          return;
        }
        right++;
        const { problems, site } = loadSite(read.text, 'site.yaml', kinds);
        expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(site?.title).toBe(completed(given).title);
      }),
      { numRuns: 500 },
    );
    expect(right).toBeGreaterThan(100);
  });
});

describe('an answer is judged in the words of check, by its option', () => {
  it('refuses the answers that were once written into a file', () => {
    expect(wrongs({ zone: '2' })).toEqual(["zone: '2' is not a time zone"]);
    expect(wrongs({ zone: 'Jakarta' }, 'id')).toEqual(["zone: 'Jakarta' bukan zona waktu"]);
    expect(wrongs({ hours: '25.00-26.00' })).toEqual(["hours: '25.00-26.00' is not a time span"]);
    expect(wrongs({ hours: '15.00-08.00' })).toEqual(['hours: 15.00-08.00 ends before it starts']);
    expect(wrongs({ days: 'mon-fry' })).toEqual(["days: 'mon-fry' is not a day of the week"]);
    expect(wrongs({ id: 'MPP Batam' })).toEqual(["id: 'MPP Batam' cannot be an id"]);
    expect(wrongs({ mqtt: '10.0.0.5' })).toEqual(['mqtt: this is not the address of an MQTT broker']);
  });

  it('takes hours as people write them', () => {
    expect(textOf({ hours: '08-15' })).toContain('  mon-fri: 08.00-15.00\n');
    expect(textOf({ hours: '8.00-11.30, 13:00 - 15' })).toContain('mon-fri: [08.00-11.30, 13.00-15.00]\n');
    expect(textOf({ hours: 'selalu' })).toContain('\nhours: always\n');
    expect(textOf({ hours: '08-14', days: 'sen-sab' })).toContain('  sen-sab: 08.00-14.00\n');
  });

  it('refuses what cannot be, all of it at once', () => {
    expect(wrongs({ services: '???' })).toEqual(["services: no id can be made of '???'"]);
    expect(wrongs({ services: 'Paspor, paspor' })).toEqual([
      "services: 'paspor', or one like it, is there twice",
    ]);
    expect(wrongs({ counters: '0' })).toEqual([
      `counters: '0' is not a number of counters: write 1 to ${countersMax}`,
    ]);
    expect(wrongs({ counters: '20', keys: 'gpio' })).toEqual([
      'machine: this takes 23 GPIO lines, and a Raspberry Pi has 22 free ones: use boards',
    ]);
    expect(wrongs({ counters: 'x', keys: 'voice' })).toHaveLength(2);
  });

  it('makes ids of whole words, and none of a word that is too long', () => {
    expect(idFrom('Kantor Imigrasi Kelas Satu Khusus Tempat Pemeriksaan')).toBe(
      'kantor-imigrasi-kelas-satu-khusus-tempat',
    );
    expect(idFrom('Kantor Imigrasi Kelas Satu Khusus Tempatt Periksa')).toBe(
      'kantor-imigrasi-kelas-satu-khusus',
    );
    expect(idFrom('x'.repeat(41))).toBe('');
    expect(idFrom('Pelayanan Éksprés')).toBe('pelayanan-ekspres');
  });
});
