import { describe, expect, it } from 'vitest';
import { complaints, siteOf, withDevices } from './site-text.ts';

const services = (...lines: readonly string[]) => ({
  services: ['services:', ...lines.map((line) => `  ${line}`)].join('\n'),
});

describe('the whole file', () => {
  it('is understood when nothing contradicts', () => {
    const site = siteOf();
    expect(site.hall).toEqual({
      site: 'mpp',
      services: new Map([
        [
          'paspor',
          {
            id: 'paspor',
            prefix: 'A',
            digits: 3,
            first: 1,
            hours: undefined,
            cutoffMinutes: 30,
            quota: {},
            fairness: { priorityEvery: 2, priorityWaitMs: 900_000 },
            surge: {},
          },
        ],
      ]),
      counters: new Map([
        [
          'loket-1',
          {
            id: 'loket-1',
            number: 1,
            serves: ['paspor'],
            strategy: 'in-order',
            nextWhileServing: 'end',
            repeatMs: 400,
            oneButtonNoShowMs: 0,
            storeNext: false,
            putBackAfter: 'end',
          },
        ],
      ]),
      holidays: new Set(),
      dayClose: 'void',
      recall: { most: 3, everyMs: 5_000 },
    });
    expect(site.counters.get('loket-1')?.title).toBe('Loket 1');
  });

  it('names only what is there', () => {
    expect(
      complaints({
        ...withDevices(
          'a: { kind: hid-scanner, counter: loket-2, vendor_id: 1, product_id: 2 }',
          'b: { kind: keypad, board: bord-1, counter: loket-1, keys: { next: 4 } }',
          'c: { kind: serial-scanner, counter: loket-1, address: /dev/ttyACM1, printer: printr-1 }',
          'd: { kind: serial-scanner, counter: loket-1, address: /dev/ttyACM2, printer: display-1 }',
        ),
        counters: 'counters: { loket-1: { number: 1, serves: [paspor, visa] } }',
      }),
    ).toEqual([
      "@ counters.loket-1.serves.1: there is no service 'visa'. Possible here: 'paspor'.",
      "@ devices.a.counter: there is no counter 'loket-2'. Did you mean 'loket-1'?",
      "@ devices.b.board: there is no board 'bord-1'. Did you mean 'board-1'?",
      "@ devices.c.printer: there is no printer 'printr-1'. Did you mean 'printer-1'?",
      "@ devices.d.printer: 'display-1' is a max7219-display, not a printer",
    ]);
  });

  it('has each display at a counter or at a ticket machine that is there, and never at both', () => {
    const display = (id: string, more: string) =>
      `${id}: { kind: serial-display, address: "tcp://192.168.1.60:4001"${more} }`;
    expect(
      complaints(
        withDevices(
          'mesin: { kind: keypad, board: board-1, keys: { a: 4 }, does: { a: ticket paspor } }',
          display('a', ', bus_address: 1, ticket_machine: mesin'),
          display('b', ', bus_address: 2, ticket_machine: mesn'),
          display('c', ', bus_address: 3, ticket_machine: keys-1'),
          display('d', ', bus_address: 4, ticket_machine: mesin, counter: loket-1'),
          display('e', ', bus_address: 5'),
        ),
      ),
    ).toEqual([
      "@ devices.b.ticket_machine: 'mesn' is not a ticket machine: keys or a scanner without a counter. Did you mean 'mesin'?",
      "@ devices.c.ticket_machine: 'keys-1' is not a ticket machine: keys or a scanner without a counter. Possible here: 'mesin'.",
      '@ devices.d.ticket_machine: a display belongs to a counter or to a ticket machine, not to both. Remove counter or ticket_machine.',
      '@ devices.e.counter: this setting is missing',
    ]);
  });

  it('has a prefix for each service and a number for each counter', () => {
    expect(
      complaints({
        ...services('paspor: { title: P, prefix: A, printer: printer-1 }', 'visa: { title: V, prefix: A }'),
        counters:
          'counters: { loket-1: { number: 1, serves: [paspor] }, loket-2: { number: 1, serves: visa } }',
      }),
    ).toEqual([
      '@ services.visa.prefix: prefix A is already used by paspor (@)',
      '@ warning: counters.loket-2: no keys belong to this counter: nobody can call from it',
      '@ warning: counters.loket-2: no display belongs to this counter: visitors cannot see whom it calls',
      '@ counters.loket-2.number: counter number 1 is already used by loket-1 (@)',
    ]);
  });

  it('has a counter for each service, once', () => {
    expect(
      complaints({
        ...services('paspor: { title: P, prefix: A, printer: printer-1 }', 'visa: { title: V, prefix: C }'),
        counters: 'counters: { loket-1: { number: 1, serves: [paspor, paspor] } }',
      }),
    ).toEqual([
      '@ services.visa: no counter serves this service: its visitors would never be called. Add it to serves of a counter, or remove the service.',
      "@ counters.loket-1.serves.1: 'paspor' is in this list twice",
    ]);
  });

  it('does not complain of what may only follow from another mistake', () => {
    expect(
      complaints({
        ...services('paspor: { title: P, prefix: A, printer: printer-1 }', 'visa: { title: V, prefix: C }'),
        counters:
          'counters: { loket-1: { number: 1, serves: [paspor] }, loket-2: { nummber: 2, serves: [visa] } }',
      }),
    ).toEqual([
      '@ warning: counters.loket-2: no keys belong to this counter: nobody can call from it',
      '@ warning: counters.loket-2: no display belongs to this counter: visitors cannot see whom it calls',
      "@ counters.loket-2.nummber: there is no setting 'nummber' here. Did you mean 'number'?",
    ]);
  });

  it('has numbers enough for its quota', () => {
    const quota = (settings: string) =>
      complaints(services(`paspor: { title: P, prefix: A, printer: printer-1, ${settings} }`));
    expect(quota('digits: 2, quota: 99')).toEqual([]);
    expect(quota('digits: 2, quota: 100')).toEqual([
      '@ services.paspor.quota: a quota of 100, but there are only 99 ticket numbers a day. Raise digits or lower the quota.',
    ]);
    expect(quota('digits: 2, first: 50, quota: { regular: 40, priority: 11 }')).toEqual([
      '@ services.paspor.quota: a quota of 51, but there are only 50 ticket numbers a day. Raise digits or lower the quota.',
    ]);
    expect(quota('digits: 2, first: 100')).toEqual([
      '@ services.paspor.first: the first number is 100, but the last one that fits the digits is 99',
    ]);
    expect(quota('quota: { total: 50, priority: 60 }')).toEqual([
      '@ warning: services.paspor.quota.priority: a quota of 60 for this class can never be reached: the total is 50',
    ]);
  });

  it('has no cut-off that takes the whole day', () => {
    const hours = (text: string, cutoff: string) =>
      complaints({
        hours: `hours: ${text}`,
        ...services(`paspor: { title: P, prefix: A, printer: printer-1, cutoff: ${cutoff} }`),
      });
    expect(hours('{ mon-fri: 08.00-15.00, fri: 08.00-09.00 }', '30m')).toEqual([]);
    expect(hours('{ mon-fri: 08.00-15.00, fri: 08.00-09.00 }', '1h')).toEqual([
      '@ services.paspor.cutoff: no ticket would ever be issued on Friday: the cut-off is as long as the day is open',
    ]);
  });

  it('names no counter like a service and no device like a board', () => {
    expect(
      complaints({
        ...withDevices('board-1: { kind: serial-scanner, address: /dev/ttyACM1 }'),
        counters:
          'counters: { loket-1: { number: 1, serves: [paspor] }, paspor: { number: 2, serves: [paspor] } }',
      }).filter((line) => !line.includes('warning')),
    ).toEqual([
      '@ counters.paspor: a service has the same id (@). Give the counter another id, so that the target of a transfer is clear.',
      '@ devices.board-1: a board has the same id (@)',
    ]);
  });

  it('warns of what leans on a device that is switched off', () => {
    expect(
      complaints({
        boards: 'boards: { board-1: { address: /dev/ttyACM0, enabled: false } }',
      }),
    ).toEqual([
      "@ warning: devices.keys-1.board: 'board-1' is switched off (enabled: false)",
      "@ warning: devices.display-1.board: 'board-1' is switched off (enabled: false)",
    ]);
  });
});
