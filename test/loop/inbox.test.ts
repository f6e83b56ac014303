import { expect, it } from 'vitest';
import { limits } from '../../firmware-host/loop/limits.ts';
import { exampleText, PlayedHall } from '../hall/played-hall.ts';

it('takes no more than the inbox holds, says so once for each that is dropped, and goes on after it', async () => {
  const hall = await PlayedHall.open(exampleText('simulated-hall'));
  const more = 100;
  for (let time = 0; time < limits.inboxMost + more; time++)
    void hall.host.ask({ type: 'recall', counter: 'loket-1' }, 'console');
  await hall.pass(2_000);
  const dropped = hall.logged.filter((line) => line.startsWith('too much input at once'));
  expect(dropped).toHaveLength(more);
  expect(await hall.ticket('paspor')).toBe('A-001');
  await hall.stop();
});
