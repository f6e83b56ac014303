import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetricsHandler, type MetricsAccess } from '../../../office/metrics/metrics-handler.ts';
import type { MetricsSource } from '../../../office/metrics/metrics-source.ts';
import { siteSeen, sourceOf, viewOf } from './office-of-sites.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const source = sourceOf(viewOf([siteSeen('mpp-batam')]));

/** Serves it on loopback; returns how to ask. */
async function serve(of: Partial<MetricsAccess> = {}) {
  const failed: unknown[] = [];
  const handle = createMetricsHandler({
    ...{ source: () => source, token: undefined, failed: (why) => failed.push(why), ...of },
  });
  const server = createServer((asked, response) => void handle(asked, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ask = (headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
    new Promise<{ status: number | undefined; type: string | undefined; text: string }>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        answer.on('end', () =>
          resolve({ status: answer.statusCode, type: answer.headers['content-type'], text }),
        );
      });
      sent.on('error', reject).end();
    });
  return { ask, failed };
}

const prometheusAccepts =
  'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

describe('who asks for the metrics', () => {
  it('gets OpenMetrics where it takes that, and the older format otherwise', async () => {
    const { ask } = await serve();
    const open = await ask({ accept: prometheusAccepts });
    expect(open).toMatchObject({
      status: 200,
      type: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
    });
    expect(open.text).toMatch(/# TYPE loket_office_events_applied counter\n.*\n# EOF\n$/s);
    const old = await ask({ accept: '*/*' });
    expect(old).toMatchObject({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' });
    expect(old.text).toContain('# TYPE loket_office_events_applied_total counter\n');
    expect(old.text).not.toContain('# EOF');
  });

  it('is refused without a token unless it is a program on this machine, asking for itself', async () => {
    const { ask } = await serve();
    for (const name of ['forwarded', 'x-forwarded-for', 'via'])
      expect((await ask({ [name]: '203.0.113.9' })).status, name).toBe(403);
    // A page of another name that was made to point here.
    expect((await ask({ host: 'evil.example' })).status).toBe(403);
    expect((await ask()).status).toBe(200);
  });

  it('is let in from anywhere with the token, and with no other', async () => {
    const { ask } = await serve({ token: 'rahasia-kantor' });
    const status = async (authorization?: string) =>
      (await ask(authorization === undefined ? {} : { authorization, host: 'office.example' })).status;
    expect([
      await status(),
      await status('Bearer rahasia'),
      await status('Basic rahasia-kantor'),
      await status('Bearer rahasia-kantor'),
    ]).toEqual([401, 401, 401, 200]);
  });

  it('is told that the office is not there while it does not know what was open before its start', async () => {
    let known: MetricsSource | undefined;
    const { ask } = await serve({ source: () => known });
    expect((await ask()).status).toBe(503);
    known = source;
    expect((await ask()).status).toBe(200);
  });

  it('may only read', async () => {
    const { ask } = await serve();
    expect((await ask({}, 'POST')).status).toBe(405);
    expect(await ask({}, 'HEAD')).toMatchObject({ status: 200, text: '' });
  });

  it('shares a render with all who ask meanwhile', async () => {
    let renders = 0;
    const counted = { ...source, wall: () => ++renders };
    const { ask } = await serve({
      source: () => ({
        ...counted,
        view: viewOf(Array.from({ length: 5_000 }, (_, at) => siteSeen(`s${at}`))),
      }),
    });
    const texts = await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(renders).toBeLessThan(texts.length);
    expect(texts.every(({ text }) => text.includes('site="s4999"'))).toBe(true);
  });

  it('gets an error when a render fails, which is told, and the metrics again when the next one succeeds', async () => {
    let isBroken = true;
    const figures = () => {
      if (isBroken) throw new Error('no figures');
      return source.figures();
    };
    const { ask, failed } = await serve({ source: () => ({ ...source, figures }) });
    expect((await ask()).status).toBe(500);
    expect(failed).toHaveLength(1);
    isBroken = false;
    expect((await ask()).status).toBe(200);
  });
});
