import { expect, test } from 'vitest';
import { createFleet } from '../../office/fleet/fleet.ts';
import type { Judged } from '../../office/verdict/verdicts.ts';

const sites = 2_000;
const devices = 12;
const perSecond = 2;
const seconds = 20;
const shareMax = 0.1;
const nothing: Judged = { verdicts: [], corrections: [], incidents: [] };

test(`folding ${sites} sites of ${devices} devices that say ${perSecond} messages a second costs less than ${shareMax * 100} % of a core`, () => {
  const fleet = createFleet({ at: 0, wall: 0 });
  const hear = (n: number, topic: string, payload: object): void =>
    fleet.hear({ site: `mpp-${n % sites}`, topic, payload, retain: false, heardAt: n, wallAt: n });
  for (let n = 0; n < sites * devices; n++)
    hear(n, `device/d${Math.floor(n / sites)}/info`, { role: 'keys', kind: 'keypad', place: 'board-1 2' });
  fleet.judged(nothing, { at: 0, wall: 0 });

  const messages = sites * perSecond * seconds;
  const began = process.cpuUsage();
  for (let n = 0; n < messages; n++) {
    const [topic, payload] = message(n);
    hear(n, topic, payload);
    if (n % (sites * perSecond) === 0) fleet.judged(nothing, { at: n, wall: n });
  }
  const { user, system } = process.cpuUsage(began);
  const share = (user + system) / 1e6 / seconds;
  console.log(
    `${messages} messages: ${(share * 100).toFixed(1)} % of a core, ${(user / messages).toFixed(1)} us each`,
  );
  expect(share).toBeLessThan(shareMax);
  expect(fleet.site('mpp-0')?.devices.size).toBe(devices);
});

function message(n: number): readonly [string, object] {
  const round = Math.floor(n / sites);
  const reasons = [{ code: 'paper.low', severity: 'warn', fix: 'clerk', since: '2026-09-20T03:41:07.412Z' }];
  const state = {
    admin: 'enabled',
    state: 'degraded',
    usable: true,
    since: '2026-09-20T03:41:07.412Z',
    reasons,
  };
  switch (round % 4) {
    case 0:
      return ['event/ticket/called', { data: {} }];
    case 1:
      return [
        'service/paspor/state',
        { open: true, waiting: round, longest_wait_s: 30, surge: false, issued: round },
      ];
    case 2:
      return [`device/d${n % devices}/state`, state];
    default:
      return [`device/d${n % devices}/health`, { opens: 1, io_errors: 0 }];
  }
}
