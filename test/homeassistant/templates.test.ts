import { beforeAll, describe, expect, it } from 'vitest';
import { exampleText, PlayedHall } from '../hall/played-hall.ts';
import { hasJinja, rendered } from './jinja.ts';

const site = exampleText('simulated-hall').replace(/^mqtt:\n/m, 'mqtt:\n  home_assistant: true\n');

interface Component {
  readonly platform: string;
  readonly unique_id?: string;
  readonly state_topic: string;
  readonly value_template: string;
  readonly json_attributes_template?: string;
  readonly availability_template?: string;
  readonly options?: readonly string[];
  readonly expire_after?: number;
}

/**
 * What Home Assistant shows of a hall: states and attributes, by device and entity such as `service_paspor waiting`.
 */
interface Shown {
  readonly states: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads attributes as they come.
  readonly attributes: Readonly<Record<string, any>>;
}

/** Follows the rules of an entity on the last retained messages of a hall. */
function shownOf(hall: PlayedHall): Shown {
  const last = new Map(
    hall.messages.filter(({ retain }) => retain).map((said) => [said.topic, said.payload]),
  );
  const entities = [...last].flatMap(([topic, payload]) => {
    const object = /^homeassistant\/device\/[^/]+\/([^/]+)\/config$/.exec(topic)?.[1];
    if (object === undefined || payload === '') return [];
    return Object.entries(payload.components as Record<string, Component>)
      .filter(([, { unique_id }]) => unique_id !== undefined)
      .map(([key, component]) => ({ name: `${object} ${key}`, component, device: payload }));
  });
  const text = (topic: string) => JSON.stringify(last.get(topic) ?? null);
  const pairs = entities.flatMap(({ component, device }) => [
    [
      component.availability_template ?? device.availability_template,
      text(device.availability_topic),
    ] as const,
    [component.value_template, text(component.state_topic)] as const,
    [component.json_attributes_template ?? '{}', text(component.state_topic)] as const,
  ]);
  const found = rendered(pairs);
  const states: Record<string, string> = {};
  const attributes: Record<string, unknown> = {};
  for (const [at, { name, component }] of entities.entries()) {
    const [available = '', value = '', more = ''] = found.slice(at * 3, at * 3 + 3);
    expect(
      [available, value, more].filter((one) => one.startsWith('error')),
      name,
    ).toEqual([]);
    if (component.platform === 'binary_sensor') expect(['ON', 'OFF', 'None'], name).toContain(value);
    if (component.options !== undefined && value !== 'None') expect(component.options, name).toContain(value);
    states[name] = available === 'online' ? value : 'unavailable';
    attributes[name] = JSON.parse(more);
  }
  return { states, attributes };
}

describe.skipIf(!hasJinja())('what Home Assistant shows of a hall, by its own template engine', () => {
  let hall: PlayedHall;
  let busy: Shown;
  let broken: Shown;
  let stopped: Shown;

  beforeAll(async () => {
    hall = await PlayedHall.open(site);
    for (let visitor = 0; visitor < 3; visitor++) await hall.ticket('paspor');
    await hall.press('loket-1-keypad', 'next');
    await hall.pass(31_000);
    busy = shownOf(hall);
    hall.device('printer-1').printer?.set({ paper: 'out' });
    hall.device('loket-1-display').cable.unplug();
    await hall.pass(60_000);
    broken = shownOf(hall);
    await hall.stop();
    stopped = shownOf(hall);
  });

  it('is every entity of every device, with a value of its kind', () => {
    const { services, counters, devices } = hall.site;
    const shown = new Set(Object.keys(busy.states).map((name) => name.split(' ')[0]));
    expect(shown.size).toBe(1 + services.size + counters.size + devices.length);
  });

  it('is how many wait, the number that is called, and what the counter does', () => {
    expect(busy.states).toMatchObject({
      'service_paspor open': 'ON',
      'service_paspor waiting': '2',
      'service_paspor waiting_priority': '0',
      'service_paspor issued': '3',
      'service_paspor last_called': 'A-001',
      'service_paspor quota_left': 'None',
      'service_kependudukan waiting': '0',
      'service_kependudukan last_called': '-',
      'counter_loket-1 state': 'called',
      'counter_loket-1 ticket': 'A-001',
      'counter_loket-2 state': 'closed',
      'counter_loket-2 ticket': '-',
    });
    const { longest_wait_s } = hall.state('service/paspor/state');
    expect(Number(busy.states['service_paspor longest_wait'])).toBeGreaterThan(30);
    expect(longest_wait_s).toBeGreaterThan(Number(busy.states['service_paspor longest_wait']));
  });

  it('is how the controller and its devices do, and what was counted', () => {
    const health = hall.state('device/printer-1/health');
    expect(health.total_tickets_requested).toBe(3);
    expect(busy.states).toMatchObject({
      'controller online': 'ON',
      'controller devices_online': String(hall.site.devices.length),
      'controller devices_total': String(hall.site.devices.length),
      'controller clock': 'OFF',
      'controller journal': 'OFF',
      // These halls have no line to an office.
      'controller uplink': 'None',
      'controller uplink_backlog': 'None',
      'device_printer-1 connected': 'ON',
      'device_printer-1 problem': 'OFF',
      'device_printer-1 paper_out': 'OFF',
      'device_printer-1 tickets': '3',
      'device_printer-1 paper_used': String(health.total_paper_mm),
      'device_loket-1-keypad presses': '1',
      'device_loket-1-display connected': 'ON',
    });
    expect(busy.attributes['service_paspor open']).toEqual({ reason: null });
  });

  it('is a fault where there is one, with what it is, and paper that is out', () => {
    expect(broken.states).toMatchObject({
      'device_printer-1 connected': 'ON',
      'device_printer-1 problem': 'ON',
      'device_printer-1 paper_out': 'ON',
      'device_printer-1 paper_low': 'OFF',
      'device_printer-2 problem': 'OFF',
      'device_printer-2 paper_out': 'OFF',
      'device_loket-1-display connected': 'OFF',
      'device_loket-1-display problem': 'ON',
      'device_loket-1-display state': 'offline',
    });
    expect(broken.attributes['device_printer-1 problem']).toMatchObject({
      ...{ reason: 'paper.out', usable: false, admin: 'enabled' },
    });
  });

  it('is nothing while the controller is away, but that it is', () => {
    const { 'controller online': online, ...others } = stopped.states;
    expect(online).toBe('OFF');
    expect(new Set(Object.values(others))).toEqual(new Set(['unavailable']));
    expect(stopped.attributes['controller online']).toMatchObject({ reason: 'stopped' });
  });

  it('a measurement is out of date after three that did not come', () => {
    const { every_s } = hall.state('controller/health');
    const [controller] = hall.messages.filter(({ topic }) => topic.endsWith('/controller/config'));
    expect(controller?.payload.components.temperature.expire_after).toBe(3 * every_s);
    expect(controller?.payload.components.online.expire_after).toBeUndefined();
  });
});
