import { cpSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import { openJournal } from '../../firmware-host/journal/sqlite/open.ts';
import type { Command } from '../../firmware-host/queue/commands.ts';
import { seededRandom } from '../../simulators/random.ts';
import { slowDisk } from '../../simulators/slow-disk.ts';
import { BALLAST, dataFolder, opened } from '../journal/records.ts';
import { realClock } from '../real-clock.ts';
import { dayOfTickets } from './day-of-tickets.ts';
import { disk } from './mortal-journal.ts';
import { paperSite } from './paper-site.ts';
import { PlayedHall, siteOf } from './played-hall.ts';

const site = siteOf(paperSite());
const seeds = 5;
const lives = 5;

/** Everything people can see of a hall, but for how long it has been so. */
function views({ host }: PlayedHall) {
  const services = ['a', 'b'].map((id) => {
    const { longest_wait_s, estimate_s, ...view } = host.service(id) ?? {};
    return view;
  });
  const counters = ['loket-1', 'loket-2'].map((id) => host.counter(id));
  const tickets = host.tickets().map(({ for_s, ...view }) => view);
  return { services, counters, tickets };
}

const displays = (hall: PlayedHall) => ['papan-1', 'papan-2'].map((id) => hall.reads(id));

/** The hall of the next life, on the same site at a later time of the same day. */
function nextHall(before: PlayedHall | undefined): PlayedHall {
  const hall = new PlayedHall(site);
  if (before !== undefined) hall.wallOffset = before.wallOffset + before.clock.now() + 60_000;
  return hall;
}

/** One life of random visits: keys at both counters, tickets, and printers that run out now and then. */
async function play(hall: PlayedHall, random: () => number): Promise<void> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const steps = 5 + Math.floor(random() * 40);
  for (let step = 0; step < steps; step++) {
    const counter = pick(['loket-1', 'loket-2']);
    const other = counter === 'loket-1' ? 'loket-2' : 'loket-1';
    const commands: readonly Command[] = [
      { type: 'next', counter },
      { type: 'arrive', counter },
      { type: 'no-show', counter },
      { type: 'park', counter },
      { type: 'resume', counter },
      { type: 'put-back', counter },
      { type: 'end', counter },
      { type: 'close', counter },
      { type: 'break', counter, reason: 'salat' },
      { type: 'transfer', counter, to: { counter: other }, place: 'last' },
      { type: 'transfer', counter, to: { service: 'b' }, place: 'first' },
      { type: 'force-service', service: 'b', to: pick(['open', 'schedule']) },
    ];
    if (random() < 0.5) void hall.host.issue(pick(['a', 'b']), pick(['regular', 'priority']));
    else void hall.host.ask(pick(commands), 'console');
    if (random() < 0.05) hall.device('printer-1').printer?.paperEndsAfter(5);
    else hall.device('printer-1').paper?.('ok');
    await hall.pass(Math.floor(random() * 700));
  }
}

describe('a hall that is cut off', () => {
  it('comes back as it was: tickets, lines, counters, displays', async () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const random = seededRandom(seed);
      const kept = disk();
      let hall: PlayedHall | undefined;
      for (let life = 1; life <= lives; life++) {
        const before = hall;
        hall = nextHall(before);
        const journal = kept.journal(hall.clock, random() * 50);
        await hall.start(journal, await journal.tail());
        if (before !== undefined) {
          expect(views(hall), `seed ${seed}, life ${life}`).toEqual(views(before));
          expect(displays(hall), `seed ${seed}, life ${life}`).toEqual(displays(before));
          expect(hall.records[0]?.event).toMatchObject({ type: 'host.started', clean: false });
        }
        await play(hall, random);
        // Until everything that was begun is printed and on the disk.
        await hall.pass(30_000);
        journal.die(0);
      }
    }
  });

  it('at any moment loses nothing it has told anybody, and gives no number twice', async () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const random = seededRandom(1_000 + seed);
      const kept = disk();
      const papers: string[] = [];
      const told: number[] = [];
      let hall: PlayedHall | undefined;
      let printing: readonly string[] = [];
      for (let life = 1; life <= lives; life++) {
        const here = `seed ${seed}, life ${life}`;
        hall = nextHall(hall);
        const journal = kept.journal(hall.clock, random() * 400);
        await hall.start(journal, await journal.tail());
        const now = hall;
        const states = new Map(now.host.tickets().map(({ ticket, state }) => [ticket, state]));
        for (const number of printing) expect(states.get(number), `${number}, ${here}`).toBe('unconfirmed');
        expect([...states.values()], here).not.toContain('reserved');
        for (const number of papers) expect([...states.keys()], here).toContain(number);
        for (const [at, id] of ['loket-1', 'loket-2'].entries()) {
          const { ticket } = now.host.counter(id) ?? {};
          expect(displays(now)[at], here).toMatch(ticket ?? /^-*$/);
        }

        await play(now, random);
        told.push(...now.records.map(({ sequence }) => sequence));
        journal.die(Math.floor(random() * (journal.waiting + 1)));
        papers.push(
          ...now.printed.flatMap(({ ticket }) => (ticket.complete && ticket.code ? [ticket.code] : [])),
        );
        printing = reservedIn(kept.records);
      }
      expect(kept.records.map(({ sequence }) => sequence)).toEqual(kept.records.map((_, index) => index + 1));
      expect(told, `seed ${seed}`).toEqual([...new Set(told)]);
      expect(new Set(papers).size, `seed ${seed}: a number on two papers`).toBe(papers.length);
      const numbers = kept.records.flatMap(({ event }) =>
        event.type === 'ticket.reserved' ? event.ticket : [],
      );
      expect(new Set(numbers).size, `seed ${seed}: a number given twice`).toBe(numbers.length);
      expect(numbers.length).toBeGreaterThan(10);
    }
  });

  it('and one that was stopped in order are told apart', async () => {
    const kept = disk();
    const hall = nextHall(undefined);
    await hall.start(kept.journal(hall.clock, 5));
    await hall.ticket('a');
    await hall.stop();
    const again = nextHall(hall);
    const journal = kept.journal(again.clock, 5);
    await again.start(journal, await journal.tail());
    expect(again.records[0]?.event).toMatchObject({ type: 'host.started', clean: true });
    expect(await again.ticket('a')).toBe('A-002');
    await again.stop();
  });
});

describe('on the real journal', () => {
  /** Lets virtual time pass in small steps, and the journal's thread do its work between them. */
  async function pass(hall: PlayedHall, waiting: () => number, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 100) {
      await hall.pass(100);
      while (waiting() > 0) await new Promise((resolve) => setTimeout(resolve, 1));
      await hall.pass(0);
    }
  }

  it('comes back as it was from a copy of the folder taken while it ran', async () => {
    const running = dataFolder();
    const copy = dataFolder();
    const journal = await opened(running);
    const hall = new PlayedHall(site);
    await hall.powerOn(journal, []);
    const wait = () => journal.pressure().waiting;
    await pass(hall, wait, 3_000);
    for (const service of ['a', 'a', 'b', 'a']) {
      void hall.host.issue(service, 'regular');
      await pass(hall, wait, 1_000);
    }
    for (const type of ['next', 'park', 'next', 'no-show', 'next', 'arrive'] as const) {
      void hall.host.ask({ type, counter: 'loket-1' }, 'console');
      await pass(hall, wait, 4_000);
    }
    void hall.host.issue('b', 'regular');
    await hall.pass(0);
    while (wait() > 0) await new Promise((resolve) => setTimeout(resolve, 1));
    cpSync(running, copy, { recursive: true });

    const found = await opened(copy);
    expect(found.opened.clean).toBe(false);
    const again = nextHall(hall);
    await again.powerOn(found, await found.tail());
    await pass(again, () => found.pressure().waiting, 3_000);
    expect(again.host.tickets().map(({ ticket, state }) => `${ticket} ${state}`)).toEqual([
      'A-001 parked',
      'A-002 no-show',
      'B-001 waiting',
      'A-003 serving',
      'B-002 unconfirmed',
    ]);
    expect(displays(again)).toEqual(['A-003', '']);
    expect(again.records[0]?.event).toMatchObject({ type: 'host.started', clean: false });
  });

  it('the loop goes on while the disk takes three seconds for a commit', async () => {
    const hall = new PlayedHall(site);
    const journal = await opened(dataFolder());
    const slow = slowDisk(hall.clock, journal);
    await hall.powerOn(slow, []);
    await pass(hall, () => journal.pressure().waiting, 3_000);
    const turns = () => hall.host.latency('decided').count;
    const shown = () => hall.host.latency('shown').count;
    const before = { turns: turns(), shown: shown(), kept: hall.records.length };
    slow.stall();
    for (let time = 0; time < 15; time++) {
      void hall.host.ask({ type: time % 2 === 0 ? 'open' : 'close', counter: 'loket-1' }, 'console');
      await hall.pass(200);
    }
    expect(turns() - before.turns).toBe(15);
    expect(shown() - before.shown).toBe(15);
    expect(hall.records).toHaveLength(before.kept);
    slow.flow();
    await pass(hall, () => journal.pressure().waiting, 200);
    expect(hall.records).toHaveLength(before.kept + 15);
  });

  it('is ready again with a day of 4,000 tickets', async () => {
    const dir = dataFolder();
    const hall = new PlayedHall(siteOf(paperSite().replace('prefix: A', 'prefix: A, digits: 4')));
    const day = dayOfTickets(hall.site.hall, 4_000, hall.wallOffset);
    const writing = await openJournal({ dir, clock: realClock, ballastBytes: BALLAST });
    for (let at = 0; at < day.length; at += 1_000) await writing.append(day.slice(at, at + 1_000));
    await writing.close();

    const startedAt = performance.now();
    const cpuBefore = process.cpuUsage();
    const journal = await opened(dir);
    const tail = await journal.tail();
    const readAt = performance.now();
    await hall.powerOn(journal, tail);
    const readyAt = performance.now();
    const { user, system } = process.cpuUsage(cpuBefore);
    console.log(
      `recovery of 4,000 tickets (${tail.length} records): ${Math.round(readAt - startedAt)} ms to open and read the ` +
        `journal, ${Math.round(readyAt - readAt)} ms to start a simulated hall on it; ` +
        `${Math.round((user + system) / 1000)} ms of processor time in all`,
    );
    expect(hall.host.tickets()).toHaveLength(4_000);
    expect(hall.host.service('a')).toMatchObject({ issued: 4_000, waiting: 0 });
  });
});

/** The numbers that were being printed when these records ended. */
function reservedIn(records: readonly Record[]): readonly string[] {
  const reserved = new Set<string>();
  for (const { event } of records) {
    if (event.type === 'ticket.reserved') reserved.add(event.ticket);
    else if (
      event.type === 'ticket.issued' ||
      event.type === 'ticket.unconfirmed' ||
      event.type === 'ticket.voided'
    )
      reserved.delete(event.ticket);
  }
  return [...reserved];
}
