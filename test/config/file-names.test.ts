import { describe, expect, it } from 'vitest';
import { isFileName } from '../../config/file-name.ts';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import { hallText } from './site-text.ts';

const problemsOf = (more: string) =>
  loadSite(hallText({ hours: more }), 'site.yaml', kinds)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ severity, code, line, path }) => [severity, code, line > 1, path]);

describe('the name of a file in a site file', () => {
  it.each(['a', 'papan.hash', 'tls/hall.pem', '/etc/ssl/certs/ca.pem', '.a', 'a..b', '...'])(
    'may be %s',
    (name) => {
      expect(isFileName(name)).toBe(true);
    },
  );

  it.each([
    '',
    '/',
    '.',
    '..',
    'a/../b',
    '../../etc/cron.d/evil',
    '/etc/../srv/x',
    'a//b',
    'a/',
    'x\nExecStartPre=+touch pwned',
    'x\r',
    'a b',
    'a"b',
    "a'b",
    'a%n',
    'a$b',
    'a:b',
    'a\\b',
    'a\0',
    '\u001b[2J',
    'b\u00e9',
  ])('may not be %j', (name) => {
    expect(isFileName(name)).toBe(false);
  });

  it('that leaves its folder, or would be a line of a unit, is refused where it stands', () => {
    const key = 'key: { file: booking.key }';
    expect(problemsOf(`bookings: { file: "../../etc/cron.d/evil", ${key} }`)).toEqual([
      ['error', 'bad-path', true, 'bookings.file'],
    ]);
    const user = '{ name: a, role: view, password: { file: "x\\nExecStartPre=+touch pwned" } }';
    expect(problemsOf(`mqtt: { users: [${user}] }`)).toEqual([
      ['error', 'bad-path', true, 'mqtt.users.0.password.file'],
    ]);
  });
});

describe('the names of the board', () => {
  it('are names of machines', () => {
    expect(problemsOf('board: { port: 8080, hosts: [papan, papan.mpp.example, "10.0.0.7"] }')).toEqual([]);
    for (const host of ['http://papan', 'papan:80', 'a b', '', '.', '"*"'])
      expect(problemsOf(`board: { port: 8080, hosts: ["${host.replaceAll('"', '')}"] }`), host).toEqual([
        ['error', 'bad-host-name', true, 'board.hosts.0'],
      ]);
  });
});
