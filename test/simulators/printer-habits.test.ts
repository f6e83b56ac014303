import { describe, expect, it } from 'vitest';
import type { Habits } from '../../simulators/escpos-printer/habits.ts';
import { SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import { VirtualClock } from '../virtual-clock.ts';

const clear = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8];
const paper = [0x1d, 0x72, 1];
const status = (n: number) => [0x10, 0x04, n];
const process = (id: string) => [0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, ...Buffer.from(id)];
const job = [0x1b, 0x40, ...Buffer.from('x'.repeat(80)), 0x0a, 0x1d, 0x56, 0];

/** A printer on a line, and what it said on it, with the times. */
function scene(habits: Partial<Habits>, printMs = 0) {
  const clock = new VirtualClock();
  const printer = new SimulatedPrinter({ clock, columns: 48, printMs, habits });
  const said: (readonly [at: number, ...bytes: number[]])[] = [];
  const ended: number[] = [];
  const connect = () =>
    printer.connect(
      (bytes) => said.push([clock.now(), ...bytes]),
      () => ended.push(clock.now()),
    );
  const line = connect();
  return {
    clock,
    printer,
    said,
    ended,
    connect,
    line,
    send: (...bytes: number[]) => line.receive(Uint8Array.from(bytes)),
  };
}

describe('a simulated printer with a habit', () => {
  it('answers late, each in its turn', async () => {
    const { clock, said, send } = scene({ answerMs: 1_200 });
    send(...status(1), ...status(4));
    await clock.advance(1_199);
    expect(said).toEqual([]);
    await clock.advance(1);
    expect(said).toEqual([
      [1_200, 0x12],
      [1_200, 0x12],
    ]);
  });

  it('answers its clear after what was asked later', async () => {
    const { clock, said, send } = scene({ clearAnswerMs: 30 });
    send(...clear, ...status(1));
    await clock.advance(30);
    expect(said).toEqual([
      [0, 0x12],
      [30, 0x37, 0x25, 0],
    ]);
  });

  it('forgets nothing when it is deaf to the clear', async () => {
    const { clock, printer, said, send } = scene({ deafToClear: true }, 1_000);
    send(...job, ...clear);
    expect(printer.busy).toBe(true);
    await clock.advance(1_000);
    expect([printer.busy, said]).toEqual([false, []]);
  });

  it('answers the statuses it knows', () => {
    const { said, send } = scene({ statuses: [1, 4] });
    send(...status(1), ...status(2), ...status(3), ...status(4));
    expect(said).toHaveLength(2);
  });

  it.each([
    ['right', 1_000, 'ab12'],
    ['constant', 1_000, '0000'],
    ['at-once', 0, 'ab12'],
  ] as const)('answers process ids: %s', async (processIds, at, id) => {
    const { clock, said, send } = scene({ processIds }, 1_000);
    send(...job, ...process('ab12'));
    await clock.advance(2_000);
    expect(said).toEqual([[at, 0x37, 0x22, ...Buffer.from(id), 0]]);
  });

  it('loses a job with its question, and hears a status in the same piece', () => {
    const { printer, said, send } = scene({});
    printer.loseNextJob();
    send(...job, ...paper, ...status(1));
    expect(said).toEqual([[0, 0x12]]);
    send(...job, ...paper);
    expect(said).toHaveLength(2);
  });

  it('closes when nothing was printed for a while, whatever it is asked', async () => {
    const { clock, ended, send } = scene({ closesIdleMs: 20_000 });
    await clock.advance(10_000);
    send(...job);
    await clock.advance(15_000);
    send(...status(1));
    await clock.advance(5_000);
    expect(ended).toEqual([30_000]);
  });

  it('says its bytes one by one, and a NUL now and then', async () => {
    const { clock, said, send } = scene({ splitMs: 30, nulEveryMs: 5_000 });
    send(...clear);
    await clock.advance(5_000);
    expect(said).toEqual([
      [0, 0x37],
      [30, 0x25],
      [60, 0],
      [5_000, 0],
    ]);
  });

  it('gives a name that is not its own', () => {
    const { said, send } = scene({ fakesName: true });
    send(0x1d, 0x49, 67);
    expect(Buffer.from(said[0]?.slice(1) ?? []).toString('latin1')).toBe('_TM-T88VI\0');
  });

  it('answers whoever is connected by then, where it has one line', async () => {
    const { clock, said, line, connect, send } = scene({ oneLine: true }, 1_000);
    send(...job, ...paper);
    line.hangUp();
    connect();
    await clock.advance(1_000);
    expect(said).toEqual([[1_000, 0]]);
  });
});
