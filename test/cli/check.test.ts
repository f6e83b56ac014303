import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hallText } from '../config/site-text.ts';
import { loket } from './loket.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-check-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const example = (name: string) => new URL(`../../config/examples/${name}.yaml`, import.meta.url).pathname;

async function check(...args: readonly string[]) {
  const run = loket('check', ...args);
  const code = await run.ended;
  return { code, ...run.seen };
}

function file(text: string): string {
  const path = join(folder, 'site.yaml');
  writeFileSync(path, text);
  return path;
}

const warned = hallText({ services: 'services: { paspor: { title: Paspor, prefix: B } }' });

describe('loket check', () => {
  it('shows what it understood: services, counters with what stands on them, and the rest', async () => {
    const { code, out, err } = await check(example('mpp-batam'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /loket-2 +2 +loket-2-keypad +loket-2-display +- +loket-2-nilai +izin-tinggal, paspor\n/,
    );
    expect(out).toMatch(/mesin-tiket +keypad +ticket paspor, ticket izin-tinggal, ticket paspor\n/);
  });

  it('ends with 0 in spite of warnings, but with 1 when it is strict', async () => {
    const path = file(warned);
    expect((await check(path)).code).toBe(0);
    const strict = await check(path, '--strict');
    expect(strict.code).toBe(1);
    expect(strict.err).toMatch(/:3:46 \w+: services\.paspor\.prefix: /);
  });

  it('names the line of a logo that a board cannot show, and none for one that it can', async () => {
    const named = (logo: string) => file(hallText({ hours: `board: { port: 8080, logo: ${logo} }` }));
    writeFileSync(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(folder, 'logo.png'), 'GIF89a');
    expect((await check(named('logo.svg'))).code).toBe(0);
    const missing = await check(named('gone.png'));
    expect(missing.code).toBe(1);
    expect(missing.out).not.toMatch(/Siap dijalankan|Ready/);
    expect(missing.err).toMatch(/:3:28 board\.logo: .*gone\.png (is not there|tidak ada)\n/);
    const other = JSON.parse((await check(named('logo.png'), '--json')).out);
    expect(other).toMatchObject({ ok: false });
    expect(other.problems).toContainEqual(
      expect.objectContaining({
        code: 'bad-logo',
        severity: 'error',
        line: 3,
        column: 28,
        path: 'board.logo',
      }),
    );
  });

  it('ends with 1 for a file with mistakes, each on a line of its own with its place', async () => {
    const { code, err, out } = await check(
      file(hallText({ site: 'site: { id: MPP, titel: M, zone: WIB }' })),
    );
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err.trim().split('\n')).toHaveLength(2);
    expect(err).toMatch(/site\.yaml:2:18 site\.titel: .*'title'/);
  });

  it('prints nothing of the file that a terminal would obey, not in titles and not in mistakes', async () => {
    const evil = String.raw`"MPP \e[2J\e]0;owned\a \u009b31m \u202e \x7f \b"`;
    const fine = await check(
      file(hallText({ site: `site: { id: mpp, title: ${evil}, zone: Asia/Jakarta }` })),
    );
    expect(fine.out).toContain('MPP');
    const wrong = await check(file(hallText({ site: `site: { id: mpp, titel: ${evil}, zone: ${evil} }` })));
    expect(wrong.code).toBe(1);
    const service = await check(
      file(hallText({ services: `services: { paspor: { title: ${evil}, prefix: A } }` })),
    );
    for (const { out, err } of [fine, wrong, service])
      expect([...(out + err)].filter((letter) => letter !== '\n' && /[\p{Cc}\p{Cf}]/u.test(letter))).toEqual(
        [],
      );
  });

  it('ends with 2 when the command itself is wrong', async () => {
    expect((await check()).code).toBe(2);
    expect((await check(example('mpp-batam'), '--quick')).code).toBe(2);
  });

  it('tells programs everything as one JSON object', async () => {
    const { code, out, err } = await check(file(warned), '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      problems: [
        { severity: 'warning', code: 'prefix-reads-as', line: 3, path: 'services.paspor.prefix', text: {} },
      ],
      understood: { site: 'mpp', counters: [{ id: 'loket-1', devices: ['keys-1', 'display-1'] }] },
    });
    const broken = await check(file('version: 1'), '--json');
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({ ok: false, understood: null });
  });

  it('warns of secrets that are not there or that others may read', async () => {
    const users = ['a', 'b', 'c'].map(
      (name) => `{ name: ${name}, role: view, password: { file: ${name}.hash } }`,
    );
    const path = file(hallText({ hours: `mqtt: { users: [${users.join(', ')}] }` }));
    for (const [name, mode] of [
      ['a', 0o600],
      ['b', 0o640],
    ] as const) {
      writeFileSync(join(folder, `${name}.hash`), 'x');
      chmodSync(join(folder, `${name}.hash`), mode);
    }
    const { code, out } = await check(path, '--json');
    expect(code).toBe(0);
    const texts = JSON.parse(out).problems.map(({ text }: { text: { en: string } }) => text.en);
    expect(texts).toEqual([
      `mqtt.users b: ${join(folder, 'b.hash')} has mode 0640, wider than 0600`,
      `mqtt.users c: ${join(folder, 'c.hash')} is not there`,
    ]);
  });

  it('refuses the secrets that `loket run` refuses: what everybody may read, and what is empty', async () => {
    const users = ['open', 'empty'].map(
      (name) => `{ name: ${name}, role: view, password: { file: ${name}.hash } }`,
    );
    const path = file(hallText({ hours: `mqtt: { users: [${users.join(', ')}] }` }));
    writeFileSync(join(folder, 'open.hash'), 'x', { mode: 0o644 });
    writeFileSync(join(folder, 'empty.hash'), '\uFEFF \r\n', { mode: 0o600 });
    const { code, out } = await check(path, '--json');
    expect(code).toBe(1);
    const told = JSON.parse(out).problems.map(
      ({ severity, text }: { severity: string; text: { en: string } }) => `${severity}: ${text.en}`,
    );
    expect(told).toEqual([
      `error: mqtt.users open: everybody on this machine may read ${join(folder, 'open.hash')}`,
      `error: mqtt.users empty: ${join(folder, 'empty.hash')} is empty`,
    ]);
  });
});
