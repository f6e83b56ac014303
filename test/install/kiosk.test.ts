import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnosed } from '../../firmware-host/cli/doctor/doctor.ts';
import type { Facts } from '../../firmware-host/cli/doctor/facts.ts';
import { said } from '../../firmware-host/cli/install/carry-out.ts';
import { claimsOf } from '../../firmware-host/cli/install/claims.ts';
import { places } from '../../firmware-host/cli/install/install-paths.ts';
import {
  installPlan,
  kioskRemoval,
  type Step,
  uninstallPlan,
} from '../../firmware-host/cli/install/install-plan.ts';
import { installedAt } from '../../firmware-host/cli/install/installed.ts';
import { kioskPage, kioskPlace } from '../../firmware-host/cli/install/kiosk-files.ts';
import { kioskOf } from '../../firmware-host/cli/install/kiosk-page.ts';
import { treeAt } from '../../firmware-host/machine/tree.ts';
import { hallText, type Parts, siteOf } from '../config/site-text.ts';
import { type Files, fakeMachine } from '../machine/fake-machine.ts';
import { has } from '../programs.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-kiosk-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const board = (settings = '') => ({ hours: `board: { port: 8080${settings} }` });

function planOf(kiosk: string | undefined, parts = board()): readonly Step[] {
  return installPlan({
    ...{ site: siteOf(parts), text: hallText(parts), folder: '/media/usb', program: '/usr/lib/loket', kiosk },
    ...{ version: '1.2.3', node: '/usr/bin/node', ports: new Map(), versions: [], current: undefined },
  });
}

function written(steps: readonly Step[], path: string): string {
  const step = steps.find((one) => one.do === 'write' && one.path === path);
  if (step?.do !== 'write') throw new Error(`${path} is not written`);
  return step.text;
}

describe('a board on the screen of the controller', () => {
  it('is installed by these files and commands, and by none where it was not asked for', async () => {
    const about = planOf('/board').filter((step) => /kiosk|cage/.test(said(step)));
    const text = about.map((step) => (step.do === 'write' ? `${said(step)}\n${step.text}` : said(step)));
    await expect(`${text.join('\n')}\n`).toMatchFileSnapshot('golden/kiosk.plan');
    expect(planOf(undefined).filter((step) => /kiosk|cage/.test(said(step)))).toEqual([]);
  });

  it('is shown at the address at which the board listens, with the page that was asked for', () => {
    const start = (page: string, settings?: string) =>
      / kiosk (\S+)/.exec(written(planOf(page, board(settings)), places.kioskUnit))?.[1];
    expect(start('/board?zone=utara')).toBe('http://127.0.0.1:8080/board?zone=utara');
    expect(start('/board', ', host: 0.0.0.0')).toBe('http://127.0.0.1:8080/board');
    expect(start('/board', ', host: 10.0.0.5')).toBe('http://10.0.0.5:8080/board');
    const web = (more: string) => ({ hours: `web: { pages: [board], port: 8090 }${more}` });
    const ofPages = (more: string) =>
      / kiosk (\S+)/.exec(written(planOf('/board', web(more)), places.kioskUnit))?.[1];
    expect(ofPages('')).toBe('http://127.0.0.1:8090/board');
    // A port of the board itself comes first; with TLS alone the browser would not know the certificate.
    expect(ofPages('\nboard: { port: 8080 }')).toBe('http://127.0.0.1:8080/board');
    const tls = web('\nmqtt: { tls: { cert: { file: a.crt }, key: { file: a.key } } }');
    expect(kioskPlace(siteOf(tls), '/board')).toBeUndefined();
    const unit = written(planOf('/board', board(', host: 10.0.0.5')), places.kioskUnit);
    expect(unit).toContain('\nIPAddressAllow=localhost 10.0.0.5\n');
  });

  it('can be the ticket machine instead, where the pages listen on this machine, and nowhere else', () => {
    const web = (settings: string, more = '') => ({ hours: `web: { port: 8090, ${settings} }${more}` });
    const users = '\nmqtt: { users: [{ name: sari, role: operate, password: { file: sari.hash } }] }';
    const tls = '\nmqtt: { tls: { cert: { file: a.crt }, key: { file: a.key } } }';
    const unit = written(planOf('/tickets', web('pages: [tickets]')), places.kioskUnit);
    expect(unit).toContain(' kiosk http://127.0.0.1:8090/tickets ');
    expect(unit).toContain('\nIPAddressAllow=localhost\n');
    const placeOf = (parts: Parts) => kioskPlace(siteOf(parts), '/tickets')?.port;
    expect(placeOf(web('pages: [status, tickets], host: 0.0.0.0', users))).toBe(8_090);
    // Not one of the pages; at an address of the network it would have to log in; no certificate is known to it.
    expect(placeOf(web('pages: [status]'))).toBeUndefined();
    expect(placeOf(web('pages: [tickets], host: 10.0.0.5', users))).toBeUndefined();
    expect(placeOf(web('pages: [tickets]', tls))).toBeUndefined();
    expect(placeOf(board())).toBeUndefined();
  });

  it('shows the board or the ticket machine only: what else is asked for never becomes a line of a unit', () => {
    for (const page of ['/tickets', '/board', '/board?zone=utara', '/board?counters=loket-1,loket-2'])
      expect(page).toMatch(kioskPage);
    for (const page of [
      'http://x',
      '/',
      '/board?a b',
      '/board?%',
      '/board\nUser=root',
      '/board/feed',
      '/tickets?x',
      '/status',
    ])
      expect(page).not.toMatch(kioskPage);
  });

  it('says of each page why it is not shown here, and what to write', () => {
    const asked = (page: string, pages: string) => () =>
      kioskOf(page, undefined, siteOf({ hours: `web: { pages: [${pages}], port: 8090 }` }), 'en');
    expect(asked('/board', 'status')).toThrow('there is no board to show');
    expect(asked('/tickets', 'board')).toThrow('the ticket machine is not open on this machine');
    expect(asked('/rating/loket-1', 'board')).toThrow(
      'the rating pad is not open on this machine: write web: { pages: [rating] }',
    );
    expect(asked('/rating/loket-99', 'rating')).toThrow("no counter 'loket-99'");
    expect(asked('/rating/loket-1', 'rating')()).toBe('/rating/loket-1');
  });

  it('is remembered for the next installation', () => {
    const root = join(folder, 'installed');
    mkdirSync(join(root, 'etc/loket'), { recursive: true });
    writeFileSync(join(root, places.kioskPage), written(planOf('/board?zone=a'), places.kioskPage));
    expect(installedAt(root).kiosk).toBe('/board?zone=a');
  });

  it('goes with all its files when it or the program is removed', () => {
    const files = planOf('/board').flatMap((step) =>
      'path' in step && /kiosk/.test(step.path) ? [step.path] : [],
    );
    for (const plan of [kioskRemoval, uninstallPlan]) {
      const removed = plan.flatMap((step) => (step.do === 'remove' ? [step.path] : []));
      expect(removed).toEqual(expect.arrayContaining(files));
      expect(said(plan[0] as Step)).toBe('run      systemctl stop loket-kiosk');
    }
  });

  it('is a unit that systemd finds nothing wrong with, and little exposed', ({ skip }) => {
    if (!has('systemd-analyze')) skip();
    const path = join(folder, 'loket-kiosk.service');
    const text = written(planOf('/board'), places.kioskUnit).replace(
      'ExecStart=/usr/bin/node',
      `ExecStart=${process.execPath}`,
    );
    writeFileSync(path, text);
    const { stderr, status } = spawnSync('systemd-analyze', ['verify', '--man=no', path], {
      encoding: 'utf8',
    });
    expect({ status, ours: stderr.split('\n').filter((line) => line.includes('loket-kiosk')) }).toEqual({
      ...{ status: 0, ours: [] },
    });
    const judged = spawnSync('systemd-analyze', ['security', '--offline=true', '--no-pager', path], {
      encoding: 'utf8',
    });
    // The browser's own sandbox needs namespaces and the calls that make them.
    expect(
      Number(/exposure level for loket-kiosk\.service: ([\d.]+)/.exec(judged.stdout)?.[1]),
    ).toBeLessThanOrEqual(4.5);
  });

  it('is copied to a machine with the logo that the site names', () => {
    const plan = planOf('/board', board(', logo: img/logo.png'));
    expect(plan.map(said)).toContain('copy     /media/usb/img/logo.png -> /etc/loket/img/logo.png (0640)');
  });
});

describe('loket doctor on a machine with such a screen', () => {
  const there: Files = {
    [places.kioskUnit]: written(planOf('/board'), places.kioskUnit),
    [places.kioskPage]: '/board\n',
    '/usr/bin/cage': '',
    '/usr/bin/Xwayland': '',
    '/usr/sbin/seatd': '',
    '/usr/bin/chromium': '',
    '/sys/class/drm/card1-HDMI-A-1/status': 'connected\n',
  };
  function saidOf(files: Files, parts = board()): readonly string[] {
    const root = fakeMachine(files);
    const site = siteOf(parts);
    const facts: Facts = {
      ...{ tree: treeAt(root), node: '20.20.0', broken: new Map(), data: '/var/lib/loket', wall: 0 },
      ...{
        synchronised: true,
        freeMb: 5_000,
        fenced: undefined,
        ports: new Map(),
        site,
        claims: claimsOf(site),
      },
      ...{ reached: new Map(), secrets: [], user: { name: 'loket', uid: 990, groups: [990] } },
    };
    const found = diagnosed(facts).map(({ verdict, text }) => `${verdict}: ${text.en}`);
    rmSync(root, { recursive: true });
    return found.filter((line) => /screen|cage|desktop/.test(line));
  }
  const without = (path: string): Files =>
    Object.fromEntries(Object.entries(there).filter(([one]) => one !== path));

  it('has nothing to say of it where there is none', () => {
    expect(saidOf({})).toEqual([]);
  });

  it('finds it in order, or names what is missing', () => {
    expect(saidOf(there).filter((line) => !line.startsWith('ok'))).toEqual([]);
    expect(saidOf(without('/usr/bin/cage'))).toContain(
      'fault: the screen cannot show its page without /usr/bin/cage',
    );
    expect(saidOf({ ...without('/usr/bin/chromium'), '/usr/bin/chromium-browser': '' })[0]).toMatch(/^ok/);
    expect(saidOf(without('/sys/class/drm/card1-HDMI-A-1/status'))).toContain('warn: no screen is connected');
    expect(saidOf({ ...there, '/etc/systemd/system/display-manager.service': '' })).toContain(
      'warn: a desktop uses the same screen',
    );
  });

  it('sees that a page has moved to another port, or is gone', () => {
    const tickets = { hours: 'web: { port: 8090, pages: [tickets] }' };
    const shown = {
      ...there,
      [places.kioskUnit]: written(planOf('/tickets', tickets), places.kioskUnit),
      [places.kioskPage]: '/tickets\n',
    };
    expect(saidOf(shown, tickets)).toContain('ok: the screen shows /tickets of this site');
    expect(saidOf(shown, board())).toContain('warn: the screen shows /tickets of another address');
    expect(saidOf(there, { hours: 'board: { port: 8081 }' })).toContain(
      'warn: the screen shows /board of another address',
    );
  });
});

it('the waiting page needs no newer browser than a television of 2018 has (Chromium 53)', () => {
  const page = readFileSync(new URL('../../docs/board-waiting.html', import.meta.url), 'utf8');
  const script = /<script>(.*)<\/script>/s.exec(page)?.[1] ?? '';
  const code = script.replace(/^\s*\/\/.*$/gm, '');
  // What came after 2016: optional chaining and its like (80), async functions (55), spread of objects (60), `**` (52).
  expect(code.match(/\?\.\w|\?\?|\basync\b|\.\.\.|\bcatch\s*\{|fetch\(/g)).toBeNull();
  expect(() => new Function(code)).not.toThrow();
  expect(page).not.toMatch(/(src|href)="http/);
});
