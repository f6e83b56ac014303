import { describe, expect, test } from 'vitest';
import { hearing, type ToldOffice } from './told-office.ts';

/** A site that said how its clock stands, and was lost at 60 s, its last word at 40 s. */
function lost(): ToldOffice {
  const office = hearing('batam').health('batam', 10, {
    at: new Date(Date.UTC(2026, 8, 20, 3, 0, 10)).toISOString(),
  });
  return office
    .to(40)
    .health('batam', 40, { at: office.iso(40), every_s: 60 })
    .to(60)
    .will('batam');
}

const down = (since: string) => ({
  reasons: [{ code: 'uplink.down', severity: 'warn', fix: 'technician', since }],
});

function event(
  office: ToldOffice,
  sequence: number,
  s: number,
  boot = 'a',
  more: object = {},
  what = 'ticket/called',
): ToldOffice {
  const said = { time: office.iso(s), boot, sequence: `${sequence}`, historical: true, data: {}, ...more };
  return office.hear('batam', `event/${what}`, said);
}

function past(office: ToldOffice): readonly string[] {
  return office.corrections.map(({ was, candidates, from, to }) =>
    [was, ...candidates, (from.at / 1_000).toFixed(), (to.at / 1_000).toFixed()].join(' '),
  );
}

describe('an absence, once the site is back', () => {
  test('was the network when the same run worked meanwhile', () => {
    const office = lost().to(200).online('batam', 'a', 2);
    expect(past(event(office, 1, 100).to(215))).toEqual(['network 40 200']);
  });

  test('was the network when the run has tried to connect again and again', () => {
    expect(past(lost().to(200).online('batam', 'a', 5).to(215))).toEqual(['network 40 200']);
  });

  test('was the network when the run noticed the dead line in time', () => {
    const office = lost().to(200);
    expect(past(office.online('batam', 'a', 2, down(office.iso(80))).to(215))).toEqual(['network 40 200']);
  });

  test('was a process that hung when the run noticed nothing for long', () => {
    expect(past(lost().to(200).online('batam', 'a', 2).to(215))).toEqual(['hung 40 200']);
    const late = lost().to(200);
    expect(past(late.online('batam', 'a', 2, down(late.iso(199))).to(215))).toEqual(['hung 40 200']);
  });

  test('is unknown, with both candidates, when it was too short to tell', () => {
    expect(past(lost().to(90).online('batam', 'a', 2).to(105))).toEqual(['unknown network hung 40 90']);
  });

  test('is not explained by work just before the return, which a process does that wakes up', () => {
    const office = lost().to(200).online('batam', 'a', 2);
    expect(past(event(office, 1, 190).to(215))).toEqual(['hung 40 200']);
  });

  test('was power or process when another run came back', () => {
    const office = lost().to(200).online('batam', 'b', 1);
    const data = { data: { clean: false } };
    expect(past(event(office, 1, 199, 'b', data, 'host/started').to(215))).toEqual([
      'power-or-process 40 200',
    ]);
  });

  test('is judged by the run that came back, though another one follows a moment later', () => {
    const office = lost().to(200).online('batam', 'a', 5).to(206);
    const unclean = { reasons: [{ code: 'restart.unclean', severity: 'warn', fix: 'technician' }] };
    expect(past(office.online('batam', 'b', 1, unclean).to(220))).toEqual(['network 40 200']);
  });

  test('is judged by the run that the broker had kept, when it speaks without saying that it is online', () => {
    const office = lost().to(50).online('batam', 'a', 2).to(100).down('ended').to(101).up();
    const kept = { state: 'online', reason: null, since: null, boot: 'a', connection: 3 };
    const back = office
      .hear('batam', 'controller/state', kept, true)
      .to(105)
      .device('batam', 'printer-1', 'online');
    expect(past(back.to(108).online('batam', 'b', 1).to(130))).toEqual(['unknown network hung 40 50']);
  });

  test('was the network when the run that came back behind a retained word went on', () => {
    const office = lost().to(50).online('batam', 'a', 2).to(100).down('ended').to(101).up();
    const kept = { state: 'online', reason: null, since: null, boot: 'b', connection: 1 };
    office.hear('batam', 'controller/state', kept, true).to(105).device('batam', 'printer-1', 'online');
    office.to(150).will('batam', 'b', 1).to(160).online('batam', 'b', 5).to(180);
    expect(past(office).at(-1)).toBe('network 105 160');
  });

  test('is judged by the run that names itself, whatever it said before that', () => {
    const office = lost().to(50).online('batam', 'a', 2).to(100).down('ended').to(101).up();
    const states = office.to(160).device('batam', 'printer-1', 'online');
    expect(past(states.online('batam', 'b', 1).to(180)).at(-1)).toBe('power-or-process 50 160');
  });

  test('is not dated by the health that a run says again as it connects, which it measured before', () => {
    const office = hearing('batam');
    for (const [s, boot] of [
      [40, 'b'],
      [70, 'c'],
    ] as const)
      office
        .to(s)
        .online('batam', boot)
        .health('batam', 0, { at: office.iso(s - 22) });
    event(office.to(90), 1, 85, 'c').to(100).will('batam', 'c');
    event(office.to(140).online('batam', 'd'), 2, 88, 'c');
    expect(past(office.to(160))).toEqual(['power-or-process 90 140']);
  });

  test('was a hang when the watchdog has ended the run', () => {
    const watchdog = { reasons: [{ code: 'restart.watchdog', severity: 'error', fix: 'vendor' }] };
    expect(past(lost().to(200).online('batam', 'b', 1, watchdog).to(215))).toEqual(['hung 40 200']);
  });

  test('was first the network and then power when the run worked on for a while and another one came', () => {
    const office = lost()
      .to(200)
      .online('batam', 'b', 1, {
        reasons: [{ code: 'restart.unclean', severity: 'warn', fix: 'technician' }],
      });
    expect(past(event(office, 1, 120).to(215))).toEqual(['network 40 120', 'power-or-process 120 200']);
  });

  test('is unknown when the run was stopped in order and its goodbye did not arrive', () => {
    const office = lost().to(200).online('batam', 'b', 1);
    const data = { data: { clean: true } };
    expect(past(event(office, 1, 199, 'b', data, 'host/started').to(215))).toEqual([
      'unknown power-or-process network 40 200',
    ]);
  });

  test('is judged once more when the backlog comes late', () => {
    const office = lost().to(200).online('batam', 'a', 2).to(220);
    expect(past(event(office, 1, 100).health('batam', 220).to(292))).toEqual([
      'hung 40 200',
      'network 40 200',
    ]);
    expect(office.incidents.at(-1)?.incident.corrections).toMatchObject([{ was: 'network' }]);
  });

  test('while the broker was away is no news of a site that ran on', () => {
    const office = hearing('batam').down('refused').to(60).up().online('batam', 'a', 9);
    for (let at = 60; at < 200; at += 30) office.to(at).health('batam', at);
    expect(past(office)).toEqual([]);
  });
});
