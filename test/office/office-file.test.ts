import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../config/problem.ts';
import { isOfficeFile, loadOffice } from '../../office/config/load-office.ts';

const least = [
  'version: 1',
  'office: { id: pusat, title: Kantor Pusat }',
  'broker: { url: "mqtt://127.0.0.1" }',
];
const user = 'users: [{ name: budi, role: look, password: { file: budi.hash } }]';

const told = (...lines: readonly string[]): readonly string[] =>
  loadOffice(lines.join('\n'), 'office.yaml').problems.map((problem) =>
    formatProblem('office.yaml', problem),
  );

describe('an office file', () => {
  it('needs a name and a broker; all else has a usual value', () => {
    const { office, problems } = loadOffice([...least, user].join('\n'), 'office.yaml');
    expect(problems).toEqual([]);
    expect(office).toMatchObject({
      office: { id: 'pusat', language: 'id' },
      store: { kind: 'sqlite', keep_days: 30 },
      web: { host: '127.0.0.1', port: 8490 },
    });
  });

  it('is the example that ships, without an error', () => {
    const text = readFileSync(new URL('../../config/system/office.yaml', import.meta.url), 'utf8');
    const { office, problems } = loadOffice(text, 'office.yaml');
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(office?.web.port).toBe(8490);
    expect(isOfficeFile(text)).toBe(true);
  });

  it('says when sites are open that do not say so, in the words of a site file', () => {
    const written =
      'reports: { zone: WIB, hours: { sen-jum: 08.00-15.00, jumat: [08.00-11.00, 13.00-15.00] } }';
    const { office } = loadOffice([...least, user, written].join('\n'), 'office.yaml');
    const { zone, hours, holidays } = office?.reports ?? {};
    expect([zone, holidays]).toEqual(['Asia/Jakarta', []]);
    expect(hours instanceof Map && [...hours.keys()].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(hours instanceof Map && hours.get(5)).toHaveLength(2);
    const { office: silent } = loadOffice([...least, user].join('\n'), 'office.yaml');
    expect(silent?.reports).toEqual({ zone: undefined, hours: undefined, holidays: [] });
  });

  it('is told from the file of a hall', () => {
    expect(isOfficeFile('version: 1\nsite: { id: a }\noffice: { id: b }\n')).toBe(false);
    expect(isOfficeFile('version: 1\nsite: { id: a }\n')).toBe(false);
  });

  it.each([
    ['', 'office.yaml:1:1 the file holds no settings'],
    ['version: 2', 'office.yaml:1:10 version: version 2 of this file is not known here'],
    [
      'version: 1\noffices: 1',
      "office.yaml:2:1 offices: there is no setting 'offices' here. Did you mean 'office'?",
    ],
    [
      [...least, user, 'store: { kind: postgresql }'].join('\n'),
      'office.yaml:5:1 store: kind: postgresql needs the url of that database',
    ],
    [
      [...least, user, 'store: { url: "postgresql://a@b/c" }'].join('\n'),
      'office.yaml:5:10 store.url: this setting does not apply to kind: sqlite',
    ],
    [
      [...least, user, 'store: { kind: postgresql, url: "postgresql://a:geheim@b/c" }'].join('\n'),
      'office.yaml:5:33 store.url: this is not the address of a PostgreSQL database',
    ],
    [
      [...least, user.replace('look', 'admin')].join('\n'),
      "office.yaml:4:29 users.0.role: 'admin' is not one of 'look', 'acknowledge', 'administer'",
    ],
    [
      [...least, `${user.slice(0, -1)}, { name: budi, role: look, password: { file: b.hash } }]`].join('\n'),
      "office.yaml:4:76 users.1.name: there is a user 'budi' already",
    ],
    [least.join('\n'), 'office.yaml:1:1 warning: users: without users there is no page, and no /metrics'],
    [
      [...least, user, 'reports: { zone: Jakarta, hours: always }'].join('\n'),
      "office.yaml:5:18 reports.zone: 'Jakarta' is not a time zone",
    ],
    [
      [...least, user, 'reports:', '  hours:', '    mon-fri: 08.00-15.00', '    sat: 12.00-08.00'].join('\n'),
      'office.yaml:8:10 reports.hours.sat: ',
    ],
    [
      [...least, user, 'reports: { hours: { funday: 08.00-15.00 } }'].join('\n'),
      'office.yaml:5:21 reports.hours.funday: ',
    ],
    [
      [...least, user, 'reports: { hours: sometimes, holidays: [2026-02-30] }'].join('\n'),
      'office.yaml:5:19 reports.hours: ',
    ],
    [
      [...least, user, 'web: { host: 0.0.0.0 }'].join('\n'),
      'office.yaml:5:14 warning: web.host: passwords travel over the network as they are typed',
    ],
  ])('with a mistake says where it is (%#)', (text, first) => {
    const found = told(text);
    expect(
      found.some((line) => line.startsWith(first)),
      found.join('\n'),
    ).toBe(true);
  });

  it('never repeats a password that was written into an address', () => {
    const found = told(...least, 'store: { kind: postgresql, url: "postgresql://a:geheim@b/c" }');
    expect(found.join()).not.toContain('geheim');
  });
});
