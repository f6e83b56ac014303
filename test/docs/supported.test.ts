import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { kinds } from '../../devices/index.ts';
import type { DeviceKind } from '../../devices/kind.ts';
import { supportedPage } from './supported.ts';

const page = new URL('../../docs/supported.md', import.meta.url);
const kernelGuest = new URL('../kernel/guest/', import.meta.url);

/** `LOKET_WRITE_DOCS=1 npx vitest run test/docs` writes it anew. */
it('docs/supported.md has every kind and model, and what each was tried on', () => {
  if (process.env.LOKET_WRITE_DOCS === '1') writeFileSync(page, supportedPage(kinds));
  expect(readFileSync(page, 'utf8')).toBe(supportedPage(kinds));
});

it('a kind counts as tried in the kernel lab when the hall of that lab has one, and not otherwise', () => {
  const lab = readdirSync(kernelGuest)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(new URL(name, kernelGuest), 'utf8'))
    .join('\n');
  const inLab = [...new Set([...lab.matchAll(/\bkind: '([a-z0-9-]+)'/g)].map(([, kind]) => kind))];
  const said = kinds.filter(({ triedOn }) => triedOn.kernelLab).map(({ kind }) => kind);
  expect(said.toSorted()).toEqual(inLab.toSorted());
});

it('a kind counts as simulated when it has a simulator, and not otherwise', () => {
  for (const { kind, triedOn } of kinds)
    expect(existsSync(`simulators/kinds/simulated-${kind}.ts`), kind).toBe(triedOn.simulated);
});

it('a kind counts as tried in simavr when its sketch is played there, and not otherwise', () => {
  const played = readFileSync(new URL('../devices/sketches.test.ts', import.meta.url), 'utf8');
  const boards = [...played.matchAll(/\bboardWith\('([a-z0-9-]+)'/g)].map(([, kind]) => kind);
  const said = kinds.filter(({ triedOn }) => triedOn.simavr).map(({ kind }) => kind);
  expect(said.toSorted()).toEqual([...new Set(boards)].toSorted());
});

it('a trial on hardware names the product and a day that has been, and a model that the kind has', () => {
  for (const { kind, models, triedOn } of kinds)
    for (const { vendor, product, date, model } of triedOn.hardware) {
      expect(vendor !== '' && product !== '' && vendor !== 'generic', kind).toBe(true);
      expect(new Date(date).toISOString().slice(0, 10), kind).toBe(date);
      expect(Date.parse(date), kind).toBeLessThanOrEqual(Date.now());
      expect(model === undefined ? models : models?.[model] === undefined, kind).toBeFalsy();
    }
});

it('a trial on hardware stands at the model it was of, with its date, and at no other', () => {
  const [display] = kinds.filter(({ kind }) => kind === 'serial-display') as [DeviceKind];
  const trial = { vendor: 'Acme', product: 'D4', model: 'pipe', date: '2026-11-02' };
  const rows = supportedPage([{ ...display, triedOn: { ...display.triedOn, hardware: [trial] } }]).split(
    '\n',
  );
  const tried = (model: string) => rows.find((row) => row.includes(`| \`${model}\` |`));
  expect(tried('pipe')).toContain('**Acme D4, 2026-11-02**');
  expect(tried('pipe')).not.toContain('not yet');
  expect(tried('stx-etx')).not.toContain('Acme');
  expect(tried('stx-etx')).toContain('hardware: not yet');
});
