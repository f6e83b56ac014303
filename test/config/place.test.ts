import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../config/problem.ts';
import type { Language } from '../../config/site.ts';
import { controllerInfo as schema } from '../../firmware-host/mqtt/messages/controller-messages.ts';
import { controllerInfo } from '../../firmware-host/perform/infos.ts';
import { exampleText, siteOf } from '../hall/played-hall.ts';
import { load } from './site-text.ts';

const withPlace = (more: string) => load({ site: `site: { id: mpp, title: MPP, zone: WIB, ${more} }` });
const told = (more: string, language: Language) =>
  withPlace(more).problems.map((problem) => formatProblem('site.yaml', problem, language));
const platform = { node: 'v24', os: 'Linux' };

describe('where a site is', () => {
  it('is its region and its latitude and longitude, both ends of the earth included', () => {
    expect(withPlace('region: kepri, at: [1.1301, 104.0529]').site).toMatchObject({
      region: 'kepri',
      at: [1.1301, 104.0529],
    });
    for (const at of ['[90, -180]', '[-90, 180]', '[0, 0]', '[-8, 114]'])
      expect(withPlace(`at: ${at}`).problems).toEqual([]);
  });

  it.each([
    ['at: [104.0529, 1.1301]', /^site\.yaml:2:46 .*'104\.0529' is not a latitude from -90 to 90/],
    ['at: [-8.2, 214.3]', /'214\.3' is not a longitude from -180 to 180/],
    ['at: ["8 S", 114.3]', /'8 S' is not a latitude/],
    ['at: [-8.2, 114,3]', /is not a place/],
    ['at: [-8.2]', /is not a place/],
    ['at: "-8.2, 114.3"', /'-8\.2, 114\.3' is not a place/],
    ['at: [.nan, 114.3]', /is not a latitude/],
    ['at: [-.inf, 114.3]', /is not a latitude/],
    ['region: Kepulauan Riau', /'Kepulauan Riau' cannot be an id/],
  ])('%s is a mistake, told with its place', (more, text) => {
    const problems = told(more, 'en');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(text);
    expect(problems[0]).toMatch(/^site\.yaml:2:\d+/);
  });

  it('is told in Indonesian too, with how it is written', () => {
    expect(told('at: [104.0529, 1.1301]', 'id')[0]).toMatch(
      /bukan lintang.*\n?.*Lintang ditulis lebih dulu/s,
    );
    expect(told('at: di sini', 'id')[0]).toMatch(/bukan letak.*\n?.*\[lintang, bujur\]/s);
  });

  it('stands in the examples, and in what the controller says of itself', () => {
    for (const [name, region] of [
      ['mpp-batam', 'kepri'],
      ['mpp-banyuwangi', 'jatim'],
    ] as const) {
      const site = siteOf(exampleText(name));
      const info = schema.parse(controllerInfo(site, '1', platform));
      expect(info).toMatchObject({ region, lat: site.at?.[0], lon: site.at?.[1] });
    }
  });

  it('may be left out, and then nothing is said of it', () => {
    const { site } = load();
    if (site === undefined) throw new Error('the small hall is right');
    const info = schema.parse(controllerInfo(site, '1', platform));
    for (const field of ['region', 'lat', 'lon']) expect(info).not.toHaveProperty(field);
  });
});
