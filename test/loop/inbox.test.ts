import { expect, it } from 'vitest';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { createHallTime } from '../../firmware-host/loop/hall-time.ts';
import { type Input, Loop } from '../../firmware-host/loop/loop.ts';
import { limits } from '../../firmware-host/loop/loop-limits.ts';
import { openState } from '../../firmware-host/queue/state.ts';
import { exampleText, PlayedHall } from '../hall/played-hall.ts';
import { hall } from '../queue/office.ts';
import { VirtualClock } from '../virtual-clock.ts';

it('takes no more than the inbox holds, says so once for each that is dropped, and goes on after it', async () => {
  const hall = await PlayedHall.open(exampleText('simulated-hall'));
  const more = 100;
  for (let time = 0; time < limits.inboxMax + more; time++)
    void hall.host.ask({ type: 'recall', counter: 'loket-1' }, 'console');
  await hall.pass(2_000);
  const dropped = hall.logged.filter((line) => line.startsWith('too much input at once'));
  expect(dropped).toHaveLength(more);
  expect(await hall.ticket('paspor')).toBe('A-001');
  await hall.stop();
});

it('drops nothing that a printer says of a number: it would stay reserved until a restart', () => {
  const overflow: Input[] = [];
  const nothing = () => {};
  const loop = new Loop({
    state: openState(hall()),
    lastSequence: 0,
    boot: '0123456789abcdef',
    time: createHallTime({
      ...{ clock: new VirtualClock(), wall: () => 0, trusted: () => true, zone: 'UTC', patienceMs: () => 0 },
    }),
    journal: openMemoryJournal(),
    // It never gets its turn.
    soon: nothing,
    effects: {
      ...{ see: nothing, keep: nothing, refuse: nothing, journalFailed: nothing, admit: () => undefined },
      overflow: (input) => void overflow.push(input),
    },
  });
  const key: Input = { command: { type: 'recall', counter: 'loket-1' }, cause: 'key', at: 0 };
  const paper: Input = { command: { type: 'confirm-print', ticket: 'A-001' }, cause: 'printer', at: 0 };
  for (let time = 0; time < limits.inboxMax; time++) loop.post(key);
  loop.post(paper);
  expect(overflow).toEqual([]);
  expect(loop.figures.depth).toBe(limits.inboxMax + 1);
  loop.post(key);
  expect(overflow).toEqual([key]);
});
