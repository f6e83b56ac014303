import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { refusals } from '../../firmware-host/queue/refusals.ts';

const page = new URL('../../docs/faults.md', import.meta.url);

/** The page is made from the two catalogues. `LOKET_WRITE_DOCS=1 npx vitest run test/docs` writes it anew. */
function faultsPage(): string {
  const who = {
    auto: 'pengendali / controller',
    clerk: 'petugas / officer',
    technician: 'teknisi / technician',
    vendor: 'pembuat / maker',
  };
  const faults = Object.entries(faultCatalogue).map(
    ([code, { severity, fix, id, en }]) => `| \`${code}\` | ${severity} | ${who[fix]} | ${id}<br>${en} |`,
  );
  const refused = Object.entries(refusals).map(
    ([code, { glyphs, id, en }]) => `| \`${code}\` | \`${glyphs}\` | ${id}<br>${en} |`,
  );
  return [
    '# Kode gangguan dan penolakan / Fault and refusal codes',
    '',
    'Made from `devices/fault-catalogue.ts` and `firmware-host/queue/refusals.ts`; a test holds it against them.',
    '',
    '## Gangguan / Faults',
    'In `device/{id}/state`, in the log and on the console. *Fix* says who can put it right.',
    '',
    '| code | severity | fix | apa yang dilakukan / what to do |',
    '|---|---|---|---|',
    ...faults,
    '',
    '## Penolakan / Refusals',
    'Why a key press, a scan or a command was not carried out. The counter’s display shows the glyphs for a moment.',
    '',
    '| code | display | arti / meaning |',
    '|---|---|---|',
    ...refused,
    '',
  ].join('\n');
}

it('docs/faults.md has every code with what to do, and no other', () => {
  if (process.env.LOKET_WRITE_DOCS === '1') writeFileSync(page, faultsPage());
  expect(readFileSync(page, 'utf8')).toBe(faultsPage());
});
