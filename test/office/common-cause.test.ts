import { describe, expect, test } from 'vitest';
import { hearing, ToldOffice } from './told-office.ts';

const java = ['java-1', 'java-2', 'java-3', 'java-4'];
const bali = ['bali-1', 'bali-2', 'bali-3', 'bali-4'];

describe('the line of the office', () => {
  test('is judged by how it was lost', () => {
    const told = (why: 'refused' | 'no-network' | 'silent') =>
      hearing('batam').down(why).to(13).says('batam');
    expect(told('refused')).toMatchObject({ verdict: 'broker' });
    expect(told('no-network')).toMatchObject({ verdict: 'office' });
    expect(told('silent')).toMatchObject({ verdict: 'unknown', candidates: ['broker', 'office'] });
  });

  test('that goes after the wills of all sites is the broker, and the wills are no news of the sites', () => {
    const office = hearing(...java);
    for (const site of java) office.will(site);
    office.down('ended').to(20);
    expect(office.verdict('java-1')).toBe('broker');
    office.up();
    for (const site of java) office.will(site, 'a', 1, true);
    expect(office.to(60).verdict('java-1')).toBe('unknown');
    for (const site of java) office.online(site, 'a', 2);
    expect(office.to(64).verdict('java-1')).toBe('well');
    expect(office.incidents.map(({ incident }) => incident.cause.key)).toEqual(['fleet', 'fleet']);
  });

  test('that was away for less than it takes to settle is not said', () => {
    const office = hearing('batam').down('ended').to(12).up().online('batam', 'a', 2).to(30);
    expect(office.incidents).toEqual([]);
  });
});

describe('a region', () => {
  test('that waited for the others hides what was open of its sites before', () => {
    const office = hearing(...java, ...bali);
    office.device('java-1', 'pad', 'offline').to(20);
    for (const site of java) office.will(site);
    // Half of all sites: it may be the beginning of the broker, for which the region's incident waits.
    const parentOf = (s: number) =>
      office
        .to(s)
        .open()
        .find(({ site }) => site === 'java-1')?.parent;
    expect(parentOf(50)).toBeUndefined();
    expect(parentOf(60)).toMatch(/^region\/java@/);
  });

  test('whose sites go together is one incident; those that were said before are taken over', () => {
    const office = hearing(...java, ...bali)
      .will('java-1')
      .to(20);
    for (const site of ['java-2', 'java-3']) office.will(site);
    office.to(24);
    for (const site of ['java-1', 'java-2', 'java-3']) expect(office.verdict(site)).toBe('region');
    expect(office.verdict('java-4')).toBe('well');
    const [first, region] = office.open();
    expect(region?.cause).toMatchObject({ key: 'region/java', verdict: 'region', fix: 'network' });
    expect(first?.parent).toBe(region?.id);
    expect(office.open()).toHaveLength(2);
  });

  test('is not told by sites that go at different times', () => {
    const office = hearing(...java, ...bali);
    for (const [index, site] of java.entries()) {
      office.to(10 + 40 * index);
      for (const one of [...java.slice(index + 1), ...bali]) office.health(one, 10 + 40 * index);
      office.will(site);
    }
    expect(office.to(135).verdict('java-4')).toBe('site-unreachable');
  });

  test('ends when its sites are back; one that stays away has a cause of its own', () => {
    const office = hearing(...java, ...bali);
    for (const site of java) office.will(site);
    office.to(60);
    for (const site of java.slice(1)) office.online(site, 'a', 2);
    for (let s = 60; s < 180; s += 20)
      for (const site of [...java.slice(1), ...bali]) office.to(s).health(site, s);
    expect(office.verdict('java-1')).toBe('site-unreachable');
    expect(office.keys()).toEqual(['site/java-1']);
  });
});

test('sites of all regions that go together are the line of the broker', () => {
  const office = hearing(...java, ...bali);
  for (const site of [...java, ...bali]) office.will(site);
  expect(office.to(14).says('bali-1')).toMatchObject({
    verdict: 'broker',
    reasons: [{ code: 'most-sites-at-once' }],
  });
  expect(office.open().filter(({ parent }) => parent === undefined)).toHaveLength(1);
});

test('where all sites are of one region, it may be the broker as well', () => {
  const office = hearing(...java);
  for (const site of java) office.will(site);
  expect(office.to(14).says('java-1')).toMatchObject({ verdict: 'region', candidates: ['region', 'broker'] });
});

test('three of four sites that go by themselves are not taken for the broker', () => {
  const office = hearing('a', 'b', 'c', 'd');
  for (const site of ['a', 'b', 'c']) office.will(site);
  expect(office.to(14).verdict('a')).toBe('site-unreachable');
});

describe('incidents', () => {
  test('of sixty flaps an hour are said twice at most, and close after a calm', () => {
    const office = hearing('batam');
    for (let turn = 0; turn < 60; turn++) {
      office.to(20 + 60 * turn).will('batam', 'a', turn + 1);
      office.to(50 + 60 * turn).online('batam', 'a', turn + 2);
    }
    for (let s = 3_600; s < 4_600; s += 30) office.to(s).health('batam', s);
    const said = office.incidents.filter(({ change }) => change !== 'updated').map(({ change }) => change);
    expect(said).toEqual(['opened', 'closed', 'reopened', 'closed']);
    expect(new Set(office.incidents.map(({ incident }) => incident.id)).size).toBe(1);
  });

  test('that were open when the office stopped go on, and close once their cause is known to be over', () => {
    const before = hearing('batam').will('batam').to(20);
    const office = new ToldOffice({ incidents: before.open() }, 30).up();
    expect(office.to(60).keys()).toEqual(['site/batam']);
    expect(office.verdict('batam')).toBe('unknown');
    office.online('batam', 'a', 2).to(70);
    expect(office.incidents.map(({ change, incident }) => [change, incident.id])).toEqual([
      ['closed', before.open()[0]?.id],
    ]);
  });

  test('tell a site that the office knows and nobody has ever heard of again', () => {
    const office = new ToldOffice({ sites: [{ id: 'batam', region: 'kepri' }] }).up().to(89);
    expect(office.verdict('batam')).toBe('unknown');
    expect(office.to(90).keys()).toEqual(['site/batam']);
  });
});

describe('many sites that go one after the other, as a frozen line ends', () => {
  /** Sites of which some go within 20 s, one after the other. */
  function frozen(lost: readonly string[], all: readonly string[], to = 70): ToldOffice {
    const office = hearing(...all);
    for (const [index, site] of lost.entries()) office.to(20 + (20 * index) / lost.length).will(site);
    return office.to(to);
  }
  const twenty = (region: string) => Array.from({ length: 20 }, (_, n) => `${region}-${n}`);
  const roots = (office: ToldOffice) =>
    office.incidents.filter(({ change }) => change === 'opened').map(({ incident }) => incident.cause.key);

  test('are said once for their region, and not by themselves before', () => {
    const office = frozen(twenty('java'), [...twenty('java'), ...twenty('bali')]);
    expect(roots(office)).toEqual(['region/java']);
  });

  test('are said once for the broker, and not for each region before', () => {
    const all = Array.from({ length: 20 }, (_, n) => [`java-${n}`, `bali-${n}`]).flat();
    expect(roots(frozen(all, all))).toEqual(['fleet']);
  });

  test('and are too few for a region are said a little later', () => {
    const three = ['java-1', 'java-2', 'java-3'];
    const office = hearing(...twenty('java'), ...twenty('bali')).to(20);
    for (const site of three) office.will(site);
    office.to(50);
    expect(office.verdict('java-1')).toBe('site-unreachable');
    expect(office.keys()).toEqual([]);
    expect(office.to(60).keys()).toEqual(three.map((site) => `site/${site}`));
  });
});

test('when nearly all clocks are wrong, it is the clock of the office', () => {
  const office = hearing(...java);
  for (const s of [10, 40, 70])
    for (const site of java) office.to(s).health(site, s, { at: office.iso(s + 500) });
  expect(office.to(75).verdict('java-1')).toBe('well');
  expect(office.open().map(({ cause }) => [cause.key, cause.verdict])).toEqual([['office/clock', 'office']]);
});

test('one site that went just before the line of the office is no sign of the broker', () => {
  const office = hearing('batam').will('batam').to(12).down('no-network');
  expect(office.to(17).says('batam')).toMatchObject({ verdict: 'office' });
  const other = hearing('batam', 'medan').will('batam').will('medan').to(12).down('ended');
  expect(other.to(17).says('batam')).toMatchObject({ verdict: 'unknown', candidates: ['broker', 'office'] });
});
