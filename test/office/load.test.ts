import { expect, test } from 'vitest';
import { createVerdicts } from '../../office/verdict/verdicts.ts';

const sites = 2_000;
const devices = 12;
/** What four real sites sent, a second and site: 0.69 events, 1.1 states, 0.43 health. */
const perSecond = 2.22;
const seconds = 30;
const shareMax = 0.15;
const wall = Date.UTC(2026, 8, 20, 3);

test(`${sites} sites of ${devices} devices in real time cost less than ${shareMax * 100} % of a core`, () => {
  const office = createVerdicts({ at: 0, wall });
  const hear = (site: number, topic: string, payload: object, at: number): void =>
    office.hear({ site: `mpp-${site}`, topic, payload, retain: false, heardAt: at, wallAt: wall + at });
  office.lineUp({ at: 0, wall });
  for (let site = 0; site < sites; site++) {
    hear(
      site,
      'controller/state',
      { state: 'online', reason: null, boot: 'a', connection: 1, reasons: [] },
      1,
    );
    hear(site, 'controller/info', { region: `region-${site % 20}` }, 1);
    for (let one = 0; one < devices; one++) {
      hear(site, `device/d${one}/info`, { role: 'keys', place: 'board-1 2', parent: null }, 1);
      hear(site, `device/d${one}/state`, deviceState(1), 1);
    }
  }
  office.judge({ at: 1_000, wall: wall + 1_000 });

  let messages = 0;
  const began = process.cpuUsage();
  for (let at = 1_000; at < (seconds + 1) * 1_000; at += 50) {
    for (let n = 0; n < sites * perSecond * 0.05; n++) {
      const [topic, payload] = message(messages, at);
      hear((messages * 7) % sites, topic, payload, at);
      messages++;
    }
    office.judge({ at, wall: wall + at });
  }
  const { user, system } = process.cpuUsage(began);
  const share = (user + system) / 1e6 / seconds;
  console.log(
    `${messages} messages: ${(share * 100).toFixed(1)} % of a core, ${(user / messages).toFixed(1)} us each`,
  );
  expect(share).toBeLessThan(shareMax);
  expect(office.site('mpp-0')?.verdict).toBe('well');
});

function deviceState(at: number): object {
  const since = new Date(wall + at).toISOString();
  return { admin: 'enabled', state: 'online', usable: true, since, reasons: [] };
}

/** One of the messages of a site, in the shares in which they came. */
function message(n: number, at: number): readonly [string, object] {
  const time = new Date(wall + at).toISOString();
  const kind = n % 22;
  const sequence = `${n}`;
  if (kind < 7) return ['event/ticket/called', { time, boot: 'a', sequence, historical: false, data: {} }];
  if (kind < 14) return ['service/paspor/state', { open: true, waiting: 3 }];
  if (kind < 18) return [`device/d${n % devices}/state`, deviceState(at)];
  if (kind < 21) return [`device/d${n % devices}/health`, { opens: 1, io_errors: 0 }];
  return ['controller/health', { uptime_s: at / 1_000, at: time, every_s: 30 }];
}
