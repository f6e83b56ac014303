import { Fault } from '../fault.ts';
import type { Opening } from '../kind.ts';
import type { Clock, Millis } from '../ports.ts';
import type { DfplayerConversation } from './dfplayer-conversation.ts';
import { command, errorOf, type Message, message, SD_CARD } from './dfplayer-frames.ts';
import { pathOfTrack, type Track } from './tracks.ts';

/** Clones answer after up to 1,054 ms (Makuna/DFMiniMp3, issue 165). */
const ANSWER_LIMIT_MS = 1_300;
/** A module that is busy, or got a garbled frame, is sent the command again: so many times, after this pause. */
const COMMAND_TRIES = 4;
const AGAIN_AFTER_MS = 150;
/** A track is asked after when its end is overdue by this, and again after each; and given up after so many. */
const OVERDUE_MS = 700;
const OVERDUE_MOST = 8;

/** How playing a track ended. */
type TrackEnd = 'finished' | 'again' | Fault;

/** The module as far as its messages tell: its volume and its card. */
export class DfplayerModule {
  readonly #place: string;
  readonly #clock: Clock;
  readonly #warn: Opening<unknown, never>['warn'];
  readonly #line: DfplayerConversation;
  /** Undefined: not known, as after a restart. */
  #volume: number | undefined;
  #saysEnds = false;

  constructor(
    place: string,
    clock: Clock,
    warn: Opening<unknown, never>['warn'],
    open: (heard: (message: Message) => void) => DfplayerConversation,
  ) {
    this.#place = place;
    this.#clock = clock;
    this.#warn = warn;
    this.#line = open((told) => this.#told(told));
  }

  /** Resolves when it answers one of `tries` questions, whatever the answer. */
  async answers(tries: number): Promise<void> {
    for (let tried = 0; tried < tries; tried++) if ((await this.#status()) !== undefined) return;
    throw new Fault('link.timeout', `${this.#place} does not answer`, {
      hint: 'Check the wires RX and TX, which are crossed, and its supply. A clone may need `checksum: false`.',
    });
  }

  async setVolume(volume: number): Promise<void> {
    if (this.#volume === volume) return;
    await this.#line.send({ command: command.volume, argument: volume });
    this.#volume = volume;
  }

  /** Plays one track. Resolves when the module says that it has ended, or that it plays no more. */
  async play(track: Track | undefined, ms: Millis): Promise<void> {
    if (track === undefined) throw new Fault('voice.clip_missing', 'a clip has no track');
    for (let tries = 0; tries < COMMAND_TRIES; tries++) {
      const end = await this.#end(track, ms);
      if (end === 'finished') return;
      if (end !== 'again') {
        if (end.code === 'sound.card_out') this.#warn(end.code, end.message);
        throw end;
      }
      await this.#line.pause(AGAIN_AFTER_MS);
    }
    throw new Fault('sound.failed', `${this.#place} did not take a command in ${COMMAND_TRIES} tries`);
  }

  end(why: Fault): void {
    this.#line.end(why);
  }

  /**
   * Many modules say twice that a track has finished, the second time when the next one plays already
   * (Makuna/DFMiniMp3, issue 34): what comes before half of a track can have been heard is of the track before it.
   */
  async #end(track: Track, ms: Millis): Promise<TrackEnd> {
    const play = { command: command.playTrack, argument: (track.folder << 8) | track.number, feedback: true };
    const startedAt = this.#clock.now();
    let taken = false;
    const ended = (told: Message): TrackEnd | undefined => {
      if (told.command === message.taken) taken = true;
      if (!isFinished(told)) return this.#broken(told, track);
      return this.#clock.now() - startedAt < ms / 2 ? undefined : 'finished';
    };
    let end = await this.#line.ask(play, ended, ms + OVERDUE_MS);
    for (let asked = 0; end === undefined && asked < OVERDUE_MOST; asked++) {
      const status = await this.#status();
      if (status === undefined) return new Fault('link.timeout', `${this.#place} does not answer`);
      // Nothing was heard of it: a module that usually says when a track has ended has lost the command.
      if (status === 'stopped') return taken || !this.#saysEnds ? 'finished' : 'again';
      end = await this.#line.next(ended, OVERDUE_MS);
    }
    return end ?? new Fault('sound.stuck', `${this.#place}: ${pathOfTrack(track)} does not end`);
  }

  /** Undefined: the message does not end a track. */
  #broken({ command: code, argument }: Message, track: Track): TrackEnd | undefined {
    if (code === message.removed) return new Fault('sound.card_out', `${this.#place} has no SD card`);
    if (code === message.started)
      return new Fault('sound.failed', `${this.#place} restarted while it played: its supply is too weak`);
    if (code !== message.error) return undefined;
    switch (argument) {
      case errorOf.busy:
      case errorOf.garbled:
      case errorOf.sum:
        return 'again';
      case errorOf.outOfRange:
      case errorOf.noSuchTrack:
        return new Fault('voice.clip_missing', `the SD card has no ${pathOfTrack(track)}`, {
          hint: 'Write the card anew: `loket voice build --card`.',
        });
      case errorOf.cardUnreadable:
        return new Fault('sound.card_out', `${this.#place} cannot read its SD card`);
      default:
        return new Fault('sound.failed', `${this.#place} reports error ${argument}`);
    }
  }

  /** Undefined: it does not answer. A module that is busy answers with an error. */
  async #status(): Promise<'stopped' | 'busy' | undefined> {
    const answer = ({ command: code, argument }: Message) => {
      if (code === message.status) return (argument & 0xff) === 0 ? 'stopped' : 'busy';
      return code === message.error ? 'busy' : undefined;
    };
    return await this.#line.ask({ command: command.status, argument: 0 }, answer, ANSWER_LIMIT_MS);
  }

  #told({ command: code, argument }: Message): void {
    const card = argument & SD_CARD;
    if (isFinished({ command: code })) this.#saysEnds = true;
    if (code === message.started) this.#volume = undefined;
    if (code === message.removed && card > 0) this.#warn('sound.card_out', `${this.#place} has no SD card`);
    if ((code === message.inserted || code === message.started) && card > 0)
      this.#warn('sound.card_out', undefined);
  }
}

const isFinished = ({ command: code }: Pick<Message, 'command'>): boolean =>
  code >= message.finishedOnUsb && code <= message.finishedInFlash;
