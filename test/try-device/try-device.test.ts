import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import type { Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';
import { atConsole, type Person, simulatedPerson } from '../../firmware-host/cli/try-device/person.ts';
import { sheetFor } from '../../firmware-host/cli/try-device/sheet.ts';
import { type Bench, openBench } from '../../firmware-host/cli/try-device/try-device.ts';
import { tryWords } from '../../firmware-host/cli/try-device/try-words.ts';
import { simulatedClips } from '../../firmware-host/cli/unbuilt-words.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import { ruler } from '../../firmware-host/requests/device-test.ts';
import { type SimulatedHall, simulatedHall } from '../../simulators/simulated-hall.ts';
import { hallText, withDevices } from '../config/site-text.ts';
import { VirtualClock } from '../virtual-clock.ts';

// The edge loads johnny-five at the first board, which takes real time and no virtual time: have it loaded by then.
await import('johnny-five/lib/board.js');

const say = tryWords.en;

const open: Bench[] = [];
let clock = new VirtualClock();
afterEach(async () => {
  for (const bench of open.splice(0)) await during(bench.close());
});

/** Moves the clock until the work is done. */
async function during<T>(work: Promise<T>): Promise<T> {
  let over = false;
  const end = () => {
    over = true;
  };
  work.then(end, end);
  for (let second = 0; second < 600 && !over; second++) await clock.advance(1_000);
  return work;
}

function siteOf(text: string): Site {
  const { site, problems } = loadSite(text, 'site.yaml', kinds);
  if (site === undefined) throw new Error(JSON.stringify(problems));
  return site;
}

async function benchOf(site: Site, person: (hall: SimulatedHall, told: string[]) => Person) {
  clock = new VirtualClock();
  const hall = await simulatedHall({
    site,
    clock,
    seed: 1,
    openBoards: createBoards,
    clips: simulatedClips(() => site).clips,
    printed: () => undefined,
  });
  const told: string[] = [];
  const bench = openBench({
    ...{ site, devices: site.devices, ports: hall.ports, say, language: 'en' },
    wall: () => 0,
    random: () => 0.5,
    person: person(hall, told),
  });
  open.push(bench);
  const tryOne = (id: string) => {
    const device = site.devices.find((one) => one.id === id);
    if (device === undefined) throw new Error(id);
    return during(bench.try(device));
  };
  return { hall, told, tryOne };
}

const rehearsed = (hall: SimulatedHall, told: string[]) =>
  simulatedPerson(hall.devices, clock, (line) => told.push(line));

/** Somebody who does what `more` says, and else nothing at all. */
const idle =
  (more: (hall: SimulatedHall) => Partial<Person> = () => ({})) =>
  (hall: SimulatedHall, told: string[]): Person => ({
    tell: (line) => told.push(line),
    press: () => undefined,
    scan: () => undefined,
    look: () => async () => undefined,
    ...more(hall),
  });

describe('trying devices', () => {
  it('finds every kind in order in a rehearsal, and says which key came', async () => {
    const path = new URL('../../config/examples/simulated-hall.yaml', import.meta.url);
    const site = siteOf(readFileSync(path, 'utf8'));
    const { tryOne, told } = await benchOf(site, rehearsed);
    for (const { id, kind } of site.devices) {
      // No simulated person sits before the television that shows the board.
      const verdict = kind.kind === 'board-speaker' ? 'unsure' : 'ok';
      expect([id, (await tryOne(id)).verdict]).toEqual([id, verdict]);
    }
    expect(told).toContain('    recall received; still missing: no-show, end');
    expect(told).toContain('    end received');
  });

  it('names the keys that never came', async () => {
    const site = siteOf(
      hallText(
        withDevices('pad: { kind: keypad, counter: loket-1, pull: off, keys: { next: 17, recall: 27 } }'),
      ),
    );
    const { tryOne } = await benchOf(
      site,
      idle((hall) => ({ press: (id) => hall.devices.get(id)?.press?.('next', 100) })),
    );
    expect(await tryOne('pad')).toEqual({
      verdict: 'fault',
      note: 'not received: recall: check the wires and the pin numbers',
    });
  });

  it('does not claim that a display is lit when nobody has looked, nor that it is right when somebody says no', async () => {
    const site = siteOf(hallText());
    const { tryOne } = await benchOf(site, idle());
    expect(await tryOne('display-1')).toEqual({ verdict: 'unsure', note: say.nobodyLooked });
    const seen = await benchOf(
      site,
      idle(() => ({ look: () => async () => false })),
    );
    expect(await seen.tryOne('display-1')).toEqual({ verdict: 'fault', note: say.notSeen });
  });

  it('believes a printer that says it has printed, and prints a ruler as wide as the paper is said to be', async () => {
    for (const columns of [32, 42, 48]) {
      const site = siteOf(
        hallText(withDevices(`p: { kind: escpos-printer, address: "tcp://10.0.0.9", columns: ${columns} }`)),
      );
      const { tryOne, hall } = await benchOf(site, idle());
      expect(await tryOne('p')).toEqual({ verdict: 'ok', note: say.answered });
      const [ticket] = hall.devices.get('p')?.tickets?.() ?? [];
      expect(ticket?.code).toBe('TEST');
      expect(ticket?.text.map((line) => line.trim())).toContain(ruler(columns));
    }
  });

  it('says how much a scanner read and not what, and that a refused scan was read as well', async () => {
    const site = siteOf(
      hallText(withDevices('s: { kind: serial-scanner, counter: loket-1, address: /dev/ttyACM5 }')),
    );
    const scans = (text: string) => idle((hall) => ({ scan: (id) => hall.devices.get(id)?.scan?.(text) }));
    expect(await (await benchOf(site, scans('A-0017'))).tryOne('s')).toEqual({
      verdict: 'ok',
      note: '6 characters were read',
    });
    expect(await (await benchOf(site, scans('a b'))).tryOne('s')).toEqual({
      verdict: 'ok',
      note: 'read, but refused (characters)',
    });
    expect(await (await benchOf(site, idle())).tryOne('s')).toEqual({
      verdict: 'fault',
      note: say.nothingScanned,
    });
  });

  it('says why a device that is not there cannot be tried, and what to do', async () => {
    const { tryOne, hall } = await benchOf(siteOf(hallText()), idle());
    await clock.advance(20_000);
    hall.devices.get('board-1')?.cable.unplug();
    await clock.advance(1_000);
    const { verdict, note } = await tryOne('display-1');
    expect(verdict).toBe('fault');
    expect(note).toMatch(/board-1.*check its cable/);
  });

  it('leaves out what is switched off', async () => {
    const site = siteOf(
      hallText(
        withDevices('s: { kind: serial-scanner, counter: loket-1, enabled: false, address: /dev/ttyACM5 }'),
      ),
    );
    expect((await (await benchOf(site, idle())).tryOne('s')).verdict).toBe('off');
  });

  it.each([
    ['y', true],
    ['Tidak', false],
    ['n', false],
    ['', undefined],
  ])('takes the answer %j of a person', async (answer, meant) => {
    const person = atConsole(say, { question: async () => answer });
    expect(await person.look('display-1')('Lit?')).toBe(meant);
  });
});

describe('the commissioning sheet', () => {
  const sheet = {
    ...{ title: 'MPP <A> & B', when: '1 January 2026', version: '1.0.0', simulated: false },
    tried: [
      { place: 'loket-1', device: 'd', kind: 'keypad', verdict: 'ok' as const, note: 'fine' },
      { place: 'loket-1', device: 'e', kind: 'keypad', verdict: 'fault' as const, note: '<script>' },
    ],
  };

  it('is text, with what came of it in one line', () => {
    const text = sheetFor('sheet.txt', sheet, say);
    expect(text).toContain('1 ok, 0 not sure, 1 at fault');
    expect(text).toMatch(/loket-1 +e +keypad +FAULT +<script>\n/);
  });

  it('is HTML where the file is called so, and says when it was a rehearsal', () => {
    const html = sheetFor('sheet.HTML', { ...sheet, simulated: true }, say);
    expect(html).toContain('MPP &lt;A&gt; &amp; B');
    expect(html).not.toContain('<script>');
    expect(html).toContain(say.simulated);
  });
});
