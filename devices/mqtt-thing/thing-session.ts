import { Fault } from '../fault.ts';
import type { Opening } from '../kind.ts';
import type { Cancel, Millis, ThingLine, ThingMessage } from '../ports.ts';
import { thingLimits } from './thing-limits.ts';
import { readPayload, type ThingPayload } from './thing-payload.ts';
import { createPresence, type HeardPresence } from './thing-presence.ts';
import { presenceOf, type ThingSettings } from './thing-settings.ts';

/** A message about something else than presence. */
export interface HeardOfThing extends Pick<ThingMessage, 'topic' | 'kept' | 'isRetold' | 'at' | 'wall'> {
  readonly payload: ThingPayload;
}

/** One opening of a device that speaks MQTT. */
export interface ThingSession {
  /** When the hall last began to hear it, or when it last said that it is there. What comes soon after may be old. */
  readonly freshSince: Millis;
  /** Whether it says at all that it is there. */
  readonly hasPresence: boolean;
  readonly say: ThingLine['say'];
  close(): Promise<void>;
}

type OpeningOfThing = Omit<Opening<ThingSettings, never>, 'tell'>;

/**
 * Opens a device when the broker says that it is there, and loses it when the broker says that it is not. `hear` gets
 * the messages on `topics`. `sleeps`: it is heard only when it is used. Rejects with `link.absent`.
 */
export async function openThing(
  opening: OpeningOfThing,
  { topics, sleeps = false }: { readonly topics: readonly string[]; readonly sleeps?: boolean },
  hear: (heard: HeardOfThing) => void,
): Promise<ThingSession> {
  const { options, ports, lost, warn } = opening;
  const { clock, things } = ports;
  const rules = presenceOf(options, sleeps);
  const presence = createPresence(rules);
  const repeats = rules.some((rule) => rule.repeats);
  let wasTold = false;
  const silence = watchSilence(opening);
  let freshSince = clock.now();
  let isOpen = false;
  // What an earlier opening has told may still stand.
  let isUnread = true;
  let said: () => void = () => undefined;
  if (things === undefined)
    throw new Fault('link.absent', 'there is no broker here', {
      hint: 'Start the hall, and let it try the device: command/test-device',
    });

  const about = rules.map(({ topic }) => topic);
  const line = await things.open([...new Set([...about, ...topics])], (message) => {
    const { topic, at } = message;
    const payload = readPayload(message.payload);
    if (payload === undefined) {
      isUnread = true;
      const { length } = message.payload;
      warn('thing.unreadable', `${topic}: ${length} bytes that are no text of a device`);
      return;
    }
    if (isUnread) warn('thing.unreadable', undefined);
    isUnread = false;
    if (!message.kept) silence.heard();
    const now = presence.take(topic, payload);
    const isToldNow = now === 'online' && !message.kept;
    if (isToldNow && !(repeats && wasTold)) freshSince = at;
    wasTold ||= isToldNow;
    if (now === undefined) hear({ ...message, payload });
    else if (!isOpen) said();
    else if (now !== 'online') lost(notThere(presence));
  });
  const close = () => {
    silence.stop();
    return line.close();
  };
  line.onLost(lost);
  try {
    await untilThere(opening, presence, (listener) => {
      said = listener;
    });
  } catch (thrown) {
    await close();
    throw thrown;
  }
  isOpen = true;
  freshSince = Math.max(freshSince, clock.now());
  return {
    get freshSince() {
      return freshSince;
    },
    hasPresence: about.length > 0,
    say: line.say,
    close,
  };
}

/** Resolves when it is there; rejects when it says that it is not, or is silent for too long. */
function untilThere(
  { ports: { clock }, signal }: OpeningOfThing,
  presence: HeardPresence,
  listen: (said: () => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let cancel: Cancel = () => undefined;
    const end = (settle: () => void) => {
      cancel();
      signal.removeEventListener('abort', aborted);
      settle();
    };
    const aborted = () => end(() => reject(signal.reason));
    const look = () => {
      if (presence.now === 'online') end(resolve);
      else if (presence.now === 'offline') end(() => reject(notThere(presence)));
    };
    cancel = clock.after(
      thingLimits.presenceMs,
      () => end(() => reject(notThere(presence))),
      'thing: presence',
    );
    signal.addEventListener('abort', aborted);
    listen(look);
    look();
  });
}

const notThere = ({ now, wanting }: HeardPresence): Fault =>
  now === 'offline'
    ? new Fault('link.absent', `${wanting} says that it is not there`)
    : new Fault('link.absent', `nothing was ever heard on ${wanting}`, {
        hint: 'Check its Wi-Fi, its account at the broker and its topic.',
      });

/** Tells when a device has been silent for longer than it ever is. */
function watchSilence({ options, ports: { clock }, warn }: OpeningOfThing) {
  const { silent_s: seconds } = options;
  let cancel: Cancel = () => undefined;
  // An earlier opening may have told of it.
  let isSilent = true;
  const wait = () => {
    cancel();
    if (seconds === 0) return;
    cancel = clock.after(
      seconds * 1_000,
      () => {
        isSilent = true;
        warn('thing.silent', `nothing was heard of it for ${seconds} s`);
      },
      'thing: silence',
    );
  };
  wait();
  return {
    heard() {
      if (isSilent) warn('thing.silent', undefined);
      isSilent = false;
      wait();
    },
    stop: () => cancel(),
  };
}
