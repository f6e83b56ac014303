import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { runningWith } from '../cli/small-hall.ts';
import { freePort } from '../mqtt/brokers.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { close, folder, open, quit, startMaxMs } from './browser.ts';

afterEach(close);
afterAll(quit);

describe.skipIf(!has('chromium'))('the ticket machine of loket run', { timeout: 240_000 }, () => {
  it('gives tickets by touch, and goes on with the numbers when the hall was restarted', async () => {
    const home = folder();
    const web = { port: await freePort(), pages: ['tickets'] };
    const mqtt = { port: await freePort() };
    const started = async () => {
      const run = runningWith(home, { web, mqtt });
      await until(() => run.seen.out.includes('/tickets'), startMaxMs);
      return run;
    };
    const first = await started();
    const page = await open(`http://127.0.0.1:${web.port}/tickets`, { touch: true }, /ERR_|WebSocket/);
    const take = async (ticket: string) => {
      await page.locator('[data-service="paspor"]').tap();
      await page.locator('.number', { hasText: ticket }).waitFor();
    };
    await take('A-001');
    await page.locator('.lines', { hasText: 'Tidak ada orang di depan Anda' }).waitFor();
    await page.locator('.lines', { hasText: 'Tidak ada tiket kertas' }).waitFor();
    first.child.kill('SIGKILL');
    await first.ended;
    await page.locator('h2', { hasText: 'Mesin tiket sedang tidak tersambung.' }).waitFor();
    await started();
    await page.locator('.queue', { hasText: '1 menunggu' }).waitFor();
    await take('A-002');
    await page.locator('.lines', { hasText: 'Di depan Anda: 1 orang' }).waitFor();
    expect(await page.locator('.services').isVisible()).toBe(false);
  });
});
