import { describe, expect, it } from 'vitest';
import { awkward } from './awkward-bench.ts';

/** Longer than the supervisor waits before it opens a device again, and than a line needs to be proven empty. */
const againMs = 30_000;

describe('a ticket is acknowledged when it is on paper, and not for anything else that the printer says', () => {
  it('the printer loses a job with its question and answers the buffer clear 30 ms late', async () => {
    const hall = awkward({ habits: { clearAnswerMs: 30 } });
    await hall.usable(againMs);
    expect(await hall.print('A-001')).toBe('acknowledged');
    hall.printer.loseNextJob();
    expect(await hall.print('A-002')).toBe('job.unconfirmed: link.timeout');
    hall.printer.loseNextJob();
    await hall.usable(againMs);
    expect(await hall.print('A-003')).toBe('job.unconfirmed: link.timeout');
    await hall.usable(againMs);
    expect(await hall.print('A-004')).toBe('acknowledged');
    expect(hall.papers()).toEqual(['A-001', 'A-004']);
    await hall.stop();
  });

  it('at once after the unconfirmed one, on the same line', async () => {
    const hall = awkward({ habits: { clearAnswerMs: 30 } });
    await hall.usable(againMs);
    await hall.clock.advance(5_000);
    hall.printer.loseNextJob();
    const first = hall.print('A-001');
    await hall.clock.advance(2_000);
    hall.printer.loseNextJob();
    expect(await first).toMatch(/^job\.unconfirmed/);
    expect(await hall.print('A-002')).not.toBe('acknowledged');
    await hall.stop();
  });

  it.each([false, true])(
    'the printer ignores the clear and needs 8.7 s; answers on whatever line there is: %s',
    async (oneLine) => {
      const hall = awkward({ printMs: 8_700, habits: { deafToClear: true, oneLine } });
      await hall.usable(againMs);
      for (const number of ['A-001', 'A-002', 'A-003']) {
        const end = await hall.print(number);
        if (end === 'acknowledged') expect(hall.papers()).toContain(number);
        await hall.usable(againMs);
      }
      await hall.stop();
    },
  );
});

describe('a printer that says little, or says it slowly, is used for what it says', () => {
  it.each([
    ['answers DLE EOT 2 only', { statuses: [2] }],
    ['answers 1 and 4 only', { statuses: [1, 4] }],
    ['answers after 1.2 s', { answerMs: 1_200 }],
  ] as const)('%s: online within 12 s, and its tickets are acknowledged', async (_what, habits) => {
    const hall = awkward({ habits });
    expect(await hall.usable(12_000)).toBe(true);
    for (const number of ['A-001', 'A-002']) expect(await hall.print(number)).toBe('acknowledged');
    expect(hall.papers()).toEqual(['A-001', 'A-002']);
    await hall.clock.advance(againMs);
    expect(hall.device.status().state).toBe('online');
    await hall.stop();
  });

  it('answers 2 only, and then all while its paper is out: no answer is taken for that of another question', async () => {
    const hall = awkward({ habits: { statuses: [2] } });
    expect(await hall.usable(12_000)).toBe(true);
    hall.printer.behave({ statuses: [1, 2, 3, 4] });
    hall.printer.set({ paper: 'out' });
    expect(await hall.print('A-001')).toContain('paper.out');
    await hall.stop();
  });

  it.each([0, 100, 200, 300, 400, 500, 600, 700, 800, 900])(
    'answers nothing for 300 ms, %i ms after it was opened: its tickets are acknowledged, each',
    async (afterMs) => {
      const hall = awkward({ habits: { answerMs: 100 } });
      await hall.clock.advance(afterMs);
      hall.printer.set({ answers: 'deaf' });
      await hall.clock.advance(300);
      hall.printer.set({ answers: 'right' });
      await hall.usable(againMs);
      for (const number of ['A-001', 'A-002']) expect(await hall.print(number)).toBe('acknowledged');
      expect(hall.papers()).toEqual(['A-001', 'A-002']);
      await hall.stop();
    },
  );
});
