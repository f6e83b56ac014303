import { describe, expect, it } from 'vitest';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { endOfFault, type JobEnd, jobEnds } from '../../devices/job-ends.ts';
import { tellQueue, toldOf } from '../../firmware-host/perform/paper-told.ts';

const ends = Object.keys(jobEnds) as JobEnd[];
const jobs = [false, true].flatMap((copy) =>
  [false, true].map((acceptUnconfirmed) => ({ copy, acceptUnconfirmed })),
);

describe('the queue is told', () => {
  it('that there is paper where it is proven, or where a printer that proves nothing is believed', () => {
    const confirmed = ends.flatMap((end) =>
      jobs.filter((job) => toldOf(end, job) === 'confirm-print').map((job) => [end, job.acceptUnconfirmed]),
    );
    expect(confirmed).toEqual([
      ['printed', false],
      ['printed', true],
      ['printed', false],
      ['printed', true],
      ['sent', true],
      ['sent', true],
    ]);
  });

  it('to void a number only when nothing of it was printed, and not for a copy', () => {
    for (const end of ends)
      for (const job of jobs)
        expect(toldOf(end, job) === 'void', `${end} ${job.copy}`).toBe(end === 'not-printed' && !job.copy);
  });

  it('that a number is in doubt after every fault that leaves it in doubt, and of no other', () => {
    const inDoubt = (Object.keys(faultCatalogue) as FaultCode[]).filter(
      (code) => endOfFault(code) === 'unconfirmed',
    );
    expect(inDoubt.sort()).toEqual(['driver.error', 'job.unconfirmed', 'link.timeout']);
  });

  it('why, unless the paper is there', () => {
    const job = { ticket: 'A-001', copy: false, acceptUnconfirmed: false };
    expect(tellQueue('printed', job, 'paper.out')).toEqual({ type: 'confirm-print', ticket: 'A-001' });
    expect(tellQueue('not-printed', job, 'paper.out')).toEqual({
      type: 'void',
      ticket: 'A-001',
      reason: 'paper.out',
    });
  });
});
