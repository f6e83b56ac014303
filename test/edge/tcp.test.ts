import { createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../firmware-host/edge/system-clock.ts';
import { createWires } from '../../firmware-host/edge/wires.ts';
import { serveTcp } from '../../simulators/serve.ts';
import { bytes, eventually, watch } from './wire-watch.ts';

const wires = createWires(systemClock);
const speed = { baudRate: 9_600 };

/** Hardware that sends everything back, and remembers it. */
function echo() {
  const received: string[] = [];
  let hangUps = 0;
  return {
    received,
    hangUps: () => hangUps,
    connect: (send: (bytes: Uint8Array) => void) => ({
      receive: (bytes: Uint8Array) => {
        received.push(Buffer.from(bytes).toString('latin1'));
        send(bytes);
      },
      hangUp: () => {
        hangUps++;
      },
    }),
  };
}

describe('a TCP connection', () => {
  const at = (port: number) => `tcp://127.0.0.1:${port}`;
  const local = { host: '127.0.0.1', port: 0 };

  test('carries bytes both ways', async () => {
    const hardware = echo();
    const server = await serveTcp(hardware, local);
    const wire = await wires.open(at(server.port), speed);
    const seen = watch(wire);
    await wire.write(bytes('\x10\x04\x01'));
    await eventually(() => expect(seen.text).toBe('\x10\x04\x01'));
    await wire.close();
    await eventually(() => expect(hardware.hangUps()).toBe(1));
    expect(seen.lost).toEqual([]);
    await server.close();
  });

  test('sends all of a job before it closes', async () => {
    const hardware = echo();
    const server = await serveTcp(hardware, local);
    const wire = await wires.open(at(server.port), speed);
    const job = wire.write(bytes('t'.repeat(200_000)));
    await wire.close();
    await job;
    await eventually(() => expect(hardware.received.join('')).toHaveLength(200_000));
    await server.close();
  });

  test.each([
    ['as fast as it can', Number.POSITIVE_INFINITY],
    ['at 2 MB a second', 2_000_000],
  ])('is over when the other side sends %s, after little of it has been taken', async (_what, perSecond) => {
    let sent = 0;
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      const start = performance.now();
      const pour = setInterval(() => {
        while (!socket.destroyed && sent < ((performance.now() - start) / 1_000) * perSecond) {
          sent += 16_384;
          if (!socket.write(Buffer.alloc(16_384, 0x41))) return;
        }
      }, 5);
      socket.on('close', () => clearInterval(pour));
    });
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    );
    const wire = await wires.open(at(port), speed);
    const seen = watch(wire);
    await eventually(() => expect(seen.lost).toHaveLength(1));
    expect(seen.lost[0]).toMatchObject({ code: 'link.flood' });
    const taken = seen.text.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seen.text.length).toBe(taken);
    expect(taken).toBeLessThanOrEqual(32 * 1024);
    await wire.close();
    server.close();
  });

  test('tells once that the other side is gone', async () => {
    const server = await serveTcp(echo(), local);
    const wire = await wires.open(at(server.port), speed);
    const seen = watch(wire);
    await server.close();
    await eventually(() => expect(seen.lost).toHaveLength(1));
    expect(seen.lost[0]).toMatchObject({ code: 'link.closed' });
    await expect(wire.write(bytes('late'))).rejects.toMatchObject({ code: 'link.closed' });
    await wire.close();
    expect(seen.lost).toHaveLength(1);
  });

  test('closes in limited time when the other side never says goodbye', async () => {
    let far: Socket | undefined;
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      far = socket.resume();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const wire = await wires.open(at(typeof address === 'object' ? (address?.port ?? 0) : 0), speed);
    await wire.close();
    far?.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  test('turns a second host away from hardware that serves one', async () => {
    const server = await serveTcp(echo(), local);
    const first = await wires.open(at(server.port), speed);
    const second = watch(await wires.open(at(server.port), speed));
    await eventually(() => expect(second.lost).toHaveLength(1));
    await first.close();
    await server.close();
  });

  test('is absent when nobody listens', async () => {
    const server = await serveTcp(echo(), local);
    await server.close();
    await expect(wires.open(at(server.port), speed)).rejects.toMatchObject({ code: 'link.absent' });
  });

  test('is absent when the address is none', async () => {
    await expect(wires.open('tcp://printer', speed)).rejects.toMatchObject({ code: 'link.absent' });
  });

  test('gives up when nobody answers in time', async () => {
    const impatient = createWires({ now: () => 0, after: (_ms, run) => systemClock.after(0, run) });
    // An address for documentation (RFC 5737): nothing answers, or the network says so first.
    const refused = impatient.open('tcp://192.0.2.1:9100', speed);
    await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/^link\.(timeout|absent)$/) });
  });

  test('leaves no handles behind after 100 connections', async () => {
    const server = await serveTcp(echo(), local);
    const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const before = sockets();
    for (let cycle = 0; cycle < 100; cycle++) {
      const wire = await wires.open(at(server.port), speed);
      await wire.write(bytes('x'));
      await wire.close();
    }
    await eventually(() => expect(sockets()).toBeLessThanOrEqual(before));
    await server.close();
  });
});
