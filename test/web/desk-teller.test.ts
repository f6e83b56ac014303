import { describe, expect, it } from 'vitest';
import type { Site } from '../../config/site.ts';
import { createDeskTeller } from '../../firmware-host/web/desk-teller.ts';
import type { Keypad, OfficerDesk, PageMessage } from '../../firmware-host/web/hall-page-messages.ts';
import { exampleText, siteOf } from '../hall/played-hall.ts';

function told(counter: string, first: Site) {
  let site = first;
  const messages: PageMessage[] = [];
  const teller = createDeskTeller(counter, { site: () => site, tell: (message) => messages.push(message) });
  const say = (address: string, payload: object) =>
    teller.hear({ address, payload: JSON.stringify(payload) });
  const desks = () => messages.flatMap((one) => (one.type === 'desk' ? [one.desk] : []));
  const keypads = () => messages.flatMap((one) => (one.type === 'keypads' ? [one.keypads] : []));
  teller.greet();
  return {
    ...{ messages, say, desks, keypads },
    desk: (): OfficerDesk | null | undefined => desks().at(-1),
    keypad: (): Keypad | undefined => keypads().at(-1)?.[0],
    replace(next: Site): void {
      site = next;
      say('controller/info', {});
    },
  };
}

const online = { state: 'online', reason: null, since: null, boot: 'a', reasons: [] };
const since = '2026-11-29T01:00:00.000Z';
const deviceState = (state: string, reasons: readonly object[] = []) => ({
  ...{ admin: 'enabled', state, usable: state === 'online', since, attempts: 0, evidence: 'ack', reasons },
  ...{ reason: null, text: null },
});
const gone = {
  ...{ code: 'link.absent', severity: 'error', fix: 'technician', text: 'x', since, count: 1 },
};

describe('the page of a counter is told', () => {
  it('what its keys do, each function once, in the words of the site file', () => {
    const { desk } = told('loket-4', siteOf(exampleText('simulated-hall')));
    const functions = desk()?.functions ?? [];
    expect(functions).toEqual([...new Set(functions)]);
    expect(functions.slice(0, 4)).toEqual(['next', 'recall', 'no-show', 'end']);
    expect(functions).toEqual(
      expect.arrayContaining(['digit 0', 'call-entered', 'transfer-entered', 'clear']),
    );
    expect(desk()).toMatchObject({ number: 4, serves: [{ title: 'Kependudukan' }, { title: 'Paspor' }] });
    expect(desk()?.targets.counters.map(({ id }) => id)).toEqual(['loket-1', 'loket-2', 'loket-3']);
    expect(desk()?.refusals['nobody-waiting']).toEqual({
      id: 'Tidak ada yang menunggu.',
      en: 'Nobody is waiting.',
    });
  });

  it('in both languages that its keypad is dead, since when and who mends it, once for each change', () => {
    const { say, keypad, keypads } = told('loket-1', siteOf(exampleText('simulated-hall')));
    expect(keypad()).toMatchObject({ works: 'unknown', since: null });
    say('controller/state', online);
    say('device/loket-1-keypad/state', deviceState('online'));
    expect(keypad()).toMatchObject({ id: 'loket-1-keypad', works: 'well', troubles: [] });
    say('device/loket-1-keypad/state', deviceState('offline', [gone]));
    expect(keypad()).toMatchObject({
      works: 'failed',
      since: Date.parse(since),
      troubles: [{ code: 'link.absent', who: { id: 'teknisi', en: 'technician' }, since: Date.parse(since) }],
    });
    const count = keypads().length;
    say('device/loket-1-keypad/state', deviceState('offline', [gone]));
    say('device/loket-2-keypad/state', deviceState('offline', [gone]));
    say('device/loket-1-keypad/health', {});
    expect(keypads()).toHaveLength(count);
  });

  it('that nothing is known of its keypad when the hall is not heard', () => {
    const { say, keypad } = told('loket-1', siteOf(exampleText('simulated-hall')));
    say('controller/state', online);
    say('device/loket-1-keypad/state', deviceState('online'));
    say('controller/state', { state: 'offline', reason: 'lost', since: null, boot: 'a' });
    expect(keypad()).toMatchObject({ works: 'unknown', since: null, troubles: [] });
  });

  it('of another site file as soon as it is in force, and that its counter is gone', () => {
    const site = siteOf(exampleText('simulated-hall'));
    const { desk, desks, replace } = told('loket-1', site);
    replace(site);
    expect(desks()).toHaveLength(1);
    replace({ ...site, devices: site.devices.filter(({ id }) => id !== 'loket-1-keypad') });
    expect(desk()?.functions).toEqual([]);
    replace({ ...site, counters: new Map() });
    expect(desk()).toBeNull();
  });
});
