import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { QueueEvent } from '../../firmware-host/queue/events.ts';
import type { Score } from '../../firmware-host/queue/survey.ts';
import { surveyElements } from '../../firmware-host/satisfaction/elements.ts';
import { dataFolder, opened } from '../journal/records.ts';
import { apart, dayOf, rated, recordsOf, served } from '../satisfaction/rating-records.ts';
import { loket } from './loket.ts';

const site = 'mpp-batam';
const siteFile = new URL('../../config/examples/mpp-batam.yaml', import.meta.url).pathname;
const times = <One>(count: number, one: One): readonly One[] => Array.from({ length: count }, () => one);

/** Answers of one element, best first, as tables print them; each of a visit. */
const answers = (
  element: (typeof surveyElements)[number] | 'pulse',
  fromBest: readonly number[],
  service = 'paspor',
) =>
  fromBest.flatMap((count, at) =>
    times(count, [rated((4 - at) as Score, element, { service }), served(service)]).flat(),
  );

/** A data folder whose journal has these events, while a host holds it. */
async function hall(events: readonly QueueEvent[]): Promise<string> {
  const dir = dataFolder();
  const journal = await opened(dir, { site });
  await journal.append(recordsOf([dayOf('2026-11-30'), ...events]));
  return dir;
}

async function run(dir: string, ...args: readonly string[]) {
  const { ended, seen } = loket('ikm', '--data', dir, '--lang', 'en', ...args);
  const code = await ended;
  return { code, ...seen };
}

const json = async (dir: string, ...args: readonly string[]) =>
  JSON.parse((await run(dir, '--json', ...args)).out);

const nine = () => surveyElements.flatMap((element) => answers(element, [9, 7, 3, 1]));

describe('loket ikm', () => {
  it('gives Table 2 of the founding paper, while the hall runs', async () => {
    const dir = await hall([
      ...answers('waktu', [9, 7, 3, 1]),
      ...answers('sarana', [12, 6, 2, 0]),
      ...answers('perilaku', [10, 6, 3, 1]),
      ...answers('prosedur', [7, 8, 4, 1]),
    ]);
    const { out, code } = await run(dir);
    expect(code).toBe(0);
    for (const row of [
      /Time to.* 80\.00 +B/,
      /Facil.* 87\.50 +B/,
      /Conduct.* 81\.25 +B/,
      /procedure .* 76\.25 +C/,
    ])
      expect(out).toMatch(row);
    expect(out).toMatch(/nobody has answered Requirements; Costs/);
    expect(out).toMatch(/Mean of the 4 elements that were asked: not the index of the regulation: 81\.25$/m);
  });

  it('has the index of the regulation where all nine are answered, with what is needed, and the pulse apart', async () => {
    const dir = await hall([
      ...nine(),
      ...answers('pulse', [0, 0, 0, 30]),
      apart('hall', 4),
      apart('none', 4),
    ]);
    const report = await json(dir);
    expect(report).toMatchObject({
      site,
      from: '2026-01-01',
      to: '2026-11-30',
      visits: 210,
      needed: 136,
      pads: 210,
    });
    expect(report.survey).toMatchObject({ complete: true, index: 80, band: 'B' });
    expect(report.pulse).toMatchObject({ answers: 30, index: 25, band: 'D' });
    expect(report.left_out).toEqual([
      { kind: 'none', element: 'pulse', answers: 1 },
      { kind: 'hall', element: 'pulse', answers: 1 },
    ]);
  });

  it('withholds a service with few answers, and the one that would tell them', async () => {
    const dir = await hall([
      ...answers('waktu', [9, 7, 3, 1]),
      ...answers('waktu', [0, 0, 0, 4], 'izin-tinggal'),
    ]);
    const { services, elements } = await json(dir, '--by', 'service', siteFile);
    expect(elements[2]).toMatchObject({ answers: 24, index: 70.83 });
    for (const { elements } of services) {
      expect(elements[2].withheld).toBe(true);
      expect(Object.keys(elements[2])).not.toContain('index');
      expect(Object.keys(elements[2])).not.toContain('scores');
    }
    const { out } = await run(dir, '--by', 'service', siteFile);
    expect(out).toMatch(/withheld: fewer than 10 answers/);
  });

  it('withholds a survey of fewer than ten answers, and a page and CSV say no more than the table', async () => {
    const dir = await hall(surveyElements.flatMap((element) => answers(element, [5, 1, 0, 0])));
    expect((await json(dir)).survey).toEqual({ complete: false, withheld: true, missing: [] });
    const page = join(dir, 'page.html');
    await run(dir, '--html', page);
    for (const text of [readFileSync(page, 'utf8'), (await run(dir, '--csv')).out, (await run(dir)).out]) {
      expect(text).toMatch(/withheld|ditahan/);
      expect(text).not.toMatch(/95[.,]83|3[.,]83/);
    }
  });

  it('writes CSV as Excel reads it in the language asked for', async () => {
    const dir = await hall(nine());
    const english = await run(dir, '--csv');
    expect(english.out.startsWith('\uFEFFfrom,to,site,service,part,element,')).toBe(true);
    expect(english.out).toMatch(/,survey,waktu,Time to completion,20,20,0,123,3\.20,80\.00,B,/);
    const indonesian = loket('ikm', '--data', dir, '--csv', '--lang', 'id');
    await indonesian.ended;
    expect(indonesian.seen.out).toMatch(/;survei;waktu;Waktu penyelesaian;20;20;0;123;3,20;80,00;B;/);
  });

  it('writes a page to print in Indonesian and English, which loads and runs nothing', async () => {
    const dir = await hall(nine());
    const page = join(dir, 'laporan.html');
    expect((await run(dir, '--html', page, '--by', 'service', siteFile)).out).toMatch(/A4/);
    const text = readFileSync(page, 'utf8');
    expect(text).toMatch(/<html lang="id">/);
    expect(text).toMatch(/IKM 80,00, mutu B: Baik <span lang="en">Good/);
    expect(text).not.toMatch(/<script|<link|<img|src=|href=|url\(|@import|http/);
    const order = [
      'Persyaratan',
      'Sistem,',
      'Waktu',
      'Biaya',
      'Produk',
      'Kompetensi',
      'Perilaku',
      'Penanganan',
      'Sarana',
    ];
    const places = order.map((word) => text.indexOf(`>${word}`));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(text.indexOf('Denyut')).toBeGreaterThan(text.indexOf('IKM 80,00'));
  });

  it('says what is wrong with days, and which there are', async () => {
    const dir = await hall(nine());
    expect((await run(dir, '--from', '2026-12-01', '--to', '2026-01-01')).err).toMatch(/later.*swap/);
    expect((await run(dir, '--from', '2025-01-01', '--to', '2025-12-31')).err).toMatch(
      /nothing from 2025-01-01.* from 2026-11-30 to 2026-11-30/,
    );
    const bad = await run(dir, '--from', '2026-02-30');
    expect(bad).toMatchObject({ code: 2, err: expect.stringMatching(/a date is written like/) });
    expect((await run(await hall([]))).err).toMatch(/no ratings, visits or forms yet/);
    expect((await run(dataFolder())).err).toMatch(/no journal/);
    const other = await run(
      dir,
      new URL('../../config/examples/mpp-banyuwangi.yaml', import.meta.url).pathname,
    );
    expect(other.err).toMatch(/belongs to the site mpp-batam/);
  });

  it('tells of a file of sums that cannot be read, and counts what the journal has', async () => {
    const dir = await hall(nine());
    writeFileSync(join(dir, 'rating-days.json'), '{"loket":"rating-days","versi');
    const { out, err, code } = await run(dir);
    expect(code).toBe(0);
    expect(err).toMatch(/rating-days\.json cannot be read.*only days that the journal still has/);
    expect(out).toMatch(/80\.00/);
  });

  it('tells of such a file that a hall has put aside, as long as it is there', async () => {
    const dir = await hall(nine());
    writeFileSync(join(dir, 'rating-days.json.unread'), '{"loket":"rating-days","versi');
    const { err, code } = await run(dir);
    expect(code).toBe(0);
    expect(err).toMatch(/rating-days\.json\.unread has ratings .*may be missing from this report/);
  });
});

describe('paper forms', () => {
  const header = 'U1;U2;U3;U4;U5;U6;U7;U8;U9';
  const forms = (rows: number, row = '4;4;4;4;4;4;4;4;4') =>
    `${header}\r\n${times(rows, row).join('\r\n')}\r\n`;
  const written = (dir: string, text: string | Uint8Array, name = 'forms.csv') => {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  };

  it('count in the survey, are told apart from answers of pads, and can be taken out again', async () => {
    const dir = await hall(nine());
    const added = await run(dir, '--add', written(dir, forms(20)), '--date', '2026-11-29', siteFile);
    expect(added.out).toMatch(/^20 forms were added, from 2026-11-29 to 2026-11-29/);
    const report = await json(dir);
    expect(report).toMatchObject({ forms: 20, pads: 180, survey: { index: 90, band: 'A' } });
    expect(report.elements[2]).toMatchObject({ answers: 40, pads: 20, forms: 20 });
    const id = /--forget (\S+)/.exec(added.out)?.[1] ?? '';
    expect((await run(dir, '--forms')).out).toContain(id);
    expect((await run(dir, '--forget', id)).out).toMatch(/20 forms .* taken out/);
    expect((await json(dir)).survey).toMatchObject({ index: 80 });
    expect(await run(dir, '--forget', id)).toMatchObject({ code: 1, err: expect.stringMatching(/no forms/) });
  });

  it('are not added twice by mistake, whatever the name of the file', async () => {
    const dir = await hall([]);
    await run(dir, '--add', written(dir, forms(12)));
    const twice = await run(dir, '--add', written(dir, forms(12), 'copy.csv'));
    expect(twice).toMatchObject({
      code: 1,
      err: expect.stringMatching(/was added as forms\.csv on .*--again/),
    });
    expect((await json(dir)).forms).toBe(12);
    await run(dir, '--add', written(dir, forms(12)), '--again');
    expect((await json(dir)).forms).toBe(24);
  });

  it('with a mistake are refused as a whole, with line and column, and nothing is kept', async () => {
    const dir = await hall([]);
    const bad = `${header};service\r\n${times(9, 4).join(';')};paspor\r\n${times(8, 4).join(';')};9;sim\r\n`;
    const { code, err } = await run(dir, '--add', written(dir, bad), siteFile);
    expect(code).toBe(1);
    expect(err).toMatch(/line 3, column 17: '9' is no score/);
    expect(err).toMatch(/line 3, column 19: 'sim' is no service of this site; there are: 'paspor'/);
    expect(err).toMatch(/Nothing was added/);
    expect(readdirSync(dir)).not.toContain('rating-forms');
  });

  it('are not added to a day that is still to come', async () => {
    const dir = await hall(nine());
    const late = await run(dir, '--add', written(dir, forms(1)), '--date', '2999-01-01');
    expect(late).toMatchObject({
      code: 1,
      err: expect.stringMatching(/--date: 2999-01-01 is still to come/),
    });
    expect((await run(dir, '--forms')).out).not.toMatch(/2999/);
  });

  it('may come with the mark of Windows, or in the UTF-16 of Excel', async () => {
    const dir = await hall([]);
    await run(dir, '--add', written(dir, `\uFEFF${forms(11)}`));
    await run(dir, '--add', written(dir, Buffer.from(`\uFEFF${forms(13)}`, 'utf16le'), 'wide.csv'));
    expect((await json(dir)).forms).toBe(24);
  });

  it('that were kept and cannot be read any more stop a report, which would lack them', async () => {
    const dir = await hall([]);
    const added = await run(dir, '--add', written(dir, forms(12)));
    const id = /--forget (\S+)/.exec(added.out)?.[1] ?? '';
    writeFileSync(join(dir, 'rating-forms', `${id}.json`), '{"loket":');
    const { code, err } = await run(dir);
    expect([code, err]).toEqual([1, expect.stringMatching(new RegExp(`${id}.json: it is not whole`))]);
  });
});
