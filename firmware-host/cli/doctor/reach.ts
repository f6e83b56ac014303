import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { wordsOf } from '../../../devices/fault.ts';
import { everyAddress } from '../../connecting.ts';

/** Whether a broker can be reached. `code` is the error code of the system or of TLS, such as CERT_NOT_YET_VALID. */
export type Reached = { readonly url: string } & (
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string }
);

const answerMs = 5_000;

/** Connects as MQTT would, with TLS for mqtts, and disconnects without sending anything. Paths are of PEM files. */
export function reach(
  url: string,
  files: {
    readonly ca?: string | undefined;
    readonly cert?: string | undefined;
    readonly key?: string | undefined;
  },
): Promise<Reached> {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'mqtts:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const place = { ...everyAddress, host, port: Number(port) || (secure ? 8883 : 1883) };
  return new Promise((resolve) => {
    const failed = (thrown: unknown) => resolve({ url, ok: false, code: codeOf(thrown) });
    try {
      const pem = Object.entries(files).flatMap(([name, path]) =>
        path === undefined ? [] : [[name, readFileSync(path)] as const],
      );
      const socket = secure
        ? connectTls({ ...place, servername: /^[\d.:]+$/.test(host) ? '' : host, ...Object.fromEntries(pem) })
        : connectTcp(place);
      socket.setTimeout(answerMs, () => socket.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
      socket.once('error', failed);
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        socket.destroy();
        resolve({ url, ok: true });
      });
    } catch (thrown) {
      failed(thrown);
    }
  });
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : wordsOf(thrown);
}
