import { request } from 'node:http';
import { readHash } from '../../../firmware-host/mqtt/password.ts';
import type { OfficeRole } from '../../../office/web/office-messages.ts';
import type { OfficeUser } from '../../../office/web/office-users.ts';
import { type OfficeWeb, type OfficeWebOptions, openOfficeWeb } from '../../../office/web/open-office-web.ts';

export const password = 'rahasia-sekali';
/** Of that password; it costs less to check than one of `loket passwd`, for tests that log in often. */
const cheapLine = 'scrypt$2$1$1$AAAAAAAAAAAAAAAAAAAAAA==$lxXYAFvk8rBmriLZHJ2FmO8YiXqpXQapA4OnyujA+FI=';

export function user(name: string, role: OfficeRole, regions?: readonly string[]): OfficeUser {
  const hash = readHash(cheapLine);
  if (hash === undefined) throw new Error('that is no hash');
  return { name, role, hash, ...(regions === undefined ? {} : { regions }) };
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A browser, as far as the server can tell: it keeps its cookie. */
export class Browser {
  readonly #port: number;
  cookie = '';

  constructor(url: string) {
    this.#port = Number(new URL(url).port);
  }

  /** `body`: sent as JSON, with the headers of a page of the office. */
  ask(
    method: string,
    path: string,
    body?: object | string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const headers: Record<string, string> = {
      ...(this.cookie === '' ? {} : { cookie: this.cookie }),
      ...(text === undefined ? {} : { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }),
      ...(text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
      ...(text === undefined ? {} : { origin: `http://127.0.0.1:${this.#port}` }),
      ...more,
    };
    return new Promise((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port: this.#port, path, method, headers, agent: false },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => {
            const [set] = answer.headers['set-cookie'] ?? [];
            if (set !== undefined) this.cookie = set.split(';', 1)[0] ?? '';
            resolve({
              status: answer.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('utf8'),
              headers: answer.headers,
            });
          });
          answer.on('error', reject);
        },
      );
      asked.on('error', reject);
      asked.end(text);
    });
  }

  logIn(name: string, secret = password): Promise<Answer> {
    return this.ask('POST', '/api/login', { name, password: secret });
  }

  /** Listens to the office's events; each is given to `told`. */
  listen(told: (event: { readonly type: string }) => void): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const headers = { cookie: this.cookie };
      const asked = request({
        host: '127.0.0.1',
        port: this.#port,
        path: '/api/events',
        headers,
        agent: false,
      });
      asked.on('response', (answer) => {
        if (answer.statusCode !== 200) reject(new Error(String(answer.statusCode)));
        let rest = '';
        answer.on('data', (chunk) => {
          const events = (rest + chunk).split('\n\n');
          rest = events.pop() ?? '';
          for (const event of events) told(JSON.parse(event.slice('data: '.length)));
        });
        answer.on('error', () => undefined);
        resolve(() => asked.destroy());
      });
      asked.on('error', reject);
      asked.end();
    });
  }
}

const open: OfficeWeb[] = [];

const file = { type: 'text/html; charset=utf-8', body: Buffer.from('<p>halaman</p>') };
/** In place of the page that was built, which most tests do not need. */
const plainFiles = new Map(
  ['office.html', 'office.js', 'office.css', 'icon.svg'].map((name) => [name, file]),
);

/** The web server of an office; `closeWebs` ends it. */
export async function openedWeb(of: OfficeWebOptions): Promise<OfficeWeb> {
  const web = await openOfficeWeb({ files: plainFiles, ...of });
  open.push(web);
  return web;
}

export async function closeWebs(): Promise<void> {
  for (const web of open.splice(0)) await web.close();
}
