import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../config/problem.ts';
import { loaded, siteOf } from '../voice/spoken-hall.ts';
import { spokenSite } from '../voice/spoken-site.ts';

const hours = 'hours: { mon-fri: 08.00-15.00 }';
const text = (voice: string, more = hours) => spokenSite(voice, more).replace(/ {2}loket-4.*\n/, '');

/** What a person reads of a file, without places and without what every hall without keys and displays is told. */
const read = (file: string) =>
  loaded(file)
    .problems.filter(({ code }) => !/^counter-without/.test(code))
    .map((problem) => formatProblem('site.yaml', problem, 'en').replace(/site\.yaml:\d+:\d+ /g, ''));

describe('the voice of a site file', () => {
  it('may be left out, and needs nothing but its name', () => {
    expect(siteOf(text('').replace(/^voice:.*$/m, '')).voice).toBeUndefined();
    expect(read(text(''))).toEqual([]);
    expect(siteOf(text('')).voice).toEqual({
      languages: ['id'],
      numbers: 'digits',
      clipsFolder: undefined,
      chime: true,
      volume: 80,
      volumes: [],
      quiet: [],
      saysClosed: false,
      saysRefused: false,
      closingMinutes: undefined,
      texts: new Map(),
    });
  });

  it('has volumes and texts at times of the day', () => {
    const voice =
      'volumes: { 17.00-19.00: 40, 07:00-08:00: 60 }, quiet: [12.00-13.00], texts: { sholat: { says: { id: Waktu salat }, at: ["11.50", jum 11.25] } }';
    expect(siteOf(text(voice)).voice).toMatchObject({
      volumes: [
        { from: 420, to: 480, volume: 60 },
        { from: 1_020, to: 1_140, volume: 40 },
      ],
      quiet: [{ from: 720, to: 780 }],
    });
    expect(siteOf(text(voice)).voice?.texts.get('sholat')?.at).toEqual([
      { weekdays: [1, 2, 3, 4, 5, 6, 7], minute: 710 },
      { weekdays: [5], minute: 685 },
    ]);
  });

  it.each([
    ['languages: [indonesia]', "voice.languages.0: 'indonesia' is not a language"],
    ['languages: [id, en, id]', "voice.languages.2: 'id' is in this list twice"],
    ['volume: 0', 'voice.volume: must be at least 1'],
    ['volumes: { petang: 40 }', "voice.volumes.petang: 'petang' is not a time span"],
    ['volumes: { 19.00-17.00: 40 }', "voice.volumes.19.00-17.00: '19.00-17.00' is not a time span"],
    [
      'volumes: { 17.00-19.00: 40, 18.00-20.00: 50 }',
      'voice.volumes: these times overlap or are not in order',
    ],
    ['quiet: 12.00', 'voice.quiet:'],
    ['numbers: word', "voice.numbers: 'word' is not one of 'digits', 'words'"],
    ['clips: ../rekaman', "voice.clips: '../rekaman' cannot be the name of a file here"],
    ['closing: 90s', "voice.closing: '90s' is not a number of whole minutes"],
    ['texts: { a: { at: ["11.50"] } }', 'voice.texts.a.says: this setting is missing'],
    ['texts: { a: { says: x, at: [11.5] } }', "voice.texts.a.at.0: '11.5' is not a time of day"],
    ['texts: { a: { says: x, at: ["25.00"] } }', "voice.texts.a.at.0: '25.00' is not a time of day"],
    ['texts: { A: { says: x } }', "voice.texts.A: 'A' cannot be an id"],
    ['texts: { a: { says: { en: x } } }', 'voice.texts.a.says: these words are in none of voice.languages'],
    ['quite: 12.00-13.00', "voice.quite: there is no setting 'quite' here. Did you mean 'quiet'?"],
  ])('%s is refused where it stands', (voice, problem) => {
    const problems = read(text(voice));
    expect(problems.some((one) => one.startsWith(problem))).toBe(true);
    expect(loaded(text(voice)).site).toBeUndefined();
  });

  it.each([
    [
      'languages: [id, en], texts: { a: { says: Halo } }',
      "warning: voice.texts.a.says: there are no words in 'en': this is not said in that language",
    ],
    [
      'texts: { a: { says: { id: Halo, en: Hello } } }',
      "warning: voice.texts.a.says.en: 'en' is not in voice.languages: these words are never said",
    ],
    [
      'quiet: 12.00-13.00, texts: { a: { says: Halo, at: ["12.30"] } }',
      'warning: voice.texts.a.at.0: this time is in the quiet hours: the text is not announced then',
    ],
  ])('%s is warned of', (voice, problem) => {
    expect(read(text(voice))).toEqual([problem]);
  });

  it('warns of a closing that never comes', () => {
    expect(read(text('closing: 15m', ''))).toEqual([
      'warning: voice.closing: a service is always open: it is never said that the hall closes',
    ]);
  });
});

describe('counters and speakers', () => {
  it('are told where they do not meet', () => {
    const unheard = spokenSite('', hours);
    expect(read(unheard)[0]).toMatch(/^warning: counters.loket-4: this counter is in no zone/);
    const silent = text('').replace(/ {2}bawah.*\n/, '');
    expect(read(silent)).toEqual([
      'warning: zones.selatan: this zone has counters and no speaker: their calls are not announced',
    ]);
    const off = text('').replaceAll('kind: played-speaker,', 'kind: played-speaker, enabled: false,');
    expect(read(off)[0]).toMatch(/^warning: voice: no speaker is in use: nothing is said/);
  });

  it('without a voice are told so at each speaker and each name', () => {
    const mute = text('')
      .replace(/^voice:.*$/m, '')
      .replace('loket-3: {', 'loket-3: { says: kasir,');
    expect(read(mute).map((problem) => problem.split(':')[1])).toEqual([
      ' counters.loket-3.says',
      ' devices.kiri',
      ' devices.kanan',
      ' devices.bawah',
    ]);
  });

  it('are not told of a voice that has a mistake of its own', () => {
    expect(read(text('volume: 0')).map((problem) => problem.split(':')[0])).toEqual(['voice.volume']);
  });

  it('have names by language, the first one where none is written', () => {
    const named = (says: string) =>
      siteOf(text('languages: [id, en]').replace('loket-3: {', `loket-3: { says: ${says},`)).counters.get(
        'loket-3',
      )?.says;
    expect(named('kasir')).toEqual(new Map([['id', 'kasir']]));
    expect(named('{ id: kasir, en: the cashier }')).toEqual(
      new Map([
        ['id', 'kasir'],
        ['en', 'the cashier'],
      ]),
    );
  });
});
