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

it('drops nothing that a printer says of a number: it would stay reserved until a restart', async () => {
  const hall = await PlayedHall.open(exampleText('simulated-hall'));
  void hall.host.issue('paspor', 'regular');
  await hall.pass(150);
  const views = () => hall.host.tickets().map(({ ticket, state }) => [ticket, state]);
  expect(views()).toEqual([['A-001', 'reserved']]);
  hall.device('printer-1').printer?.set({ cover: 'open' });
  const flood = () => {
    for (let time = 0; time < 2 * limits.inboxMost; time++)
      void hall.host.ask({ type: 'recall', counter: 'loket-1' }, 'console');
  };
  const log = hall.log.warn;
  hall.log.warn = (context, text) => {
    log(context, text);
    if ('ticket' in context) flood();
  };
  await hall.pass(20_000);
  expect(views()).toEqual([['A-001', 'unconfirmed']]);
  await hall.stop();
});
