import { describe, expect, it } from 'vitest';
import { complaints, load, siteOf, withDevices } from './site-text.ts';

const web = (settings: string, more = '') => ({ hours: `web: { ${settings} }\n${more}` });
const users = 'mqtt: { users: [{ name: sari, role: operate, password: { file: sari.hash } }] }';
const tls = 'tls: { cert: { file: a.crt }, key: { file: a.key } }';
const first = (parts: Parameters<typeof complaints>[0]) =>
  complaints(parts).map((line) => line.split('. ')[0]);

describe('the pages of a site file', () => {
  it('are served to this machine alone, at 8080, where nothing else is said', () => {
    expect(siteOf({}).web).toBeUndefined();
    expect(siteOf(web('pages: [status, counter]')).web).toEqual({
      ...{ host: '127.0.0.1', port: 8_080, hosts: [] },
      pages: ['status', 'counter'],
    });
  });

  it('have to be named, each once, and be pages that there are', () => {
    expect(first(web('port: 8081'))).toEqual(['@ web.pages: this setting is missing']);
    expect(first(web('pages: []'))).toEqual([expect.stringContaining('@ web.pages: ')]);
    expect(first(web('pages: [status, board, status]'))).toEqual([
      "@ web.pages.2: 'status' is in this list twice",
    ]);
    expect(first(web('pages: [tiket]'))).toEqual([expect.stringContaining('@ web.pages.0: ')]);
  });

  it('have the board at a port of its own as well, or with them', () => {
    expect(siteOf(web('pages: [board]', 'board: { logo: logo.svg }'))).toMatchObject({
      board: undefined,
      boardDesign: { logo: 'logo.svg' },
    });
    expect(siteOf(web('pages: [board], port: 8081', 'board: { port: 8080 }'))).toMatchObject({
      board: { port: 8_080 },
      web: { port: 8_081 },
    });
    expect(first({ hours: 'board: { logo: logo.svg }' })).toEqual(['@ board.port: this setting is missing']);
    expect(first(web('pages: [status]', 'board: { logo: logo.svg }'))).toEqual([
      '@ board.port: this setting is missing',
    ]);
  });

  it('are for users beyond this machine: without any there is only the board', () => {
    expect(first(web('pages: [board], host: 0.0.0.0'))).toEqual([]);
    expect(first(web('pages: [board, status], host: 0.0.0.0'))).toEqual([
      '@ web.host: the page status is only for users beyond this machine, and there are none',
    ]);
    expect(first(web('pages: [status], host: 0.0.0.0', users))).toEqual([
      '@ warning: web.host: passwords of the pages travel over the network as they are typed',
    ]);
    expect(first(web('pages: [status], host: 0.0.0.0', users.replace('users', `${tls}, users`)))).toEqual([]);
    const external = 'mqtt: { broker: external, url: "mqtt://10.0.0.2:1883" }';
    expect(first(web('pages: [board], host: 0.0.0.0', external))).toEqual([]);
    expect(first(web('pages: [status]', external))).toEqual([]);
    expect(first(web('pages: [counter], host: 10.0.0.9', external))).toEqual([
      '@ web.host: the page counter is only for users beyond this machine, and an external broker keeps its users to itself',
    ]);
  });

  it.each([
    [web('pages: [status], port: 1883'), '@ web.port: port 1883 is taken by mqtt already'],
    [web('pages: [status]', 'board: { port: 8080 }'), '@ web.port: port 8080 is taken by board already'],
    [
      web('pages: [status], port: 9001', 'mqtt: { websocket: { port: 9001 } }'),
      '@ web.port: port 9001 is taken by mqtt.websocket already',
    ],
    [web('pages: [board], host: 0.0.0.0, port: 1883'), '@ web.port: port 1883 is taken by mqtt already'],
    [web('pages: [status], host: localhost, port: 1883'), '@ web.port: port 1883 is taken by mqtt already'],
    [{ hours: 'board: { port: 1883 }' }, '@ board.port: port 1883 is taken by mqtt already'],
  ])('have a port of their own: %j', (parts, complaint) => {
    expect(first(parts)).toEqual([complaint]);
  });

  it('may share a port at another address of the machine', () => {
    expect(first(web('pages: [board], host: 10.0.0.9, port: 1883'))).toEqual([]);
  });

  it('give tickets without paper where there is no printer, which is said', () => {
    const parts = {
      ...web('pages: [tickets]'),
      services: 'services: { paspor: { title: Paspor, prefix: A } }',
      boards: '',
    };
    expect(first({ ...parts, devices: '' })).toContain(
      '@ warning: web.pages.0: it asks for tickets, but there is no printer: numbers are given without paper',
    );
    expect(first({ ...web('pages: [tickets]'), ...withDevices() })).toEqual([]);
  });

  it('of a file with a mistake elsewhere are not complained of', () => {
    expect(first(web('pages: [status], host: 0.0.0.0', 'mqtt: { users: 3 }'))).toEqual([
      expect.stringContaining('@ mqtt.users'),
    ]);
    expect(first(web('pages: 3', 'board: { logo: logo.svg }'))).toEqual([
      expect.stringContaining('@ web.pages'),
    ]);
    expect(load(web('pages: [status]')).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
