import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Site } from '../../config/site.ts';
import type { Fault } from '../../devices/fault.ts';
import { createAnnouncedFile, findAnnounced } from '../../firmware-host/homeassistant/announced-file.ts';
import { discoveryPrefixes } from '../../firmware-host/homeassistant/discovery.ts';
import { createHomeAssistant } from '../../firmware-host/homeassistant/home-assistant.ts';
import type { Incoming } from '../../firmware-host/mqtt/broker-connection.ts';
import { stateRank } from '../../firmware-host/mqtt/messages/outgoing.ts';
import { openPublisher } from '../../firmware-host/mqtt/publisher.ts';
import { exampleText, PlayedHall, siteOf } from '../hall/played-hall.ts';
import { fakeSession } from '../mqtt/fake-connection.ts';
import { VirtualClock } from '../virtual-clock.ts';

const quiet = exampleText('mpp-banyuwangi');
const asking = (more = 'true') => `${quiet}\nmqtt: { home_assistant: ${more} }\n`;
const topic = (object: string) => `homeassistant/device/loket_mpp-banyuwangi/${object}/config`;

/** A run of the process that tells Home Assistant of `text`, after runs that have left `announced`. */
function run(text: string, announced: readonly string[] = []) {
  const clock = new VirtualClock();
  const connection = fakeSession(clock);
  const publisher = openPublisher({ connection, clock, rank: stateRank });
  const asked = new Map<string, (message: Incoming) => void>();
  const subscribe = (filter: string, listener: (message: Incoming) => void) =>
    void asked.set(filter, listener);
  const saved: (readonly string[])[] = [];
  const faults: Fault[] = [];
  const disk = { isFull: false };
  let site: Site = siteOf(text);
  const home = createHomeAssistant({
    ...{ site: () => site, version: '1', publisher, connection: { subscribe }, announced },
    announcedStore: {
      async save(topics) {
        if (disk.isFull) throw new Error('ENOSPC');
        saved.push(topics);
      },
    },
    report: (fault) => faults.push(fault),
  });
  connection.connect();
  home.announce();
  return {
    ...{ clock, connection, publisher, asked, saved, faults, disk, home },
    reload(next: string) {
      site = siteOf(next);
      home.announce();
    },
    says: (text: string, on = 'homeassistant/status') =>
      asked.get(on)?.({ topic: on, payload: Buffer.from(text), retain: false }),
    /** What arrived at the broker since it was asked last: emptied topics, and others. */
    arrived() {
      const found = connection.arrived.splice(0);
      return {
        emptied: found.filter(({ payload }) => payload === '').map((message) => message.topic),
        told: found.filter(({ payload }) => payload !== '').map((message) => message.topic),
      };
    },
  };
}

describe('what Home Assistant is told', () => {
  test('is nothing, and nothing is written down, where the site file does not ask for it', async () => {
    const { arrived, clock, saved, asked, home } = run(quiet);
    await clock.advance(100);
    expect(arrived()).toEqual({ emptied: [], told: [] });
    expect(saved).toEqual([]);
    expect(asked.size).toBe(0);
    expect(home.filters()).toEqual([]);
  });

  test('is said once, and again only where it has changed', async () => {
    const { arrived, clock, home, reload, saved } = run(asking());
    await clock.advance(100);
    const { told, emptied } = arrived();
    expect(told).toContain(topic('controller'));
    expect(emptied).toEqual([]);
    home.announce();
    await clock.advance(100);
    expect(arrived().told).toEqual([]);
    reload(asking().replace('title: MPP', 'title: Balai MPP'));
    await clock.advance(100);
    expect(arrived().told).toEqual([topic('controller')]);
    expect(saved).toEqual([told]);
  });

  test('of a thing that leaves and comes back is emptied, and said anew', async () => {
    const { arrived, clock, reload } = run(asking());
    const [device = ''] = siteOf(quiet)
      .devices.map(({ id }) => id)
      .slice(-1);
    const without = asking().replace(new RegExp(`^  ${device}:[^]*?(?=^  \\S|^\\S|$(?![^]))`, 'm'), '');
    await clock.advance(100);
    arrived();
    reload(without);
    await clock.advance(100);
    expect(arrived()).toEqual({ emptied: [topic(`device_${device}`)], told: [] });
    reload(asking());
    await clock.advance(100);
    expect(arrived()).toEqual({ emptied: [], told: [topic(`device_${device}`)] });
  });
});

describe('what is no more of the site', () => {
  const before = [topic('controller'), topic('counter_loket-9')];

  test('is emptied at each start, at each connection and at each birth, until one has come', async () => {
    const { arrived, clock, connection, saved, says, publisher } = run(quiet, before);
    await clock.advance(100);
    expect(arrived().emptied).toEqual(before);
    connection.lose(false);
    connection.connect();
    await clock.advance(100);
    expect(arrived().emptied).toEqual(before);
    says('offline');
    await clock.advance(100);
    expect(arrived().emptied).toEqual([]);
    expect(saved).toEqual([]);
    says('online');
    await clock.advance(100);
    expect(arrived().emptied.sort()).toEqual(before);
    expect(saved).toEqual([[]]);
    says('online');
    await clock.advance(100);
    expect(arrived().emptied).toEqual([]);
    publisher.close();
  });

  test('stays in the list when the birth was heard and the broker was lost before it was told', async () => {
    const { arrived, clock, connection, saved, says } = run(quiet, before);
    await clock.advance(100);
    arrived();
    connection.delayMs = 5_000;
    says('online');
    await clock.advance(1_000);
    connection.lose(false);
    await clock.advance(70_000);
    expect(saved).toEqual([]);
    connection.delayMs = 1;
    connection.connect();
    await clock.advance(100);
    expect(arrived().emptied).toEqual(before);
  });

  test('is emptied below the prefix it was told under, whose birth is heard', async () => {
    const old = 'rumah/pintar/device/loket_mpp-banyuwangi/controller/config';
    const { arrived, clock, asked, says, saved } = run(asking(), [old]);
    await clock.advance(100);
    expect(arrived().emptied).toEqual([old]);
    expect([...asked.keys()]).toEqual(['rumah/pintar/status']);
    says('online', 'rumah/pintar/status');
    await clock.advance(100);
    expect(saved.at(-1)).not.toContain(old);
    expect(saved.at(-1)).toContain(topic('controller'));
  });

  test('is a thousand things at most: of the oldest Home Assistant is not told any more', async () => {
    const many = Array.from({ length: 1_200 }, (_, at) => topic(`device_d${at}`));
    const { arrived, clock, saved } = run(quiet, many);
    await clock.advance(5_000);
    expect(arrived().emptied).toEqual(many.slice(200));
    expect(saved.at(-1)).toEqual(many.slice(200));
  });

  test('a full disk is reported, and the list is written as soon as there is room and something new', async () => {
    const one = run(asking());
    one.disk.isFull = true;
    one.reload(quiet);
    one.reload(asking('{ prefix: rumah }'));
    await one.clock.advance(100);
    expect(one.faults.map(({ message }) => message)).toContain('ENOSPC');
    one.disk.isFull = false;
    one.home.announce();
    await one.clock.advance(100);
    expect(one.saved.at(-1)).toContain('rumah/device/loket_mpp-banyuwangi/controller/config');
  });
});

test('what a key has caused never waits for what Home Assistant is told', async () => {
  const { clock, connection, publisher } = run(asking());
  connection.delayMs = 100;
  await clock.advance(150);
  const state = {
    topic: 'loket/v1/mpp-banyuwangi/counter/loket-1/state',
    payload: '{}',
    retain: true,
    qos: 1,
  } as const;
  publisher.enqueue(state);
  publisher.enqueue({ ...state, topic: 'loket/v1/mpp-banyuwangi/event/ticket/called', retain: false });
  await clock.advance(350);
  const order = connection.arrived.map(({ topic: at }) => at.split('/').slice(3).join('/'));
  expect(order.slice(1, 4).join()).toContain('counter/loket-1/state,event/ticket/called');
  // Nor at the next connection, when everything is said again.
  connection.lose(false);
  connection.arrived.length = 0;
  publisher.enqueue({ ...state, topic: 'loket/v1/mpp-banyuwangi/event/ticket/served', retain: false });
  connection.connect();
  await clock.advance(10_000);
  const again = connection.arrived.map(({ topic: at }) => at.split('/')[0]);
  expect(again.indexOf('homeassistant')).toBe(again.lastIndexOf('loket') + 1);
});

test('a reload of a running hall tells Home Assistant of the new device and empties the one that left', async () => {
  const text = exampleText('simulated-hall').replace(/^mqtt:\n/m, 'mqtt:\n  home_assistant: true\n');
  const hall = await PlayedHall.open(text);
  const at = (id: string) => `homeassistant/device/loket_simulated-hall/device_${id}/config`;
  const said = (id: string) =>
    hall.messages.filter(({ topic: on }) => on === at(id)).map(({ payload }) => payload);
  hall.siteText = text.replaceAll('pemindai-1', 'pemindai-9');
  expect(await hall.host.reload()).toMatchObject({ ok: true });
  await hall.pass(1_000);
  expect(said('pemindai-1').at(-1)).toBe('');
  expect(said('pemindai-9')).toMatchObject([{ device: { name: 'pemindai-9' } }]);
});

describe('the file of what Home Assistant was told', () => {
  function folder(): string {
    const dir = mkdtempSync(join(tmpdir(), 'loket-home-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    return join(dir, 'home-assistant.json');
  }

  test('is read as it was written, and is not there at first', async () => {
    const path = folder();
    expect(findAnnounced(path, 'mpp-batam')).toEqual({ isNew: true });
    const topics = [topic('controller'), 'rumah/pintar/device/loket_mpp-batam/counter_loket-1/config'];
    await createAnnouncedFile(path, 'mpp-batam').save(topics);
    expect(findAnnounced(path, 'mpp-batam').value).toEqual(topics);
    expect(discoveryPrefixes(siteOf(quiet), topics)).toEqual(['homeassistant', 'rumah/pintar']);
  });

  test.each([
    ['torn', '{"loket":"home-assist'],
    ['of another site', '{"loket":"home-assistant","version":1,"site":"lain","topics":[]}'],
    [
      'with a topic that is not ours',
      '{"loket":"home-assistant","version":1,"site":"mpp-batam","topics":["loket/#"]}',
    ],
  ])('is kept aside and told where it is %s', (_, text) => {
    const path = folder();
    writeFileSync(path, text);
    const { value, unreadable } = findAnnounced(path, 'mpp-batam');
    expect(value).toBeUndefined();
    expect(unreadable).toContain('it is kept as');
    expect(readdirSync(join(path, '..'))).toEqual(['home-assistant.json.unread']);
    expect(readFileSync(`${path}.unread`, 'utf8')).toBe(text);
  });
});
