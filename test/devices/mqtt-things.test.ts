import { describe, expect, it } from 'vitest';
import { mqttButton } from '../../devices/mqtt-button/mqtt-button.ts';
import { mqttDisplay } from '../../devices/mqtt-display/mqtt-display.ts';
import { mqttSignal } from '../../devices/mqtt-signal/mqtt-signal.ts';
import { SimulatedThings } from '../../simulators/simulated-things.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

const monday = Date.UTC(2026, 10, 30, 1);

/** A broker with one client, which says what a test has it say. */
function bench(hears: readonly string[] = []) {
  const clock = new VirtualClock();
  const broker = new SimulatedThings(clock, () => monday + clock.now());
  const told: string[] = [];
  const client = broker.connect(hears, (topic, payload) => told.push(`${topic} ${payload}`), {
    topic: 'box/status',
    payload: 'offline',
  });
  const ports = testPorts({ clock, things: broker });
  const open = async (kind: typeof mqttButton | typeof mqttDisplay | typeof mqttSignal, settings: object) => {
    const opening = opened(kind as typeof mqttButton, settings as Record<string, unknown>, ports);
    opening.catch(() => undefined);
    await clock.advance(5_000);
    return opening;
  };
  return { clock, broker, client, told, open };
}

const esphome = { topic: 'box', keys: { next: 'panggil', recall: 'ulang' } };
const zigbee = {
  topic: 'zigbee2mqtt/tombol',
  model: 'zigbee2mqtt',
  keys: { next: 'single', park: 'double' },
};
const state = 'box/binary_sensor/panggil/state';

describe('a button that speaks MQTT', () => {
  it('of ESPHome is pressed and released by the state of its contact', async () => {
    const { clock, client, open } = bench();
    client.publish('box/status', 'online', true);
    const { told, device } = await open(mqttButton, esphome);
    for (const said of ['ON', 'OFF', 'ON']) {
      client.publish(state, said, true);
      await clock.advance(300);
    }
    expect(told.map(({ event: { type, key } }) => `${type} ${key}`)).toEqual([
      'pressed next',
      'released next',
      'pressed next',
    ]);
    expect(device.evidence).toBeUndefined();
  });

  it.each([
    ['Button1 SINGLE', '{"Button1":{"Action":"SINGLE"}}', undefined],
    ['Button2 HOLD', '{"Button2":{"Action":"HOLD"}}', '{"Button2":{"Action":"CLEAR"}}'],
    ['Switch1', '{"Switch1":{"Action":"ON"}}', '{"Switch1":{"Action":"OFF"}}'],
  ])('of Tasmota says %s in JSON', async (words, down, up) => {
    const { clock, client, open } = bench();
    client.publish('tele/kotak/LWT', 'Online', true);
    const { events } = await open(mqttButton, { topic: 'kotak', model: 'tasmota', keys: { next: words } });
    client.publish('stat/kotak/RESULT', '{"POWER":"ON"}');
    client.publish('stat/kotak/RESULT', down);
    await clock.advance(100);
    if (up !== undefined) client.publish('stat/kotak/RESULT', up);
    await clock.advance(100);
    expect(events().map(({ type }) => type)).toEqual(['pressed', 'released']);
  });

  it('of Zigbee2MQTT is an action, and of anything else what the site file says', async () => {
    const { clock, client, open } = bench();
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    const button = await open(mqttButton, zigbee);
    const other = await open(mqttButton, {
      ...{ topic: 'x', model: 'generic' },
      keys: { next: 'tombol:event.type down up', recall: 'pedal 1' },
    });
    await clock.advance(2_000);
    client.publish('zigbee2mqtt/tombol', '{"action":"double","battery":80}');
    client.publish('zigbee2mqtt/tombol', '{"battery":80}');
    client.publish('x/tombol', '{"event":{"type":"down"}}');
    client.publish('x/tombol', '{"event":{"type":"up"}}');
    client.publish('x/pedal', '1');
    await clock.advance(100);
    expect(button.events()).toEqual([
      { type: 'pressed', key: 'park' },
      { type: 'released', key: 'park' },
    ]);
    expect(other.events().map(({ type, key }) => `${type} ${key}`)).toEqual([
      'pressed next',
      'released next',
      'pressed recall',
      'released recall',
    ]);
    // Whether it is there is said nowhere.
    expect(other.device.evidence).toBe('none');
  });

  it('is not pressed by what the broker had kept', async () => {
    const { clock, client, open } = bench();
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    client.publish('zigbee2mqtt/tombol', '{"action":"single"}', true);
    const { events, warnings } = await open(mqttButton, zigbee);
    expect(events()).toEqual([]);
    expect(warnings).toContainEqual(['thing.late', 'key next: the broker had kept it']);
    client.publish('zigbee2mqtt/tombol', '{"action":"single"}', true);
    await clock.advance(100);
    expect(events()).toHaveLength(2);
    expect(warnings.at(-1)).toEqual(['thing.late', undefined]);
  });

  it('is not pressed by what was waiting while it was away, and by the next press it is', async () => {
    const { clock, client, open } = bench();
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    const { events, warnings } = await open(mqttButton, zigbee);
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    for (let time = 0; time < 3; time++) {
      client.publish('zigbee2mqtt/tombol', '{"action":"single"}');
      await clock.advance(200);
    }
    expect(events()).toEqual([]);
    expect(warnings).toContainEqual(['thing.late', 'key next: it came with the connection']);
    await clock.advance(500);
    client.publish('zigbee2mqtt/tombol', '{"action":"single"}');
    await clock.advance(100);
    expect(events()).toHaveLength(2);
  });

  it('that wakes up only to tell a press may do so at once', async () => {
    const { clock, client, open } = bench();
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    const { events } = await open(mqttButton, { ...zigbee, settle_ms: 0 });
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    client.publish('zigbee2mqtt/tombol', '{"action":"single"}');
    await clock.advance(100);
    expect(events()).toHaveLength(2);
  });

  it.each([
    ['ISO 8601', (at: number) => new Date(at).toISOString()],
    ['ms since 1970', (at: number) => at],
  ])('is not pressed by a message that says itself that it is old, in %s', async (_form, written) => {
    const { clock, client, open } = bench();
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    const { events, warnings } = await open(mqttButton, zigbee);
    await clock.advance(2_000);
    const say = (ageMs: number) => {
      const last_seen = written(monday + clock.now() - ageMs);
      client.publish('zigbee2mqtt/tombol', JSON.stringify({ action: 'single', last_seen }));
    };
    say(30_000);
    await clock.advance(200);
    expect(events()).toEqual([]);
    expect(warnings).toContainEqual(['thing.late', 'key next: it is 30 s old']);
    say(1_000);
    await clock.advance(200);
    expect(events()).toHaveLength(2);
  });

  it('that is down when the hall begins to hear it is held, and no press', async () => {
    const { clock, client, open } = bench();
    client.publish('box/status', 'online', true);
    client.publish(state, 'ON', true);
    const { events } = await open(mqttButton, esphome);
    await clock.advance(2_000);
    client.publish(state, 'OFF', true);
    await clock.advance(100);
    expect(events().map(({ type }) => type)).toEqual(['held', 'released']);
  });

  it('sends a press twice, and it is one; two presses of a person are two', async () => {
    const { clock, client, open } = bench();
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    const { events, counts } = await open(mqttButton, zigbee);
    await clock.advance(2_000);
    const say = () => client.publish('zigbee2mqtt/tombol', '{"action":"single"}');
    for (const pauseMs of [20, 300, 1]) {
      say();
      await clock.advance(pauseMs);
    }
    expect(events().filter(({ type }) => type === 'pressed')).toHaveLength(2);
    expect(counts).toEqual(['presses_debounced']);
  });

  it('that repeats that it is down is pressed once', async () => {
    const { clock, client, open } = bench();
    client.publish('box/status', 'online', true);
    const { events } = await open(mqttButton, esphome);
    for (let time = 0; time < 5; time++) {
      client.publish(state, 'ON', true);
      await clock.advance(1_000);
    }
    expect(events()).toEqual([{ type: 'pressed', key: 'next' }]);
  });

  it('that sends rubbish is told of, and works on', async () => {
    const { clock, client, open } = bench();
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    const { events, warnings, lost } = await open(mqttButton, zigbee);
    await clock.advance(2_000);
    for (const said of [
      '{"action":',
      '[]',
      'null',
      '"single"',
      'x'.repeat(5_000),
      '{"action":{"a":1}}',
      '',
    ]) {
      client.publish('zigbee2mqtt/tombol', said);
      await clock.advance(200);
    }
    expect(events()).toEqual([]);
    expect(lost).toEqual([]);
    expect(warnings).toContainEqual(['thing.unreadable', 'zigbee2mqtt/tombol: it is no JSON object']);
    expect(warnings).toContainEqual([
      'thing.unreadable',
      'zigbee2mqtt/tombol: 5000 bytes that are no text of a device',
    ]);
    client.publish('zigbee2mqtt/tombol', '{"action":"single"}');
    await clock.advance(100);
    expect(events()).toHaveLength(2);
    expect(warnings.at(-1)).toEqual(['thing.late', undefined]);
    expect(warnings.filter(([code]) => code === 'thing.unreadable').at(-1)?.[1]).toBeUndefined();
  });

  it('tells of a battery that is nearly empty, until there is a new one', async () => {
    const { clock, client, open } = bench();
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    const { warnings } = await open(mqttButton, zigbee);
    for (const battery of [20, 15, 18, 100]) {
      client.publish('zigbee2mqtt/tombol', JSON.stringify({ battery }));
      await clock.advance(100);
    }
    expect(warnings.filter(([code]) => code === 'thing.battery')).toEqual([
      ['thing.battery', 'its battery has 15 %'],
      ['thing.battery', undefined],
    ]);
  });

  it('that is to speak by itself is missed when it does not', async () => {
    const { clock, client, open } = bench();
    client.publish('box/status', 'online', true);
    const { warnings } = await open(mqttButton, { ...esphome, silent_s: 60 });
    await clock.advance(61_000);
    client.publish(state, 'OFF', true);
    await clock.advance(30_000);
    expect(warnings.filter(([code]) => code === 'thing.silent')).toEqual([
      ['thing.silent', 'nothing was heard of it for 60 s'],
      ['thing.silent', undefined],
    ]);
  });
});

describe('a button that is opened again', () => {
  it.each([
    ['thing.battery', '{"battery":10}', '{"battery":100}'],
    ['thing.unreadable', 'x'.repeat(5_000), '{"battery":80}'],
  ])('tells when what it told of before (%s) is over', async (code, bad, good) => {
    const { clock, client, open } = bench();
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    const before = await open(mqttButton, zigbee);
    client.publish('zigbee2mqtt/tombol', bad);
    await clock.advance(100);
    expect(before.warnings).toContainEqual([code, expect.any(String)]);
    await before.device.close();
    const after = await open(mqttButton, zigbee);
    client.publish('zigbee2mqtt/tombol', good);
    await clock.advance(100);
    expect(after.warnings).toContainEqual([code, undefined]);
  });

  it('is silent no more when it speaks', async () => {
    const { clock, client, open } = bench();
    client.publish('box/status', 'online', true);
    const before = await open(mqttButton, { ...esphome, silent_s: 60 });
    await clock.advance(61_000);
    expect(before.warnings.at(-1)).toEqual(['thing.silent', 'nothing was heard of it for 60 s']);
    await before.device.close();
    const after = await open(mqttButton, { ...esphome, silent_s: 60 });
    client.publish(state, 'OFF', true);
    await clock.advance(100);
    expect(after.warnings).toContainEqual(['thing.silent', undefined]);
  });
});

it('a button that connects only to tell a press, and says nothing of whether it is there, is heard at once', async () => {
  const { clock, broker, open } = bench();
  const keys = { next: 'binary_sensor/panggil/state ON OFF' };
  const { events } = await open(mqttButton, { topic: 'box', model: 'generic', keys });
  for (let time = 0; time < 2; time++) {
    const awake = broker.connect([], () => undefined, { topic: 'box/status', payload: 'offline' });
    awake.publish('box/status', 'online', true);
    awake.publish(state, 'ON', true);
    awake.publish(state, 'OFF', true);
    awake.break(0);
    await clock.advance(60_000);
  }
  expect(events().map(({ type }) => type)).toEqual(['pressed', 'released', 'pressed', 'released']);
});

describe('a button of which the site file says how it tells that it is there', () => {
  const pedal = { topic: 'x', model: 'generic', availability: 'status up down', keys: { next: 'pedal 1' } };

  it('loses no press when it says so again and again', async () => {
    const { clock, client, open } = bench();
    client.publish('x/status', 'up', true);
    const { events } = await open(mqttButton, pedal);
    client.publish('x/status', 'up', true);
    await clock.advance(2_000);
    for (let time = 0; time < 3; time++) {
      client.publish('x/status', 'up', true);
      await clock.advance(500);
      client.publish('x/pedal', '1');
      await clock.advance(500);
    }
    expect(events().filter(({ type }) => type === 'pressed')).toHaveLength(3);
  });
});

describe('whether a device that speaks MQTT is there', () => {
  it('is not known before it was ever heard: the hall says which topic is silent', async () => {
    const { open } = bench();
    await expect(open(mqttButton, esphome)).rejects.toMatchObject({
      code: 'link.absent',
      message: 'nothing was ever heard on box/status',
    });
  });

  it('is said by its last will, also one that comes late', async () => {
    const { clock, client, open } = bench();
    client.publish('box/status', 'online', true);
    const { lost } = await open(mqttButton, esphome);
    client.break(20_000);
    await clock.advance(19_000);
    expect(lost).toEqual([]);
    await clock.advance(2_000);
    expect(lost).toMatchObject([{ code: 'link.absent', message: 'box/status says that it is not there' }]);
    await expect(open(mqttButton, esphome)).rejects.toMatchObject({ code: 'link.absent' });
  });

  it('is not known without the broker', async () => {
    const { broker, client, open } = bench();
    client.publish('box/status', 'online', true);
    const { lost } = await open(mqttButton, esphome);
    broker.cutHall(true);
    expect(lost).toMatchObject([{ code: 'link.io_error', message: 'the broker of the hall was lost' }]);
    await expect(open(mqttButton, esphome)).rejects.toMatchObject({ code: 'link.absent' });
    broker.cutHall(false);
    await open(mqttButton, esphome);
  });

  it('of a Zigbee lamp is said by Zigbee2MQTT, of a button by its bridge alone, after a weekend too', async () => {
    const { clock, client, open } = bench();
    const lamp = { topic: 'zigbee2mqtt/lampu', model: 'zigbee2mqtt' };
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    client.publish('zigbee2mqtt/lampu/availability', '{"state":"offline"}', true);
    client.publish('zigbee2mqtt/tombol/availability', '{"state":"offline"}', true);
    await expect(open(mqttSignal, lamp)).rejects.toMatchObject({ code: 'link.absent' });
    const button = await open(mqttButton, zigbee);
    await clock.advance(2_000);
    client.publish('zigbee2mqtt/tombol/availability', '{"state":"online"}', true);
    client.publish('zigbee2mqtt/tombol', '{"action":"single"}');
    await clock.advance(100);
    expect(button.events()).toHaveLength(2);
    client.publish('zigbee2mqtt/bridge/state', 'offline', true);
    await clock.advance(100);
    expect(button.lost).toHaveLength(1);
  });
});

describe('a display that speaks MQTT', () => {
  const display = { topic: 'box', entity: 'papan', digits: 5 };
  const command = 'box/text/papan/command';

  it('has shown its number when it says so, and the broker keeps it for one that restarts', async () => {
    const { clock, broker, client, told, open } = bench([command]);
    client.publish('box/status', 'online', true);
    const { device } = await open(mqttDisplay, display);
    const done = device.perform({ type: 'show', text: 'A-012' } as never);
    await clock.advance(10);
    expect(told).toEqual([`${command} A-012`]);
    client.publish('box/text/papan/state', 'A-012', true);
    await clock.advance(10);
    expect(await done).toBe('acknowledged');
    expect(broker.kept(command)).toBe('A-012');
  });

  it('that does not say so has not shown it', async () => {
    const { clock, client, open } = bench([command]);
    client.publish('box/status', 'online', true);
    client.publish('box/text/papan/state', 'A-012', true);
    const { device } = await open(mqttDisplay, display);
    const done = expect(device.perform({ type: 'show', text: 'A-012' } as never)).rejects.toMatchObject({
      code: 'link.timeout',
    });
    client.publish('box/text/papan/state', 'A-011', true);
    await clock.advance(2_500);
    await done;
  });

  it('of a hall that has closed is dark, and stays so when it restarts', async () => {
    const { clock, broker, client, told, open } = bench([command, 'cmnd/kotak/Backlog']);
    client.publish('tele/kotak/LWT', 'Online', true);
    client.publish('x/status', 'up', true);
    const settings = {
      topic: 'x',
      model: 'generic',
      availability: 'status up down',
      entity: 'show',
      digits: 4,
    };
    const other = await open(mqttDisplay, settings);
    const tasmota = await open(mqttDisplay, { topic: 'kotak', model: 'tasmota', digits: 4 });
    for (const text of ['A012', ''])
      for (const { device } of [other, tasmota])
        expect(await device.perform({ type: 'show', text } as never)).toBe('sent');
    await clock.advance(10);
    expect(broker.kept('x/show')).toBeUndefined();
    // Blanks alone are no text for Tasmota: it would go on showing the number.
    expect(told).toEqual(['cmnd/kotak/Backlog DisplayText A012', 'cmnd/kotak/Backlog DisplayClear']);
    expect(broker.kept('cmnd/kotak/Backlog')).toBe('DisplayClear');
  });
});

describe('a lamp that speaks MQTT', () => {
  it.each([
    [{ topic: 'box', entity: 'lampu' }, 'box/switch/lampu/command', ['ON', 'OFF']],
    [{ topic: 'box', model: 'tasmota', entity: 'Power2' }, 'cmnd/box/Power2', ['ON', 'OFF']],
    [
      { topic: 'zigbee2mqtt/l', model: 'zigbee2mqtt', entity: 'state_l1' },
      'zigbee2mqtt/l/set',
      ['{"state_l1":"ON"}', '{"state_l1":"OFF"}'],
    ],
    [{ topic: 'x', model: 'generic', entity: 'lamp 1 0' }, 'x/lamp', ['1', '0']],
  ])('is switched in the words of its maker: %o', async (settings, topic, [on, off]) => {
    const { clock, client, told, open } = bench([topic]);
    client.publish('box/status', 'online', true);
    client.publish('tele/box/LWT', 'Online', true);
    client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', true);
    const { device } = await open(mqttSignal, settings);
    await device.perform({ type: 'signal', state: 'on' } as never);
    await clock.advance(100);
    await device.close();
    await clock.advance(100);
    expect(told).toEqual([off, on, off].map((word) => `${topic} ${word}`));
  });

  it('flashes three times a second at most, whatever it is told', async () => {
    const { clock, client, told, open } = bench(['box/switch/lampu/command']);
    client.publish('box/status', 'online', true);
    const { device } = await open(mqttSignal, { topic: 'box', entity: 'lampu', flash_ms: 167 });
    for (let time = 0; time < 30; time++) {
      await device.perform({ type: 'signal', state: time % 2 === 0 ? 'flash' : 'off' } as never);
      await clock.advance(100);
    }
    expect(told.filter((said) => said.endsWith('ON')).length).toBeLessThanOrEqual(9);
  });
});

describe('settings of a device that speaks MQTT', () => {
  it.each([
    [{ ...esphome, topic: 'loket/v1/x' }, mqttButton],
    [{ ...esphome, topic: 'homeassistant' }, mqttButton],
    [{ ...esphome, topic: 'a/+/b' }, mqttButton],
    [{ ...esphome, topic: '$SYS/x' }, mqttButton],
    [{ ...esphome, topic: 'a//b' }, mqttButton],
    [{ ...esphome, keys: { next: 'Panggil Berikut' } }, mqttButton],
    [{ ...esphome, model: 'tasmota' }, mqttButton],
    [{ ...esphome, availability: 'status a b' }, mqttButton],
    [{ ...esphome, model: 'generic', keys: { next: 'tombol' } }, mqttButton],
    [{ topic: 'box' }, mqttDisplay],
    [{ topic: 'box', model: 'tasmota', entity: 'Power' }, mqttDisplay],
    [{ topic: 'box', model: 'generic', entity: 'lamp' }, mqttSignal],
  ])('are refused: %o', (settings, kind) => {
    expect(kind.options.safeParse(settings).success).toBe(false);
  });
});
