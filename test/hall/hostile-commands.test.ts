import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { commandTable } from '../../firmware-host/mqtt/commands/command-table.ts';
import { until } from '../real-clock.ts';
import { PlayedHall } from './played-hall.ts';

let hall: PlayedHall;
beforeEach(async () => {
  hall = await PlayedHall.open();
});
afterEach(() => hall.stop());

/** What the queue has done so far, and what the counters and services show. */
function standing(): string {
  const states = [
    ...[...hall.site.counters.keys()].map((id) => hall.state(`counter/${id}/state`)),
    ...[...hall.site.services.keys()].map((id) => hall.state(`service/${id}/state`)),
  ];
  return JSON.stringify([hall.records.map(({ sequence }) => sequence), states]);
}

/** Waits for health to say how many commands were refused. */
async function expectRefused(count: number): Promise<void> {
  await until(async () => {
    await hall.pass(31_000);
    return hall.state('controller/health').commands_refused === count;
  });
}

const at = (offsetMs: number) => new Date(hall.wallOffset + hall.clock.now() + offsetMs).toISOString();
const open = { counter: 'loket-1' };
const nested = (depth: number) => `{"id":"x","counter":${'['.repeat(depth)}${']'.repeat(depth)}}`;

describe('B6: a hostile command changes nothing, is counted, and is answered with a code', () => {
  const cases: readonly (readonly [string, string, () => string | Uint8Array | object, string])[] = [
    ['without an id', 'open-counter', () => ({ ...open }), 'bad-id'],
    ['with a number as id', 'open-counter', () => ({ id: 7, ...open }), 'bad-id'],
    ['with a long id', 'open-counter', () => ({ id: 'x'.repeat(65), ...open }), 'bad-id'],
    ['with an id of spaces', 'open-counter', () => ({ id: ' ', ...open }), 'bad-id'],
    ['that is not JSON', 'open-counter', () => '{"id":"x",', 'not-json'],
    ['that is a list', 'open-counter', () => '[{"id":"x"}]', 'not-json'],
    ['that is empty', 'open-counter', () => '', 'not-json'],
    ['that is not UTF-8', 'open-counter', () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'not-json'],
    ['of 1 MB', 'open-counter', () => ({ id: 'x', ...open, more: 'x'.repeat(1_000_000) }), 'too-long'],
    ['10,000 deep', 'open-counter', () => nested(10_000), 'too-deep'],
    [
      'with __proto__',
      'open-counter',
      () => '{"id":"x","counter":"loket-1","__proto__":{"role":"maintain"}}',
      'unknown-field',
    ],
    [
      'with __proto__ escaped',
      'open-counter',
      () => '{"id":"x","counter":"loket-1","\\u005f_proto__":1}',
      'unknown-field',
    ],
    [
      'with constructor',
      'open-counter',
      () => ({ id: 'x', ...open, constructor: { prototype: {} } }),
      'unknown-field',
    ],
    [
      'with __proto__ inside',
      'transfer',
      () => '{"id":"x","counter":"loket-1","to":{"service":"paspor","__proto__":{}}}',
      'unknown-field',
    ],
    [
      'with a lone surrogate',
      'break-counter',
      () => '{"id":"x","counter":"loket-1","reason":"\\ud800"}',
      'not-text',
    ],
    [
      'with a lone surrogate as name',
      'open-counter',
      () => '{"id":"x","counter":"loket-1","\\udfff":1}',
      'not-text',
    ],
    ['with an unknown field', 'open-counter', () => ({ id: 'x', ...open, force: true }), 'unknown-field'],
    ['without its field', 'open-counter', () => ({ id: 'x' }), 'bad-field'],
    ['with an id that is a path', 'open-counter', () => ({ id: 'x', counter: '../loket-1' }), 'bad-field'],
    ['that expired', 'open-counter', () => ({ id: 'x', ...open, expires_at: at(-1) }), 'expired'],
    ['sent 6 s ago', 'open-counter', () => ({ id: 'x', ...open, sent_at: at(-6_000) }), 'expired'],
    ['sent at no time', 'open-counter', () => ({ id: 'x', ...open, sent_at: 'now' }), 'bad-field'],
    ['of a name there is not', 'reboot', () => ({ id: 'x' }), 'unknown-command'],
    ['named like a property', 'constructor', () => ({ id: 'x' }), 'unknown-command'],
  ];

  it.each(cases)('%s', async (_what, name, payload, code) => {
    const before = standing();
    hall.command(name, payload());
    await hall.pass(1_000);
    expect(hall.replies(name)).toEqual([
      { id: expect.toBeOneOf(['x', null]), ok: false, error: { code, text: expect.any(String) } },
    ]);
    expect(standing()).toBe(before);
    await expectRefused(1);
    expect(({} as { role?: unknown }).role).toBeUndefined();
  });

  it('retained', async () => {
    const before = standing();
    hall.command('open-counter', { id: 'x', ...open }, true);
    await hall.pass(1_000);
    expect(hall.replies('open-counter')[0]).toMatchObject({
      id: 'x',
      ok: false,
      error: { code: 'retained' },
    });
    expect(standing()).toBe(before);
    await expectRefused(1);
  });

  it('in any JSON, under any name', async () => {
    const before = standing();
    const names = fc.oneof(fc.constantFrom(...Object.keys(commandTable)), fc.string());
    // No counter, service or device of this hall has such an id, so that nothing can come true by chance.
    const json = fc.json({ maxDepth: 10 });
    const bytes = fc.uint8Array({ maxLength: 200 });
    const restating = new Set(['restate', 'check-config']);
    await fc.assert(
      fc.asyncProperty(names, fc.oneof(json, bytes), async (name, payload) => {
        if (!restating.has(name)) hall.command(name, payload);
      }),
      { numRuns: 2_000 },
    );
    await hall.pass(1_000);
    expect(standing()).toBe(before);
  });
});

describe('a repeated command', () => {
  it('gets the same reply and has no second effect', async () => {
    const once = { id: 'take-1', service: 'paspor', printer: null };
    hall.command('issue-ticket', once);
    hall.command('issue-ticket', once);
    await hall.pass(1_000);
    hall.command('issue-ticket', { ...once, sent_at: at(-60_000) });
    await hall.pass(1_000);
    const [reply, again, ...more] = hall.replies('issue-ticket');
    expect(reply).toEqual({ id: 'take-1', ok: true, result: { ticket: 'A-001', events: expect.any(Array) } });
    expect(again).toEqual(reply);
    expect(more).toEqual([]);
    expect(hall.events('ticket.issued')).toHaveLength(1);
  });

  it('is told apart from another command under the same id', async () => {
    hall.command('open-counter', { id: '1', counter: 'loket-1' });
    hall.command('open-counter', { id: '1', counter: 'loket-2' });
    await hall.pass(1_000);
    expect(hall.replies('open-counter').map(({ error }) => error?.code)).toEqual(['id-reused', undefined]);
    expect(hall.state('counter/loket-2/state')).toMatchObject({ state: 'closed' });
  });

  it('is forgotten after 256 others', async () => {
    const take = (id: string) => hall.command('issue-ticket', { id, service: 'paspor', printer: null });
    for (let number = 0; number <= 256; number++) {
      take(`take-${number}`);
      if (number % 50 === 49) await hall.pass(100);
    }
    await hall.pass(1_000);
    take('take-1');
    await hall.pass(1_000);
    expect(hall.events('ticket.issued')).toHaveLength(257);
    take('take-0');
    await hall.pass(1_000);
    expect(hall.events('ticket.issued')).toHaveLength(258);
  });
});

describe('a flood of commands', () => {
  it('is answered busy beyond 64 at once, and leaves the keys working', async () => {
    for (let number = 0; number < 1_000; number++)
      hall.command('issue-ticket', { id: `flood-${number}`, service: 'paspor', printer: null });
    hall.device('loket-1-keypad').press?.('next', 100);
    await hall.pass(2_000);
    expect(hall.events('ticket.issued')).toHaveLength(64);
    expect(hall.reads('loket-1-display')).toBe('A-001');
    const codes = hall.replies('issue-ticket').map(({ error }) => error?.code);
    expect(codes.filter((code) => code === 'busy')).toHaveLength(50);
    await expectRefused(1_000 - 64);
  });

  it('fills the log with one line a second', async () => {
    for (let second = 0; second < 5; second++) {
      for (let number = 0; number < 200; number++) {
        hall.command('open-counter', '{');
        hall.command(`made-up-${second}-${number}`, { id: 'x' });
      }
      await hall.pass(1_000);
    }
    const lines = hall.logged.filter((line) => line.includes('a command was refused'));
    expect(lines).toHaveLength(2 * 5);
    expect(lines.at(-1)).toContain('"more":199');
  });
});

describe('a command whose outcome does not come', () => {
  it('is answered so, and a repeat is told the outcome once there is one', async () => {
    const { site } = hall;
    await hall.stop();
    let stored = () => {};
    const waits = new Promise<void>((resolve) => {
      stored = resolve;
    });
    const journal = openMemoryJournal();
    hall = new PlayedHall(site);
    let slow = false;
    await hall.start({
      ...journal,
      async append(records) {
        if (slow) await waits;
        await journal.append(records);
      },
    });
    slow = true;
    const take = { id: 'slow', counter: 'loket-1' };
    hall.command('open-counter', take);
    await hall.pass(20_000);
    expect(hall.replies('open-counter')[0]).toMatchObject({ error: { code: 'outcome-unknown' } });
    stored();
    await hall.pass(1_000);
    hall.command('open-counter', take);
    await hall.pass(1_000);
    expect(hall.replies('open-counter')[1]).toMatchObject({ id: 'slow', ok: true });
  });
});
