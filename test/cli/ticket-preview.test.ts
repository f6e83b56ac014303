import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hallText } from '../config/site-text.ts';
import { decoded, image } from '../pictures/printed-ticket.ts';
import { has } from '../programs.ts';
import { loket, stopAll } from './loket.ts';

let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-preview-'));
});
afterEach(() => {
  stopAll();
  rmSync(folder, { recursive: true });
});

async function preview(site: string, ...options: readonly string[]) {
  writeFileSync(at('site.yaml'), site);
  const run = loket('ticket', 'preview', at('site.yaml'), ...options);
  return { code: await run.ended, ...run.seen };
}

it.skipIf(!has('zbarimg'))(
  'the preview is a ticket of the site, with its codes',
  async () => {
    const site = hallText({
      hours: 'ticket: { logo: logo.png, link: "https://q.example/{service}/{ticket}" }',
    });
    writeFileSync(
      at('logo.png'),
      image(80, 40, (x) => x / 80),
    );
    const { code, out, err } = await preview(site, '--class', 'priority', '--out', at('a.png'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^.*a\.png: .*printer-1.* 576 .* \d+ mm/);
    expect(decoded(readFileSync(at('a.png')))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^A-001-/), 'https://q.example/paspor/A-001']),
    );
  },
  30_000,
);

it('a logo that cannot be read is told, and the ticket is drawn without it', async () => {
  const { code, err } = await preview(
    hallText({ hours: 'ticket: { logo: logo.png }' }),
    '--out',
    at('a.png'),
  );
  expect(code).toBe(0);
  expect(err).toMatch(/logo\.png is not there/);
  expect(existsSync(at('a.png'))).toBe(true);
}, 30_000);

it.each([
  [['--service', 'visa'], /'visa'.*paspor/],
  [['--printer', 'keys-1'], /'keys-1'.*printer-1/],
  [['--out', 'site.yaml'], /site\.yaml.*\.png/],
])(
  '%j is refused with what there is, and nothing is written',
  async (options, said) => {
    const out = options.includes('--out') ? [] : ['--out', at('a.png')];
    const { code, err } = await preview(hallText(), ...options, ...out);
    expect({ code, isThere: existsSync(at('a.png')) }).toEqual({ code: 1, isThere: false });
    expect(err).toMatch(said);
  },
  30_000,
);

it('a site without a printer has no ticket to show', async () => {
  const devices = hallText()
    .replace(/\n {2}printer-1: .*/, '')
    .replace(', printer: printer-1', '');
  const { code, err } = await preview(devices, '--out', at('a.png'));
  expect(code).toBe(1);
  expect(err).toContain('printer');
}, 30_000);

it('the check of a site file names a logo that cannot be printed, where it stands', async () => {
  writeFileSync(at('site.yaml'), hallText({ hours: 'ticket: { logo: logo.svg }' }));
  writeFileSync(at('logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const run = loket('check', at('site.yaml'));
  expect(await run.ended).toBe(1);
  expect(run.seen.err).toMatch(/site\.yaml:3:\d+ ticket\.logo: .*PNG/);
}, 30_000);
