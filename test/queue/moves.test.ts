import { describe, expect, it } from 'vitest';
import type { Command } from '../../firmware-host/queue/commands.ts';
import { type RefusalCode, refusals } from '../../firmware-host/queue/refusals.ts';
import { counter, hall, type Office, openOffice } from './office.ts';

/*
 * Every command in every state of a ticket and of a counter: what happens, or the coded refusal. Cells are the verbs
 * of the events; a cell that begins with `!` is a refusal.
 */

const next = { type: 'next', counter: '1' } as const;
const ticket = 'A-001';

/** Ways to bring A-001 into a state, with counter 1. */
const ways: { readonly [state: string]: readonly Command[] } = {
  reserved: [],
  unconfirmed: [{ type: 'doubt-print', ticket, reason: 'timeout' }],
  waiting: [{ type: 'confirm-print', ticket }],
  called: [{ type: 'confirm-print', ticket }, next],
  serving: [{ type: 'confirm-print', ticket }, next, { type: 'arrive', counter: '1' }],
  parked: [{ type: 'confirm-print', ticket }, next, { type: 'park', counter: '1' }],
  'no-show': [{ type: 'confirm-print', ticket }, next, { type: 'no-show', counter: '1' }],
  served: [{ type: 'confirm-print', ticket }, next, { type: 'end', counter: '1' }],
  cancelled: [
    { type: 'confirm-print', ticket },
    { type: 'cancel', ticket },
  ],
  voided: [{ type: 'void', ticket, reason: 'paper' }],
};

const ticketCommands: { readonly [column: string]: Command } = {
  'confirm-print': { type: 'confirm-print', ticket },
  'doubt-print': { type: 'doubt-print', ticket, reason: 'timeout' },
  void: { type: 'void', ticket, reason: 'paper' },
  reprint: { type: 'reprint', ticket, printer: 'p' },
  cancel: { type: 'cancel', ticket },
  'call@1': { type: 'call', counter: '1', ticket },
  'call@2': { type: 'call', counter: '2', ticket },
  'resume@2': { type: 'resume', counter: '2', ticket },
  'arrive@2': { type: 'arrive', counter: '2', ticket },
};

const ticketTable = `
state       | confirm-print    | doubt-print      | void             | reprint          | cancel           | call@1           | call@2            | resume@2          | arrive@2
reserved    | issued           | unconfirmed      | voided           | !not-printed-yet | !not-printed-yet | !not-printed-yet | !not-printed-yet  | !not-printed-yet  | !no-ticket-here
unconfirmed | issued           | !already-so      | voided           | reprinted        | !not-printed-yet | issued+called    | issued+called     | !already-so       | issued
waiting     | !already-so      | !printed-already | !printed-already | reprinted        | cancelled        | called           | called            | !already-so       | !no-ticket-here
called      | !already-so      | !printed-already | !printed-already | reprinted        | cancelled        | !already-so      | !ticket-elsewhere | !ticket-elsewhere | !no-ticket-here
serving     | !already-so      | !printed-already | !printed-already | reprinted        | cancelled        | !already-so      | !ticket-elsewhere | !ticket-elsewhere | !no-ticket-here
parked      | !already-so      | !printed-already | !printed-already | reprinted        | cancelled        | called           | called            | called            | !no-ticket-here
no-show     | !already-so      | !printed-already | !printed-already | reprinted        | cancelled        | called           | called            | called            | !no-ticket-here
served      | !ticket-ended    | !ticket-ended    | !ticket-ended    | !ticket-ended    | !ticket-ended    | !ticket-ended    | !ticket-ended     | !ticket-ended     | !no-ticket-here
cancelled   | !ticket-ended    | !ticket-ended    | !ticket-ended    | !ticket-ended    | !ticket-ended    | !ticket-ended    | !ticket-ended     | !ticket-ended     | !no-ticket-here
voided      | !ticket-ended    | !ticket-ended    | !ticket-ended    | !ticket-ended    | !ticket-ended    | !ticket-ended    | !ticket-ended     | !ticket-ended     | !no-ticket-here
`;

/** Ways to bring counter 1, with nobody else waiting, into a state. */
const desks: { readonly [state: string]: readonly Command[] } = {
  closed: [],
  idle: [{ type: 'open', counter: '1' }],
  armed: [next],
  break: [
    { type: 'open', counter: '1' },
    { type: 'break', counter: '1' },
  ],
  called: [{ type: 'issue', service: 'a', class: 'regular', printer: null }, next],
  serving: [
    { type: 'issue', service: 'a', class: 'regular', printer: null },
    next,
    { type: 'arrive', counter: '1' },
  ],
};

const deskCommands: { readonly [column: string]: Command } = {
  next,
  recall: { type: 'recall', counter: '1' },
  arrive: { type: 'arrive', counter: '1' },
  'no-show': { type: 'no-show', counter: '1' },
  'put-back': { type: 'put-back', counter: '1' },
  park: { type: 'park', counter: '1' },
  resume: { type: 'resume', counter: '1' },
  transfer: { type: 'transfer', counter: '1', to: { service: 'b' }, place: 'last' },
  end: { type: 'end', counter: '1' },
  'walk-in': { type: 'walk-in', counter: '1' },
  open: { type: 'open', counter: '1' },
  close: { type: 'close', counter: '1' },
  break: { type: 'break', counter: '1' },
};

const deskTable = `
command  | closed                        | idle                   | armed                  | break                         | called                        | serving
next     | opened+armed                  | armed                  | !already-so            | opened+armed                  | served+armed                  | served+armed
recall   | !counter-closed               | !no-ticket-here        | !no-ticket-here        | !no-ticket-here               | recalled                      | !visitor-arrived
arrive   | !counter-closed               | !no-ticket-here        | !no-ticket-here        | !no-ticket-here               | arrived                       | !already-so
no-show  | !counter-closed               | !no-ticket-here        | !no-ticket-here        | !no-ticket-here               | no-show                       | !visitor-arrived
put-back | !counter-closed               | !no-ticket-here        | !no-ticket-here        | !no-ticket-here               | returned                      | returned
park     | !counter-closed               | !no-ticket-here        | !no-ticket-here        | !no-ticket-here               | parked                        | parked
resume   | !nobody-parked                | !nobody-parked         | !nobody-parked         | !nobody-parked                | !nobody-parked                | !nobody-parked
transfer | !counter-closed               | !no-ticket-here        | !no-ticket-here        | !no-ticket-here               | transferred                   | transferred
end      | !counter-closed               | !no-ticket-here        | !no-ticket-here        | !no-ticket-here               | served                        | served
walk-in  | opened+reserved+issued+called | reserved+issued+called | reserved+issued+called | opened+reserved+issued+called | served+reserved+issued+called | served+reserved+issued+called
open     | opened                        | !already-so            | opened                 | opened                        | !already-so                   | !already-so
close    | !already-so                   | closed                 | closed                 | closed                        | served+closed                 | served+closed
break    | !counter-closed               | break                  | break                  | !already-so                   | served+break                  | served+break
`;

function cells(table: string): { row: string; column: string; expected: string }[] {
  const lines = table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const [head = [], ...rows] = lines;
  return rows.flatMap(([row = '', ...rest]) =>
    rest.map((expected, place) => ({ row, column: head[place + 1] ?? '', expected })),
  );
}

function outcome(office: Office, command: Command): string {
  const before = JSON.stringify([...office.state.tickets.values(), ...office.state.counters.values()]);
  const decision = office.ask(command);
  if (!('refused' in decision)) {
    return decision.events.map((event) => event.type.replace(/^\w+\./, '')).join('+');
  }
  const after = JSON.stringify([...office.state.tickets.values(), ...office.state.counters.values()]);
  expect(after, 'a refusal changes nothing').toBe(before);
  return `!${decision.refused}`;
}

function prepared(commands: readonly Command[]): Office {
  const office = openOffice(
    hall({ counters: [counter('1', { storeNext: true }), counter('2'), counter('3', { serves: ['b'] })] }),
  );
  office.ask({ type: 'tick' });
  for (const command of commands) {
    const decision = office.ask(command);
    if ('refused' in decision) throw new Error(`${command.type}: ${decision.refused}`);
  }
  return office;
}

describe('a ticket', () => {
  const print: Command = { type: 'issue', service: 'a', class: 'regular', printer: 'p' };

  it.each(cells(ticketTable))('that is $row meets $column: $expected', ({ row, column, expected }) => {
    const office = prepared([print, ...(ways[row] ?? [])]);
    expect(office.state.tickets.get(ticket)?.state).toBe(row);
    // Whoever acts has opened their counter; the one with the visitor is open already.
    for (const id of ['1', '2']) office.ask({ type: 'open', counter: id });
    const command = ticketCommands[column];
    if (command === undefined) throw new Error(`no command for ${column}`);
    expect(outcome(office, command)).toBe(expected);
  });
});

describe('a counter', () => {
  it.each(cells(deskTable))('meets $row while $column: $expected', ({ row, column, expected }) => {
    const office = prepared(desks[column] ?? []);
    const command = deskCommands[row];
    if (command === undefined) throw new Error(`no command for ${row}`);
    expect(outcome(office, command)).toBe(expected);
  });
});

describe('a name that nobody knows', () => {
  const unknown = '__proto__';
  const commands: readonly [Command, RefusalCode][] = [
    ...Object.values(deskCommands).map((command): [Command, RefusalCode] => [
      { ...command, counter: unknown } as Command,
      'unknown-counter',
    ]),
    ...Object.entries(ticketCommands).map(([, command]): [Command, RefusalCode] => [
      { ...command, ticket: unknown } as Command,
      'unknown-ticket',
    ]),
    [{ type: 'issue', service: unknown, class: 'regular', printer: null }, 'unknown-service'],
    [{ type: 'walk-in', counter: '1', service: unknown }, 'unknown-service'],
    [{ type: 'force-service', service: unknown, to: 'open' }, 'unknown-service'],
  ];

  it.each(commands)('is refused: %j, %s', (command, code) => {
    expect(outcome(prepared([]), command)).toBe(`!${code}`);
  });
});

describe('the catalogue of refusals', () => {
  it('has glyphs that fit four digits of seven segments, and both languages', () => {
    for (const { glyphs, id, en } of Object.values(refusals)) {
      expect(glyphs).toMatch(/^[A-Za-z-]{1,4}$/);
      expect(glyphs, 'seven segments cannot show these letters').not.toMatch(/[kKmMvVwWxXzZ]/);
      expect(id.length).toBeGreaterThan(5);
      expect(en.length).toBeGreaterThan(5);
    }
  });
});
