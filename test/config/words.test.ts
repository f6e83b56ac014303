import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Where people read Indonesian of ours. */
const roots = ['config', 'devices', 'docs', 'firmware-host', 'office', 'simulators', 'pages'];

const files = roots.flatMap((root) => below(root)).map((path) => [path, readFileSync(path, 'utf8')] as const);

function below(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => join(root, path))
    .filter((path) => /\.(tsx?|md|ya?ml|json|html)$/.test(path));
}

/** Words that people in the hall misunderstood, and those that replace them. */
const forbidden: readonly (readonly [words: RegExp, instead: string])[] = [
  [/\bkarcis/i, 'tiket'],
  [/kecepatan tekanan/i, 'waktu respons tombol'],
  [/\bbenih\b/i, 'nomor acak'],
  [/papan angka usb|numpad usb/i, 'papan tombol angka USB: a "papan angka" is the display'],
  [/'Ganggu'/, 'Buat gangguan'],
  [/'Yang terjadi'/, 'Kejadian'],
  [/\baula\b|\bruang simulasi/i, 'balai'],
];

const found = (text: string): readonly string[] =>
  forbidden.filter(([words]) => words.test(text)).map(([, instead]) => instead);

describe('words for people', () => {
  it('are those of the glossary: none that was misunderstood comes back', () => {
    const wrong = files.flatMap(([path, text]) =>
      text
        .split('\n')
        .flatMap((line, at) => found(line).map((instead) => `${path}:${at + 1} say ${instead}`)),
    );
    expect(wrong).toEqual([]);
  });

  it('would be found', () => {
    expect(found("id: 'Karcis ini'")).toEqual(['tiket']);
    expect(found("seed: ['Benih', 'Seed']")).toEqual(['nomor acak']);
    expect(found('Papan angka USB')).toHaveLength(1);
    expect(found("['Jam aula', 'Clock of the hall']")).toEqual(['balai']);
    expect(found('Papan angka MAX7219, tiket, gangguan')).toEqual([]);
    expect(files.length).toBeGreaterThan(300);
  });
});
