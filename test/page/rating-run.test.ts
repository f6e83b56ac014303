import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { runningWith } from '../cli/small-hall.ts';
import { freePort, listener } from '../mqtt/brokers.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { close, folder, open, quit, startMaxMs } from './browser.ts';

afterEach(close);
afterAll(quit);

describe.skipIf(!has('chromium'))('the rating pad of loket run', { timeout: 240_000 }, () => {
  it('takes an answer and a complaint by touch, and goes on when the hall was killed and started again', async () => {
    const home = folder();
    const web = { port: await freePort(), pages: ['rating', 'counter'] };
    const mqtt = { port: await freePort() };
    const rating = { complaints: { link: 'https://lapor.example/?kode={code}&loket={counter}' } };
    const started = async () => {
      const run = runningWith(home, { web, mqtt, rating });
      await until(() => run.seen.out.includes('/rating/ID'), startMaxMs);
      return run;
    };
    const first = await started();
    const { client, heard } = await listener(mqtt.port, 'loket/#');
    const given = () => heard.filter(({ topic }) => topic.endsWith('/event/rating/given'));
    const page = await open(`http://127.0.0.1:${web.port}/rating/loket-1`, { touch: true }, /ERR_|WebSocket/);
    const officer = await open(`http://127.0.0.1:${web.port}/counter/loket-1`, {}, /ERR_|WebSocket/);
    await page.locator('.why .first', { hasText: 'Loket ini sedang tutup.' }).waitFor();
    await officer
      .getByRole('button', { name: /Tanpa nomor/ })
      .first()
      .click();
    await page.locator('.answer[data-score="4"]').tap();
    await page.locator('.said', { hasText: 'Terima kasih!' }).waitFor();
    await until(() => given().length === 1);
    expect(JSON.parse(given()[0]?.payload ?? '').data).toEqual({
      ...{ pad: 'page-loket-1', counter: 'loket-1', service: 'paspor', element: 'pulse', score: 4 },
      attributed: expect.stringMatching(/^serv/),
    });
    await page.locator('.complain').tap();
    await page.locator('.number', { hasText: /^\d{6}-001$/ }).waitFor();
    await page.locator('.link', { hasText: '&loket=loket-1' }).waitFor();
    expect(await page.locator('.code path').getAttribute('d')).toContain('h1v1h-1z');
    await client.endAsync(true);
    first.child.kill('SIGKILL');
    await first.ended;
    // The code stays for who is writing it down.
    await page.waitForTimeout(2_000);
    expect(await page.locator('.number').isVisible()).toBe(true);
    await page.locator('.done').tap();
    await started();
    await page.locator('.answer[data-score="1"]').tap();
    await page.locator('.said', { hasText: 'Terima kasih!' }).waitFor();
    // Time does not pass for the hall while it is down: so soon after the other it would be the same touch.
    await page.waitForTimeout(6_000);
    await page.locator('.complain').tap();
    await page.locator('.number', { hasText: /^\d{6}-002$/ }).waitFor();
  });
});
