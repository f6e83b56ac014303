import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { contractTable } from '../../firmware-host/mqtt/contract.ts';
import { cloudEvent, cloudEventSchema } from '../../firmware-host/mqtt/messages/cloud-event.ts';
import { eventTable } from '../../firmware-host/mqtt/messages/event-table.ts';
import { stateTable } from '../../firmware-host/mqtt/messages/message-table.ts';
import { eventMessage, stateMessage, stateRank } from '../../firmware-host/mqtt/messages/outgoing.ts';
import {
  controllerLost,
  controllerOnline,
  controllerStopped,
  counterState,
  deviceState,
  serviceState,
} from '../../firmware-host/mqtt/states.ts';
import { desk, events, record } from './samples.ts';

const noon = Date.UTC(2026, 8, 20, 12);

describe('an event', () => {
  test('is published as the contract shows it', () => {
    const called = { ticket: 'A-012', service: 'paspor', class: 'regular', counter: 'loket-3' } as const;
    const event = { type: 'ticket.called', ...called, waited_s: 402, cause: 'next' } as const;
    expect(cloudEvent('mpp-batam', record(event))).toEqual({
      specversion: '1.0',
      id: 'mpp-batam-000000018233',
      source: '/loket/mpp-batam',
      type: 'loket.ticket.called.v1',
      time: '2026-09-20T03:41:07.412Z',
      subject: 'A-012',
      sequence: '000000018233',
      datacontenttype: 'application/json',
      boot: '01J9Z6M2Q8',
      clock: 'synced',
      historical: false,
      data: { ...called, waited_s: 402, cause: 'next' },
    });
  });

  test.each(events)('of type $type fits its schema, and the table has its topic', (event) => {
    const message = eventMessage('mpp-batam', record(event));
    const sent = JSON.parse(message.payload);
    expect(cloudEventSchema(event.type).parse(sent)).toEqual(sent);
    expect(message).toMatchObject({ retain: false, qos: 1 });
    const address = message.topic.replace('loket/v1/mpp-batam/', '');
    expect(contractTable().get(address)?.schema.safeParse(sent).success).toBe(true);
  });

  test('says nothing of the booking a ticket came from: its hash stays in the journal', () => {
    const withBooking = events.filter((event) => 'booking' in event);
    expect(withBooking.map(({ type }) => type)).toEqual(['ticket.reserved', 'ticket.carried']);
    for (const event of withBooking)
      expect(eventMessage('mpp-batam', record(event)).payload).not.toMatch(/booking|b7f0/);
  });

  test('of every type is among the samples', () => {
    expect([...new Set(events.map((event) => event.type))].sort()).toEqual(Object.keys(eventTable).sort());
  });

  test('with a field that is missing, added or wrong does not fit', () => {
    const schema = cloudEventSchema('ticket.arrived');
    const good = cloudEvent('mpp-batam', record({ ...ticketArrived }));
    expect(schema.safeParse(good).success).toBe(true);
    const { ticket: _, ...without } = ticketArrived;
    for (const data of [
      without,
      { ...ticketArrived, officer: 'Siti' },
      { ...ticketArrived, counter: 'Loket 3' },
    ]) {
      expect(schema.safeParse({ ...good, data }).success).toBe(false);
    }
    expect(schema.safeParse({ ...good, time: 'yesterday' }).success).toBe(false);
    expect(schema.safeParse({ ...good, type: 'loket.ticket.called.v1' }).success).toBe(false);
  });

  test('is historical when it is sent more than a minute after it happened, under the same id', () => {
    const happened = record({ type: 'host.stopped' });
    const at = (ms: number) => cloudEvent('mpp-batam', happened, happened.wall + ms);
    expect([0, 60_000, 60_001, -5_000].map((ms) => at(ms).historical)).toEqual([false, false, true, false]);
    expect(at(90_000).id).toBe(at(0).id);
  });

  test('is about its ticket, or else its counter, service or device; the day and the host have no subject', () => {
    const subjects = Object.fromEntries(
      events.map((event) => [event.type, cloudEvent('x', record(event)).subject]),
    );
    expect(subjects).toMatchObject({
      'ticket.called': 'A-012',
      'counter.opened': 'loket-3',
      'service.surge': 'paspor',
      'device.lost': 'printer-1',
      'host.started': undefined,
      'day.opened': undefined,
    });
  });
});

const ticketArrived = {
  type: 'ticket.arrived',
  ticket: 'A-012',
  service: 'paspor',
  class: 'regular',
  counter: 'loket-3',
} as const;

describe('a state', () => {
  test('of the controller says who speaks: the host, or its last will', () => {
    const lost = controllerLost('b1', { connection: 3, since: noon });
    for (const state of [controllerOnline('b1', noon), controllerStopped('b1', noon), lost]) {
      expect(stateTable['controller/state'].schema.parse(state)).toEqual(state);
    }
    expect(lost).toEqual({
      ...{ state: 'offline', reason: 'lost', boot: 'b1' },
      ...{ connection: 3, since: '2026-09-20T12:00:00.000Z' },
    });
  });

  test('of a counter is whole, with null for what is not', () => {
    const idle = counterState(desk({ since: undefined }));
    const nothing = { ticket: null, service: null, reason: null, refused: null, since: null };
    expect(idle).toEqual({ state: 'idle', ...nothing, waiting: 0, parked: 0 });
    const called = counterState(desk({ state: 'called', ticket: 'A-012', service: 'paspor', since: noon }));
    expect(called).toMatchObject({ ticket: 'A-012', since: '2026-09-20T12:00:00.000Z' });
    const refused = counterState(desk(), 'nobody-waiting');
    expect(refused).toMatchObject({ state: 'idle', refused: 'nobody-waiting' });
    for (const state of [idle, called, refused])
      expect(stateTable['counter/{id}/state'].schema.parse(state)).toEqual(state);
  });

  test('of a service is whole, with null for what is not known', () => {
    const unknown = {
      reason: undefined,
      forced_reason: undefined,
      last_called: undefined,
      estimate_s: undefined,
    };
    const counts = {
      waiting: 4,
      waiting_priority: 1,
      longest_wait_s: 90,
      issued: 12,
      unconfirmed: 0,
      unconfirmed_tickets: [],
    };
    const quota = { quota_left: undefined, quota_left_priority: 20 };
    const about = { open: true, forced: 'schedule', surge: false, next_number: 'A-013' } as const;
    const state = serviceState({ ...about, ...unknown, ...counts, ...quota });
    expect(stateTable['service/{id}/state'].schema.parse(state)).toEqual(state);
    expect(state).toMatchObject({
      reason: null,
      last_called: null,
      quota_left: null,
      quota_left_priority: 20,
    });
  });

  test('of a device carries its first reason flat, and tells being there from being usable', () => {
    const reason = (code: 'paper.low' | 'paper.out') => {
      const { severity, fix, id } = faultCatalogue[code];
      return { code, severity, fix, text: id, since: noon, count: 1 };
    };
    const device = { admin: 'enabled', usable: true, since: noon, attempts: 0, evidence: 'poll' } as const;
    const low = deviceState({ ...device, state: 'degraded', reasons: [reason('paper.low')] });
    expect(low).toMatchObject({ usable: true, reason: 'paper.low', text: faultCatalogue['paper.low'].id });
    const both = [reason('paper.low'), reason('paper.out')];
    const out = deviceState({ ...device, state: 'degraded', usable: false, reasons: both });
    expect(out).toMatchObject({ usable: false, reason: 'paper.low' });
    expect(deviceState({ ...device, state: 'online', reasons: [] })).toMatchObject({
      usable: true,
      reason: null,
    });
  });

  test('of a device stays under 1 KiB and keeps its first reason, whatever the reasons say', () => {
    const reason = fc.record({
      code: fc.constantFrom('paper.out', 'printer.status_unsupported'),
      severity: fc.constantFrom('info', 'warn', 'error'),
      fix: fc.constantFrom('auto', 'clerk', 'technician', 'vendor'),
      text: fc.string({ unit: fc.constantFrom('a', '"', '\0', 'é', '語', '😀', '\ud800'), maxLength: 400 }),
      since: fc.constant(noon),
      count: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(reason, { maxLength: 12 }), fc.nat(), (reasons, attempts) => {
        const state = deviceState({
          ...{ admin: 'maintenance', state: 'degraded', usable: false },
          ...{ since: noon, attempts, evidence: 'enumeration', reasons },
        });
        expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThan(1024);
        expect(state.reason).toBe(reasons[0]?.code ?? null);
        expect(state.reasons.length).toBeGreaterThanOrEqual(Math.min(1, reasons.length));
        expect(stateTable['device/{id}/state'].schema.safeParse(state).success).toBe(true);
      }),
    );
  });

  test('goes to its own topic with the delivery of the table', () => {
    const message = stateMessage('mpp-batam', 'counter/{id}/state', counterState(desk()), 'x');
    expect(message).toMatchObject({ topic: 'loket/v1/mpp-batam/counter/x/state', retain: true, qos: 1 });
    const health = stateMessage('mpp-batam', 'device/{id}/health', { presses: 3 }, 'keypad-1');
    expect(health).toMatchObject({ qos: 0, payload: '{"presses":3}' });
  });
});

test('the controller speaks of itself first, then of its devices, then of the hall', () => {
  const rank = (rest: string) => stateRank(`loket/v1/mpp-batam/${rest}`);
  const order = ['controller/state', 'controller/info', 'device/a/info', 'device/a/state', 'service/a/state'];
  expect([...order].sort((a, b) => rank(a) - rank(b))).toEqual(order);
  expect(rank('counter/a/state')).toBeGreaterThan(rank('service/z/state'));
});

test('the table has a title in both languages, a schema and a delivery for every topic', () => {
  for (const [address, row] of contractTable()) {
    expect(row.title.id, address).not.toBe('');
    expect(row.title.en, address).not.toBe('');
    expect(row.of, address).toBe(/^(event|command|reply)/.exec(address)?.[0] ?? 'state');
    expect(row.retain, address).toBe(row.of === 'state');
    expect(row.role === undefined, address).toBe(row.of !== 'command');
    expect([0, 1]).toContain(row.qos);
  }
});
