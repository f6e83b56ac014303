import { describe, expect, test, vi } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import { openGroupCommit } from '../../firmware-host/journal/sqlite/group-commit.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { calls, codeOf, sequences } from './records.ts';

/** A disk that answers when the test says so. */
function slowDisk(limits: { commitMax?: number; queueMax?: number } = {}) {
  const clock = new VirtualClock();
  const commits: { sequences: number[]; done: (low?: boolean) => void; fail: (why: Fault) => void }[] = [];
  const commit = (records: readonly Record[]) =>
    new Promise<{ low: boolean }>((resolve, reject) => {
      commits.push({ sequences: sequences(records), done: (low = false) => resolve({ low }), fail: reject });
    });
  const group = openGroupCommit({ commit, clock, next: 1, commitMax: 100, queueMax: 1_000, ...limits });
  const settle = (): Promise<void> => clock.advance(0);
  return { clock, commits, group, settle };
}

const full = new Fault('disk.low', 'no room');

describe('group commit', () => {
  test('is closed also when its journal was taken away while it waited for room on a full disk', async () => {
    const clock = new VirtualClock();
    const full = () => Promise.reject(new Fault('disk.low', 'no room'));
    const group = openGroupCommit({ commit: full, clock, next: 1, commitMax: 100, queueMax: 1_000 });
    const waits = codeOf(group.append(calls(1, 1)));
    await clock.advance(0);
    group.fail(new Fault('journal.removed', 'gone'));
    expect(await waits).toBe('journal.removed');
    let closed = false;
    void group.close().then(() => {
      closed = true;
    });
    await clock.advance(10_000);
    expect(closed).toBe(true);
  });

  test('an idle disk is used at once, without a timer', async () => {
    const { commits, group, settle } = slowDisk();
    void group.append(calls(1, 1));
    await settle();
    expect(commits.map((commit) => commit.sequences)).toEqual([[1]]);
  });

  test('appends of one turn of the loop are one commit', async () => {
    const { commits, group, settle } = slowDisk();
    for (const sequence of [1, 2, 3]) void group.append(calls(sequence, 1));
    await settle();
    expect(commits.map((commit) => commit.sequences)).toEqual([[1, 2, 3]]);
  });

  test('what comes during a commit is gathered for the next, and acknowledged in order after its own', async () => {
    const { commits, group, settle } = slowDisk();
    const acknowledged: number[] = [];
    for (const sequence of [1, 2, 3]) {
      void group.append(calls(sequence, 1)).then(() => acknowledged.push(sequence));
      await settle();
    }
    expect(commits.map((commit) => commit.sequences)).toEqual([[1]]);
    commits[0]?.done();
    await settle();
    expect(acknowledged).toEqual([1]);
    expect(commits.map((commit) => commit.sequences)).toEqual([[1], [2, 3]]);
    commits[1]?.done();
    await settle();
    expect(acknowledged).toEqual([1, 2, 3]);
  });

  test('a commit takes whole appends up to its limit, and at least one', async () => {
    const { commits, group, settle } = slowDisk({ commitMax: 4 });
    void group.append(calls(1, 3));
    void group.append(calls(4, 2));
    void group.append(calls(6, 9));
    for (const round of [0, 1, 2]) {
      await settle();
      commits[round]?.done();
    }
    expect(commits.map((commit) => commit.sequences.length)).toEqual([3, 2, 9]);
  });

  test('how far the disk is behind is told before every ticket without sorting a thousand commits anew', async () => {
    const { commits, group, settle } = slowDisk();
    for (let sequence = 1; sequence <= 1_100; sequence++) {
      void group.append(calls(sequence, 1));
      await settle();
      commits.at(-1)?.done();
      await settle();
    }
    const sorts = [vi.spyOn(Array.prototype, 'toSorted'), vi.spyOn(Array.prototype, 'sort')];
    expect(group.pressure().p99Ms).toBe(0);
    expect(sorts.map((sort) => sort.mock.calls.length)).toEqual([0, 0]);
    for (const sort of sorts) sort.mockRestore();
  });

  test('a record out of sequence is refused, and the right one is taken afterwards', async () => {
    const { commits, group, settle } = slowDisk();
    expect(await codeOf(group.append(calls(2, 1)))).toBe('journal.gap');
    const taken = group.append(calls(1, 2));
    expect(await codeOf(group.append(calls(2, 1)))).toBe('journal.gap');
    await settle();
    commits[0]?.done();
    expect(await codeOf(taken)).toBe('resolved');
  });

  test('a full queue refuses what is too much and takes the same records once there is room', async () => {
    const { commits, group, settle } = slowDisk({ queueMax: 3 });
    void group.append(calls(1, 2));
    await settle();
    expect(await codeOf(group.append(calls(3, 2)))).toBe('disk.fsync_slow');
    commits[0]?.done();
    await settle();
    const again = group.append(calls(3, 2));
    await settle();
    commits[1]?.done();
    expect(await codeOf(again)).toBe('resolved');
  });

  test('pressure tells how many wait, for how long, and how long commits take', async () => {
    const { clock, commits, group, settle } = slowDisk();
    void group.append(calls(1, 2));
    await clock.advance(800);
    void group.append(calls(3, 1));
    expect(group.pressure()).toMatchObject({ waiting: 3, oldestMs: 800, lastCommitMs: 0, fault: undefined });
    commits[0]?.done();
    await settle();
    expect(group.pressure()).toMatchObject({ waiting: 1, oldestMs: 0, lastCommitMs: 800, p99Ms: 800 });
  });

  test('after one failed commit everything is refused, though the disk would take it', async () => {
    const { commits, group, settle } = slowDisk();
    const first = group.append(calls(1, 1));
    await settle();
    const second = group.append(calls(2, 1));
    commits[0]?.fail(new Fault('disk.io_error', 'fsync failed'));
    expect(await codeOf(first)).toBe('disk.io_error');
    expect(await codeOf(second)).toBe('disk.io_error');
    expect(await codeOf(group.append(calls(1, 1)))).toBe('disk.io_error');
    expect(commits).toHaveLength(1);
    expect(group.pressure()).toMatchObject({ waiting: 0, fault: 'disk.io_error' });
  });

  test('an answer that arrives after the journal broke acknowledges nothing', async () => {
    const { commits, group, settle } = slowDisk();
    const first = group.append(calls(1, 1));
    await settle();
    group.fail(new Fault('disk.io_error', 'the checkpoint failed'));
    commits[0]?.done();
    expect(await codeOf(first)).toBe('disk.io_error');
  });

  test('a full disk is waited for: the same records again, in order, until there is room', async () => {
    const { clock, commits, group, settle } = slowDisk({ queueMax: 4 });
    const first = group.append(calls(1, 1));
    await settle();
    const second = group.append(calls(2, 2));
    commits[0]?.fail(full);
    await settle();
    expect(group.pressure()).toMatchObject({ waiting: 3, fault: 'disk.low' });
    expect(await codeOf(group.append(calls(4, 2)))).toBe('disk.low');
    expect(commits).toHaveLength(1);
    await clock.advance(1_000);
    expect(commits[1]?.sequences).toEqual([1, 2, 3]);
    commits[1]?.done();
    expect(await Promise.all([codeOf(first), codeOf(second)])).toEqual(['resolved', 'resolved']);
    expect(group.pressure()).toMatchObject({ waiting: 0, fault: undefined });
  });

  test('a spent reserve shows although commits succeed', async () => {
    const { commits, group, settle } = slowDisk();
    void group.append(calls(1, 1));
    await settle();
    commits[0]?.done(true);
    await settle();
    expect(group.pressure().fault).toBe('disk.low');
  });

  test('closing waits for what was handed over and takes no more', async () => {
    const { commits, group, settle } = slowDisk();
    const first = group.append(calls(1, 1));
    await settle();
    let closed = false;
    const closing = group.close().then(() => {
      closed = true;
    });
    expect(await codeOf(group.append(calls(2, 1)))).toBe('journal.stopped');
    expect(closed).toBe(false);
    commits[0]?.done();
    await closing;
    expect(await codeOf(first)).toBe('resolved');
  });

  test('closing on a full disk rejects what could not be written', async () => {
    const { commits, group, settle } = slowDisk();
    const first = group.append(calls(1, 1));
    await settle();
    commits[0]?.fail(full);
    await settle();
    await group.close();
    expect(await codeOf(first)).toBe('disk.low');
  });
});
