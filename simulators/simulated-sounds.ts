import { Fault } from '../devices/fault.ts';
import { Loss } from '../devices/loss.ts';
import type { Cancel, Clock, Millis, Samples, SoundCard, Sounds } from '../devices/ports.ts';

/** As in the header of every sound file of the hall. */
const samplesPerMs = 22.05;

/** What came out of a card, and when its first sample did. */
export interface PlayedSound {
  readonly samples: Samples;
  readonly startedAt: Millis;
  /** False: the card was pulled or closed before its end. */
  readonly whole: boolean;
}

/** How a card behaves; every habit is that of a real one, or of the program that plays on it. */
export interface CardHabits {
  /** From the call to the first sample: a program is started, and the card opened. */
  readonly startMs: Millis;
  /** How many times the next announcements are interrupted by gaps. */
  readonly gaps: number;
  /** The next announcements fail at once: another program has the card. */
  readonly busy: boolean;
  /** The next announcements never end by themselves. */
  readonly hung: boolean;
}

const usualHabits: CardHabits = { startMs: 30, gaps: 0, busy: false, hung: false };

/** As the edge: how much longer than its sound an announcement may take. */
const hungLimitMs = 5_000;

interface Card {
  readonly heard: (sound: PlayedSound) => void;
  habits: CardHabits;
  plugged: boolean;
  readonly pulls: Set<(why: Error) => void>;
}

/** The simulated sound cards of a hall, by the names that the site file has for them. */
export class SimulatedSounds implements Sounds {
  readonly #clock: Clock;
  readonly #cards = new Map<string, Card>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many cards are open. */
  get openCards(): number {
    return [...this.#cards.values()].reduce((sum, { pulls }) => sum + pulls.size, 0);
  }

  /** From now on there is a card of this name; `heard` receives what comes out of it. */
  plugIn(name: string, heard: (sound: PlayedSound) => void): void {
    this.#cards.set(name, { heard, habits: usualHabits, plugged: true, pulls: new Set() });
  }

  habits(name: string, habits: Partial<CardHabits>): void {
    const card = this.#cards.get(name);
    if (card !== undefined) card.habits = { ...card.habits, ...habits };
  }

  unplug(name: string): void {
    const card = this.#cards.get(name);
    if (card === undefined) return;
    card.plugged = false;
    for (const pull of [...card.pulls]) pull(new Fault('link.absent', `${name} was unplugged`));
  }

  plug(name: string): void {
    const card = this.#cards.get(name);
    if (card !== undefined) card.plugged = true;
  }

  async open(name: string): Promise<SoundCard> {
    const card = this.#cards.get(name);
    if (!card?.plugged) throw new Fault('link.absent', `there is no sound card ${name}`);
    return openCard(card, name, this.#clock);
  }
}

function openCard(card: Card, name: string, clock: Clock): SoundCard {
  const loss = new Loss();
  let stop: (why: Error) => void = () => undefined;
  const pull = (why: Error) => {
    card.pulls.delete(pull);
    stop(why);
    loss.tell(why);
  };
  card.pulls.add(pull);

  function play(samples: Samples): Promise<{ readonly gaps: number }> {
    const { startMs, gaps, busy, hung } = card.habits;
    if (!card.pulls.has(pull)) return Promise.reject(new Fault('link.absent', `${name} is gone`));
    if (busy) return Promise.reject(new Fault('sound.busy', `${name} is used by another program`));
    const ms = samples.length / samplesPerMs;
    return new Promise((resolve, reject) => {
      let startedAt: Millis | undefined;
      let cancel: Cancel;
      const heard = (whole: boolean) => {
        if (startedAt === undefined) return;
        const played = whole ? samples.length : Math.floor((clock.now() - startedAt) * samplesPerMs);
        card.heard({ samples: samples.slice(0, played), startedAt, whole });
      };
      stop = (why) => {
        stop = () => undefined;
        cancel();
        heard(false);
        reject(why);
      };
      const ended = () => {
        stop = () => undefined;
        if (hung) return reject(new Fault('sound.stuck', `${name} did not end`));
        heard(true);
        resolve({ gaps });
      };
      cancel = clock.after(
        startMs,
        () => {
          if (!hung) startedAt = clock.now();
          cancel = clock.after(hung ? ms + hungLimitMs : ms, ended, 'simulated card: end');
        },
        'simulated card: start',
      );
    });
  }

  return {
    play,
    onLost: (listener) => loss.listen(listener),
    async close() {
      loss.end();
      card.pulls.delete(pull);
      stop(new Fault('link.absent', `${name} was closed`));
    },
  };
}
