import { passwordOf } from '../hall-file.js';
import { keep, pour, socketTo, upgrade, wsFrame } from './many.js';

const honest = 'officer-page';

const head = (port, ...lines) =>
  [
    'POST /login HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    'Content-Type: application/json',
    ...lines,
    '\r\n',
  ].join('\r\n');

const login = (port, name, password) => {
  const body = JSON.stringify({ name, password });
  return `${head(port, `Content-Length: ${body.length}`)}${body}`;
};

/** Asks again as soon as there is an answer. */
const asking = (port, request) => {
  const socket = socketTo(port, () => socket.write(request));
  socket.on('data', () => socket.write(request));
  return socket;
};

/** The cookie of somebody with the right password. */
async function cookieOf(port, name) {
  const answer = await fetch(`http://127.0.0.1:${port}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: `http://127.0.0.1:${port}` },
    body: JSON.stringify({ name, password: passwordOf(name) }),
  });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** A socket of a page, whose bytes are poured into it once it is open. */
const socketThatPours = (port, path, cookie, bytes, signal) =>
  socketTo(port, (socket) => {
    socket.write(upgrade(port, path).replace('\r\n\r\n', `\r\nCookie: ${cookie}\r\n\r\n`));
    socket.once('data', () => pour(socket, bytes, signal));
  });

const press = (number) =>
  wsFrame(1, Buffer.from(JSON.stringify({ type: 'press', id: `p${number}`, action: 'recall' })));
const presses = Buffer.concat(Array.from({ length: 200 }, (_, number) => press(number)));
const take = JSON.stringify({
  type: 'command',
  id: 'x',
  command: 'issue-ticket',
  fields: { service: 's-a' },
});
const nonsense = Buffer.concat(Array(200).fill(wsFrame(1, Buffer.from('{"type":"command"'))));

export const pages = [
  {
    name: 'pages: 16 x wrong logins, one after another',
    honest,
    run: async ({ ports }, signal) =>
      keep(16, signal, (number) => asking(ports.web, login(ports.web, `who-${number}`, 'wrong password'))),
  },
  {
    name: 'pages: 16 x pipelined logins',
    honest,
    run: async ({ ports }, signal) =>
      keep(16, signal, () =>
        socketTo(ports.web, (socket) =>
          pour(socket, Buffer.from(login(ports.web, 'operate', 'wrong password').repeat(50)), signal),
        ),
      ),
  },
  {
    name: 'pages: 32 x bodies without an end',
    honest,
    run: async ({ ports }, signal) =>
      keep(32, signal, () =>
        socketTo(ports.web, (socket) => {
          socket.write(head(ports.web, 'Transfer-Encoding: chunked'));
          pour(socket, Buffer.from(`400\r\n${'x'.repeat(1024)}\r\n`), signal);
        }),
      ),
  },
  {
    name: 'pages: 64 x slow bodies',
    honest,
    run: async ({ ports }, signal) =>
      keep(64, signal, () =>
        socketTo(ports.web, (socket) => socket.write(`${head(ports.web, 'Content-Length: 60')}{`)),
      ),
  },
  {
    name: 'pages: 8 sockets of an officer who presses as fast as it goes',
    honest,
    run: async ({ ports }, signal) => {
      const cookie = await cookieOf(ports.web, 'operate');
      keep(8, signal, () => socketThatPours(ports.web, '/counter/loket-1/feed', cookie, presses, signal));
    },
  },
  {
    name: 'pages: 8 kiosks that take tickets as fast as they go',
    honest,
    run: async ({ ports }, signal) =>
      keep(8, signal, (number) => {
        const frames = Array.from({ length: 200 }, (_, at) =>
          wsFrame(1, Buffer.from(take.replace('"x"', `"t${number}-${at}-${performance.now()}"`))),
        );
        return socketThatPours(ports.web, '/tickets/feed', '', Buffer.concat(frames), signal);
      }),
  },
  {
    name: 'pages: 8 sockets of what is no order',
    honest,
    run: async ({ ports }, signal) =>
      keep(8, signal, () => socketThatPours(ports.web, '/tickets/feed', '', nonsense, signal)),
  },
];
