import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import { writeSite } from '../../firmware-host/cli/init/init.ts';
import type { Typed } from '../../firmware-host/cli/init/questions.ts';

const [enter, down, up, ctrlC, escapeKey] = ['\r', '\x1b[B', '\x1b[A', '\x03', '\x1b'];

/** A person at a terminal: waits for each question, then types. Leaving says so by Ctrl-C. */
function session(speak: 'id' | 'en', script: readonly (readonly [question: string, keys: string])[]) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { columns: 80, rows: 24, isTTY: true });
  let seen = '';
  let from = 0;
  const left = [...script];
  output.on('data', (chunk) => {
    seen += stripVTControlCharacters(String(chunk));
    const [next] = left;
    if (next === undefined) return;
    const at = seen.indexOf(next[0], from);
    if (at < 0) return;
    from = seen.length;
    left.shift();
    // After the drawing of the question, whose listener is set by then.
    setImmediate(() => setImmediate(() => input.write(next[1])));
  });
  const file = join(mkdtempSync(join(tmpdir(), 'loket-init-')), 'site.yaml');
  const said: string[] = [];
  const write = (options: Partial<Typed> = {}) =>
    writeSite(file, options, { speak, terminal: { input, output }, tell: (line) => said.push(line) });
  return { file, write, said, left, screen: () => seen };
}

const others = { keys: 'none', display: 'none', machine: 'none', printer: 'none', scanner: 'none' } as const;
const rest = {
  ...others,
  board: 'none',
  web: 'none',
  voice: 'none',
  mqtt: 'embedded',
  language: 'id',
} as const;

describe('loket init at a terminal', () => {
  it('checks each answer when it is given, and goes on with the right one', async () => {
    const person = session('id', [
      ['Nama tempat layanan', `MPP Uji${enter}`],
      ['Id situs', enter],
      ['Zona waktu', `${up}${enter}`],
      ['Zona waktu', `Jakarta${enter}`],
      ["'Jakarta' bukan zona waktu. Tulis WIB", `${'\x7f'.repeat(7)}Asia/Makassar${enter}`],
      ['Hari buka', `${down}${enter}`],
      ['Jam buka, seperti', `25.00-26.00${enter}`],
      ["'25.00-26.00' bukan rentang jam", `${'\x7f'.repeat(11)}08-14${enter}`],
      ['Layanan, dipisah koma', enter],
      ['Jumlah loket', enter],
      ['Selanjutnya', enter],
    ]);
    expect(await person.write(rest)).toBe(true);
    const { site } = loadSite(readFileSync(person.file, 'utf8'), 'site.yaml', kinds);
    expect(site).toMatchObject({ id: 'mpp-uji', title: 'MPP Uji', zone: 'Asia/Makassar' });
    expect(readFileSync(person.file, 'utf8')).toContain('  mon-sat: 08.00-14.00\n');
    expect(person.left).toEqual([]);
  });

  it('lets any part be changed at the end, before anything is written', async () => {
    const person = session('en', [
      ['Number of counters', `3${enter}`],
      ['Next', `${down.repeat(8)}${enter}`],
      ['Number of counters', `4${enter}`],
      ['Next', enter],
    ]);
    const place = { title: 'A', id: 'a', zone: 'WIB', days: 'mon-fri', hours: '08-14' };
    expect(await person.write({ ...rest, ...place, services: 'KTP' })).toBe(true);
    expect(loadSite(readFileSync(person.file, 'utf8'), 'site.yaml', kinds).site?.counters.size).toBe(4);
  });

  it.each([
    ['Ctrl-C', ctrlC],
    ['Escape', escapeKey],
  ])('leaves nothing behind after %s', async (_name, key) => {
    const person = session('id', [
      ['Nama tempat layanan', enter],
      ['Id situs', key],
    ]);
    expect(await person.write(rest)).toBe(false);
    expect(readdirSync(join(person.file, '..'))).toEqual([]);
    expect(person.said.join()).toContain('tidak ada yang ditulis');
  });

  it('does not overwrite a file that is there without being told to', async () => {
    const person = session('id', [['sudah ada. Timpa?', enter]]);
    writeFileSync(person.file, 'mine');
    expect(await person.write({ ...rest, title: 'A', id: 'a' })).toBe(false);
    expect(readFileSync(person.file, 'utf8')).toBe('mine');
  });

  it('speaks Indonesian throughout', async () => {
    const person = session('id', [
      ['Nama tempat layanan', enter],
      ['Id situs', enter],
      ['Bahasa layar', enter],
      ['Zona waktu', enter],
      ['Hari buka', enter],
      ['Jam buka, seperti', enter],
      ['Broker MQTT', enter],
      ['Papan antrean untuk TV', enter],
      ['Halaman untuk teknisi', enter],
      ['Pengeras suara', enter],
      ['Layanan, dipisah koma', enter],
      ['Jumlah loket', enter],
      ['Tombol petugas', enter],
      ['Papan angka di loket', enter],
      ['Tombol pengunjung', enter],
      ['Printer tiket', enter],
      ['Pemindai di loket', enter],
      ['Selanjutnya', enter],
    ]);
    expect(await person.write()).toBe(true);
    const english = /\b(the|and|of|navigate|confirm|cancel|yes|no|enter a|submit|error|invalid|select)\b/gi;
    expect(person.screen().match(english)).toBeNull();
    expect(person.left).toEqual([]);
  });
});
