import { expect, it } from 'vitest';
import type { Command } from '../../firmware-host/queue/commands.ts';
import { seededRandom } from '../../simulators/random.ts';
import { NaiveAnnouncer } from './naive-announcer.ts';
import { SpokenHall, siteOf } from './spoken-hall.ts';
import { spokenSite } from './spoken-site.ts';

/** The first seed may be given, to play some again: `VOICE_SEED=17 VOICE_SEEDS=1`. */
const from = Number(process.env.VOICE_SEED ?? 1);
const count = Number(process.env.VOICE_SEEDS ?? 10_000);
const steps = 40;

const counters = ['loket-1', 'loket-2', 'loket-3', 'loket-4'];
const speakers = ['kiri', 'kanan', 'bawah'];
const services = ['paspor', 'pajak'];

type Roll = (below: number) => number;
const one = <T>(roll: Roll, of: readonly T[]): T => of[roll(of.length)] as T;

/** What officers and visitors do, calls most of all. */
function deed(roll: Roll): Command {
  const counter = one(roll, counters);
  const done = roll(20);
  if (done < 7) return { type: 'next', counter };
  if (done < 11) return { type: 'recall', counter };
  if (done < 12) return { type: 'arrive', counter };
  if (done < 13) return { type: 'end', counter };
  if (done < 14) return { type: 'no-show', counter };
  if (done < 15) return { type: 'park', counter };
  if (done < 16) return { type: 'resume', counter };
  if (done < 17) return { type: 'walk-in', counter };
  if (done < 18) return { type: 'put-back', counter };
  const to = roll(2) === 0 ? { counter: one(roll, counters) } : { service: one(roll, services) };
  if (done < 19) return { type: 'transfer', counter, to, place: 'first' };
  return { type: 'issue', service: one(roll, services), class: 'regular', printer: null };
}

/** Something happens to the speakers, to time or to the process. */
function event(hall: SpokenHall, naive: NaiveAnnouncer, roll: Roll): void {
  const speaker = hall.speakers.get(one(roll, speakers));
  if (speaker === undefined) return;
  const what = roll(12);
  if (what < 5) speaker.end();
  else if (what < 9) hall.pass(roll(12_000));
  else if (what < 10) {
    speaker.usable = false;
    speaker.fail('link.absent');
  } else if (what < 11) speaker.usable = true;
  else {
    // Half of the restarts are orderly.
    if (roll(2) === 0) hall.announcements.stop();
    hall.restart();
    naive.restarted();
  }
}

/** Plays a hall from a seed. Returns what was wrong with what was heard. */
async function play(seed: number): Promise<readonly string[]> {
  const random = seededRandom(seed);
  const roll: Roll = (below) => Math.floor(random() * below);
  const hall = new SpokenHall(site);
  const naive = new NaiveAnnouncer(hall);
  for (let taken = 0; taken < 12; taken++)
    hall.command({ type: 'issue', service: one(roll, services), class: 'regular', printer: null });
  for (let step = 0; step < steps && naive.broken.length === 0; step++) {
    if (roll(3) > 0) naive.queue(hall.command(deed(roll)));
    else event(hall, naive, roll);
    await hall.settle();
    naive.look();
  }
  return naive.broken;
}

const site = siteOf(spokenSite('closed: false'));

it(`in ${count} seeded halls nothing is said twice, out of order in its zone, or after it was over`, async () => {
  console.log(`seeds ${from} to ${from + count - 1}`);
  for (let seed = from; seed < from + count; seed++) {
    const broken = await play(seed);
    if (broken.length > 0) expect(`seed ${seed}: ${broken.join('; ')}`).toBe('');
  }
}, 300_000);
