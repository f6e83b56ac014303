import { describe, expect, test } from 'vitest';
import { hearing, ToldOffice } from './told-office.ts';

describe('a last will', () => {
  test('makes its site unreachable after it has settled', () => {
    const office = hearing('batam').will('batam').to(12.9);
    expect(office.verdict('batam')).toBe('well');
    expect(office.to(13).says('batam')).toMatchObject({
      verdict: 'site-unreachable',
      reasons: [{ code: 'last-will' }],
      candidates: ['power-or-process', 'network', 'hung'],
    });
  });

  test('of an earlier connection is no news', () => {
    const office = hearing('batam').online('batam', 'a', 4).will('batam', 'a', 3).to(30);
    expect(office.verdict('batam')).toBe('well');
  });

  test('of an earlier run is no news', () => {
    const office = hearing('batam').online('batam', 'b', 1).will('batam', 'a', 9).to(30);
    expect(office.verdict('batam')).toBe('well');
  });

  test('of a site without numbers is over when the site says that it is there', () => {
    const office = new ToldOffice().up().online('lama', 'a', null).to(10).will('lama', 'a', null).to(11);
    expect(office.online('lama', 'a', null).to(30).verdict('lama')).toBe('well');
  });

  test('is no news of a site that has not spoken since the broker is back', () => {
    const office = hearing('batam').down('refused').to(20).up().will('batam').to(60);
    expect(office.verdict('batam')).toBe('unknown');
    expect(office.online('batam', 'a', 2).to(64).verdict('batam')).toBe('well');
    expect(office.keys()).toEqual([]);
  });

  test('is not taken back by a message that came twice', () => {
    const office = hearing('batam')
      .will('batam')
      .to(11)
      .online('batam')
      .device('batam', 'printer-1', 'online');
    expect(office.to(15).verdict('batam')).toBe('site-unreachable');
  });

  test('is taken back by health that was measured since', () => {
    const office = hearing('batam').health('batam', 100).will('batam').to(14).health('batam', 130).to(18);
    expect(office.verdict('batam')).toBe('well');
  });
});

describe('what a broker retains', () => {
  test('says nothing about now: a dead site behind it is known after 90 s', () => {
    const office = new ToldOffice().up();
    const online = { state: 'online', reason: null, since: null, boot: 'a' };
    office
      .hear('batam', 'controller/state', online, true)
      .hear('batam', 'controller/health', { uptime_s: 9 }, true);
    office.hear('batam', 'device/board-1/info', { role: 'board', place: '' }, true);
    office.hear('batam', 'service/paspor/state', { open: true }, true);
    expect(office.to(89).verdict('batam')).toBe('unknown');
    expect(office.to(90).says('batam')).toMatchObject({
      verdict: 'site-unreachable',
      reasons: [{ code: 'never-heard' }],
    });
  });

  test('is not believed over a live word that came before it', () => {
    const old = { state: 'online', reason: null, since: null, boot: 'a', connection: 1 };
    const reasons = [{ code: 'disk.io_error', severity: 'error', fix: 'technician' }];
    const office = hearing('batam').will('batam', 'a', 1, true);
    office.hear('batam', 'controller/state', { ...old, reasons }, true);
    expect(office.to(30).verdict('batam')).toBe('well');
  });

  test('is what health has grown from: a site that was lost is back with the first that it says', () => {
    const office = hearing('batam').to(20).online('batam', 'b').to(22).will('batam', 'b');
    const online = { state: 'online', reason: null, since: null, boot: 'a', connection: 2 };
    office.to(30).down('refused').to(60).up();
    office
      .hear('batam', 'controller/state', online, true)
      .hear('batam', 'controller/health', { uptime_s: 50 }, true);
    expect(office.to(79).verdict('batam')).toBe('site-unreachable');
    expect(office.to(80).health('batam', 80).to(84).verdict('batam')).toBe('well');
  });

  test('is missed of a site that was stopped: what it did while nobody listened is not known', () => {
    const stopped = { state: 'offline', reason: 'stopped', since: null, boot: 'a' };
    const office = hearing('batam').hear('batam', 'controller/state', stopped);
    expect(office.to(20).verdict('batam')).toBe('power-or-process');
    office.down('refused').to(60).up();
    expect(office.to(151).says('batam')).toMatchObject({
      verdict: 'site-unreachable',
      reasons: [{ code: 'never-heard' }],
    });
  });

  test.each([
    [
      'the broker has kept it',
      (office: ToldOffice) => {
        const stopped = { state: 'offline', reason: 'stopped', since: null, boot: 'a' };
        office.down('ended').to(60).up().hear('batam', 'controller/state', stopped, true);
      },
    ],
    ['the office was only held up', (office: ToldOffice) => office.sleepTo(60)],
  ])('keeps a site stopped that was stopped: %s', (_how, then) => {
    const stopped = { state: 'offline', reason: 'stopped', since: null, boot: 'a' };
    const office = hearing('batam').hear('batam', 'controller/state', stopped).to(20);
    then(office);
    for (const s of [64, 100, 160]) expect(office.to(s).verdict('batam')).toBe('power-or-process');
  });

  test('tells a site that was stopped by a person', () => {
    const office = new ToldOffice().up();
    const stopped = { state: 'offline', reason: 'stopped', since: null, boot: 'a' };
    expect(office.hear('batam', 'controller/state', stopped, true).to(90).says('batam')).toMatchObject({
      verdict: 'power-or-process',
      fix: 'clerk',
    });
  });
});

describe('silence', () => {
  test('of 2.5 times the interval of its health makes a site unreachable', () => {
    const office = hearing('batam').health('batam', 5, { every_s: 10 });
    expect(office.to(35).verdict('batam')).toBe('well');
    expect(office.to(38.1).says('batam')).toMatchObject({
      verdict: 'site-unreachable',
      reasons: [{ code: 'silent' }],
    });
  });

  test('of a site that does not tell its interval is measured by 30 s', () => {
    const office = hearing('batam').health('batam', 5);
    expect(office.to(84).verdict('batam')).toBe('well');
    expect(office.to(88.1).verdict('batam')).toBe('site-unreachable');
  });

  test('is not broken by commands of others, nor by what clears a topic', () => {
    const office = hearing('batam').to(60).hear('batam', 'command/replay', { id: 'x' });
    office.hear('batam', 'device/old/state', undefined);
    expect(office.to(80).verdict('batam')).toBe('site-unreachable');
  });

  test('that an absurd interval would allow for ever ends after five minutes', () => {
    const office = hearing('batam').health('batam', 5, { every_s: 1e9 });
    expect(office.to(320).verdict('batam')).toBe('site-unreachable');
  });

  test('while the office itself was held up is not the silence of the sites', () => {
    const office = hearing('batam', 'bogor').sleepTo(200).to(204);
    expect(office.verdict('batam')).toBe('unknown');
    expect(office.online('batam').to(208).verdict('batam')).toBe('well');
    expect(office.incidents).toEqual([]);
  });
});

describe('two controllers with one id', () => {
  test('are told by runs that come back, and not as absences', () => {
    const office = hearing('batam');
    for (const [s, boot] of [
      [20, 'b'],
      [50, 'a'],
      [80, 'b'],
    ] as const)
      office.to(s).online('batam', boot, 1);
    expect(office.to(84).says('batam')).toMatchObject({
      verdict: 'device',
      reasons: [{ code: 'two-controllers' }],
    });
    expect(office.keys()).toEqual(['site/batam/controller/two-controllers']);
  });

  test('are not told by one message that came twice after a restart', () => {
    const office = hearing('batam')
      .will('batam')
      .to(20)
      .online('batam', 'b')
      .to(21)
      .online('batam', 'a')
      .online('batam', 'b');
    expect(office.to(30).verdict('batam')).toBe('well');
  });
});

describe('a site that started while the office had no line', () => {
  const kept = (boot: string, connection: number) =>
    ({ state: 'online', reason: null, since: null, boot, connection }) as const;

  test('is there when it speaks, though the office knew it as stopped', () => {
    const stopped = { state: 'offline', reason: 'stopped', since: null, boot: 'a' };
    const office = hearing('batam')
      .hear('batam', 'controller/state', stopped)
      .to(20)
      .down('ended')
      .to(30)
      .up();
    office.hear('batam', 'controller/state', kept('b', 1), true).to(40);
    expect(office.verdict('batam')).toBe('unknown');
    expect(office.health('batam', 15).to(44).verdict('batam')).toBe('well');
  });

  test('is there when it speaks, though the office knew it as lost', () => {
    const office = hearing('batam')
      .health('batam', 600)
      .to(12)
      .will('batam')
      .to(20)
      .down('ended')
      .to(30)
      .up();
    office.hear('batam', 'controller/state', kept('b', 1), true).to(40);
    expect(office.health('batam', 15).to(44).verdict('batam')).toBe('well');
  });

  test('is as it was where the broker kept the word of the connection that was lost', () => {
    const office = hearing('batam').will('batam').to(20).down('ended').to(30).up();
    office.hear('batam', 'controller/state', kept('a', 1), true);
    expect(office.to(40).verdict('batam')).toBe('site-unreachable');
  });
});

test('a connection that comes and goes is still said so of the run that follows', () => {
  const office = hearing('batam');
  for (let turn = 0; turn < 4; turn++) {
    office.to(20 + 2 * turn).will('batam', 'a', turn + 1);
    office.to(21 + 2 * turn).online('batam', 'a', turn + 2);
  }
  office.to(30).will('batam', 'a', 5).to(31).online('batam', 'b', 1);
  expect(office.to(40).verdict('batam')).toBe('network');
});

test('a process that ends again and again is not a connection that comes and goes', () => {
  const office = hearing('batam');
  for (let turn = 0; turn < 6; turn++) {
    office.to(20 + 10 * turn).will('batam', `run-${turn}`);
    office.to(25 + 10 * turn).online('batam', `run-${turn + 1}`);
  }
  expect(office.to(80).verdict('batam')).toBe('well');
});

test('a connection that comes and goes is a network that is not well, until it has stood for three minutes', () => {
  const office = hearing('batam');
  for (let turn = 0; turn < 10; turn++) {
    office.to(20 + 2 * turn).will('batam', 'a', turn + 1);
    office.to(21 + 2 * turn).online('batam', 'a', turn + 2);
  }
  expect(office.says('batam')).toMatchObject({ verdict: 'network', fix: 'network' });
  for (let s = 60; s <= 240; s += 30) office.to(s).health('batam', s);
  expect(office.verdict('batam')).toBe('well');
  expect(office.incidents.filter(({ change }) => change === 'opened')).toHaveLength(1);
});

describe('the clock of a site', () => {
  test('that is more than two minutes off is told once two messages agree', () => {
    const office = hearing('batam')
      .health('batam', 10, { at: new ToldOffice().iso(10 + 200) })
      .to(40);
    expect(office.verdict('batam')).toBe('well');
    office.health('batam', 40, { at: office.iso(40 + 200) });
    expect(office.to(44).says('batam')).toMatchObject({
      verdict: 'clock',
      reasons: [{ code: 'clock-ahead' }],
    });
    office
      .health('batam', 70, { at: office.iso(44) })
      .to(60)
      .health('batam', 90, { at: office.iso(60) });
    expect(office.to(64).verdict('batam')).toBe('well');
  });

  test('is told to be ahead when it was behind, once two messages agree', () => {
    const office = hearing('batam');
    for (const [s, off] of [
      [10, -200],
      [40, -200],
      [70, 200],
      [100, 200],
    ] as const)
      office.to(s).health('batam', s, { at: office.iso(s + off) });
    expect(office.to(104).says('batam')).toMatchObject({ reasons: [{ code: 'clock-ahead' }] });
  });

  test('is not judged by a backlog that comes late', () => {
    const office = hearing('batam');
    const event = (sequence: number, time: string, historical: boolean) =>
      office.hear('batam', 'event/ticket/called', {
        time,
        boot: 'a',
        sequence: `${sequence}`,
        historical,
        data: {},
      });
    event(1, office.iso(-4_000), true).to(30);
    event(2, office.iso(-3_000), true);
    expect(office.to(40).verdict('batam')).toBe('well');
  });
});

test('a site that was closed for good is forgotten with its incidents', () => {
  const office = hearing('batam').will('batam').to(20);
  expect(office.keys()).toEqual(['site/batam']);
  office.hear('batam', 'controller/state', undefined).to(21);
  expect(office.keys()).toEqual([]);
  expect(office.verdict('batam')).toBeUndefined();
});

test('a site that was closed for good stays forgotten while the rest of its topics is cleared', () => {
  const office = hearing('batam').will('batam').to(20);
  office.hear('batam', 'controller/state', undefined);
  office.hear('batam', 'device/printer-1/state', undefined).hear('batam', 'service/paspor/state', undefined);
  office.to(200);
  expect(office.verdict('batam')).toBeUndefined();
  expect(office.keys()).toEqual([]);
});
