import type { Cancel, Clip, Clock, Millis } from '../devices/ports.ts';
import type { WireHardware } from './hardware.ts';

/** The bad habits of modules that are sold under this name. */
export interface DfplayerHabits {
  /** How long it takes to answer. */
  readonly answerMs: Millis;
  /** How many times it says that a track has ended, and how far apart. */
  readonly finishedTimes: number;
  readonly finishedApartMs: Millis;
  /** Its messages have no sum, and it takes commands only without one. */
  readonly noSum: boolean;
  /** It answers a command to play with "busy" this many times first. */
  readonly busyTimes: number;
  /** It does not hear this many commands to play. */
  readonly deafTimes: number;
  /** It does not say that it has taken a command. */
  readonly noAck: boolean;
  /** It never says that a track has ended. */
  readonly silentEnd: boolean;
  /** It answers nothing at all. */
  readonly dead: boolean;
}

const original: DfplayerHabits = {
  answerMs: 15,
  finishedTimes: 2,
  finishedApartMs: 40,
  noSum: false,
  busyTimes: 0,
  deafTimes: 0,
  noAck: false,
  silentEnd: false,
  dead: false,
};

/** From the command to the first sample: it finds the file by its folder. */
const seekMs = 60;
/** A real one does not hear a command that comes sooner after the last. */
const deafMs = 50;
const TRACKS_KEPT = 1_000;

/** What a person heard: the name of the file, and when it began. */
export interface PlayedTrack {
  readonly file: string;
  readonly startedAt: Millis;
  /** 0 to 30. */
  readonly volume: number;
}

/** An MP3 module with a card: files by their path, `01/003.wav`, with what is in them. */
export class SimulatedDfplayer implements WireHardware {
  readonly #clock: Clock;
  readonly #card: (file: string) => Clip | undefined;
  readonly #heard: (track: PlayedTrack) => void;
  #habits = original;
  #send: ((bytes: Uint8Array) => void) | undefined;
  #buffer: number[] = [];
  #inserted = true;
  #volume = 30;
  #playing: Cancel | undefined;
  #saying: readonly Cancel[] = [];
  #commandAt = Number.NEGATIVE_INFINITY;
  #busyLeft = 0;
  #deafLeft = 0;
  readonly #tracks: PlayedTrack[] = [];

  constructor(clock: Clock, card: (file: string) => Clip | undefined, heard: (track: PlayedTrack) => void) {
    this.#clock = clock;
    this.#card = card;
    this.#heard = heard;
  }

  /** The last thousand tracks of which something was heard. */
  get tracks(): readonly PlayedTrack[] {
    return this.#tracks;
  }

  habits(habits: Partial<DfplayerHabits>): void {
    this.#habits = { ...this.#habits, ...habits };
    this.#busyLeft = this.#habits.busyTimes;
    this.#deafLeft = this.#habits.deafTimes;
  }

  connect(send: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; hangUp(): void } {
    this.#send = send;
    this.#buffer = [];
    return {
      receive: (bytes) => this.#receive(bytes),
      hangUp: () => {
        this.#send = undefined;
        for (const cancel of this.#saying) cancel();
        this.#saying = [];
      },
    };
  }

  /** Somebody takes the SD card out, or puts it back. */
  card(inserted: boolean): void {
    if (!inserted) this.#stop();
    this.#inserted = inserted;
    this.#say(inserted ? 0x3a : 0x3b, 2, 0);
  }

  /** Its supply dips: it forgets its volume and starts again. */
  restart(): void {
    this.#stop();
    this.#volume = 30;
    this.#say(0x3f, this.#inserted ? 2 : 0, 0);
  }

  #receive(bytes: Uint8Array): void {
    this.#buffer.push(...bytes);
    const size = this.#habits.noSum ? 8 : 10;
    while (this.#buffer.length >= size) {
      const frame = this.#buffer.slice(0, size);
      const [start, version, length, command = 0, feedback, high = 0, low = 0] = frame;
      const framed = start === 0x7e && version === 0xff && length === 6 && frame.at(-1) === 0xef;
      if (!framed) {
        this.#buffer.shift();
        continue;
      }
      this.#buffer.splice(0, size);
      const sum = frame.slice(1, size - 1).reduce((all, byte, at) => all + (at < 6 ? byte : 0), 0);
      const right = this.#habits.noSum || ((frame[7] ?? 0) * 256 + (frame[8] ?? 0) + sum) % 65_536 === 0;
      const deaf = this.#clock.now() - this.#commandAt < deafMs;
      this.#commandAt = this.#clock.now();
      if (this.#habits.dead || deaf) continue;
      if (!right) this.#say(0x40, 4);
      else if (command === 0x0f && this.#deafLeft > 0) this.#deafLeft--;
      else {
        if (feedback === 1 && !this.#habits.noAck) this.#say(0x41, 0);
        this.#obey(command, high, low);
      }
    }
  }

  #obey(command: number, high: number, low: number): void {
    if (command === 0x06) this.#volume = low;
    if (command === 0x16) this.#stop();
    if (command === 0x42) this.#say(0x42, 0x0200 + (this.#playing === undefined ? 0 : 1));
    if (command === 0x0f) this.#play(`${String(high).padStart(2, '0')}/${String(low).padStart(3, '0')}.wav`);
  }

  #play(file: string): void {
    const clip = this.#inserted ? this.#card(file) : undefined;
    if (this.#busyLeft > 0) {
      this.#busyLeft--;
      this.#say(0x40, 1);
    } else if (clip === undefined) this.#say(0x40, this.#inserted ? 6 : 8);
    else this.#begin(file, clip);
  }

  #begin(file: string, clip: Clip): void {
    this.#stop();
    this.#playing = this.#clock.after(
      seekMs,
      () => {
        const track = { file, startedAt: this.#clock.now(), volume: this.#volume };
        this.#tracks.push(track);
        if (this.#tracks.length > TRACKS_KEPT) this.#tracks.shift();
        this.#heard(track);
        this.#playing = this.#clock.after(clip.ms, () => this.#ended(), 'simulated dfplayer: track');
      },
      'simulated dfplayer: seek',
    );
  }

  #ended(): void {
    this.#playing = undefined;
    if (this.#habits.silentEnd) return;
    for (let time = 0; time < this.#habits.finishedTimes; time++)
      this.#say(0x3d, 1, time * this.#habits.finishedApartMs);
  }

  #stop(): void {
    this.#playing?.();
    this.#playing = undefined;
  }

  /** Sends a message after `ms`: an answer takes its time. */
  #say(command: number, argument: number, ms: Millis = this.#habits.answerMs): void {
    const body = [0xff, 6, command, 0, Math.floor(argument / 256), argument % 256];
    const sum = 65_536 - body.reduce((all, byte) => all + byte, 0);
    const ends = this.#habits.noSum ? [] : [Math.floor(sum / 256), sum % 256];
    const bytes = Uint8Array.from([0x7e, ...body, ...ends, 0xef]);
    const cancel = this.#clock.after(
      ms,
      () => {
        this.#saying = this.#saying.filter((one) => one !== cancel);
        this.#send?.(bytes);
      },
      'simulated dfplayer: message',
    );
    this.#saying = [...this.#saying, cancel];
  }
}
