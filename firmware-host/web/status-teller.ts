import type { Cancel, Clock } from '../../devices/ports.ts';
import { repeat } from '../async/interval.ts';
import { hallStatus } from '../status/hall-status.ts';
import { createStatusBook, type StatusBook } from '../status/status-book.ts';
import { statusLimits } from '../status/status-limits.ts';
import type { HallStatus } from '../status/status-types.ts';
import type { Feed } from './feed.ts';
import type { FeedMessage } from './feed-messages.ts';

/** How often a changed status is told: paper that is out is on the page at once for a person. */
const changedEveryMs = 250;

/** Tells pages how the hall is, in words: at once, and when it has changed. */
export interface StatusTeller {
  watch(tell: (status: HallStatus) => void): Cancel;
  close(): void;
}

/** What is reckoned while somebody looks. */
interface Looking {
  readonly book: StatusBook;
  readonly stop: Cancel;
  told: string;
}

/**
 * `before`: the last events of the run before, of the oldest on. While nobody looks, messages are neither read nor
 * kept, but for the last events.
 */
export function createStatusTeller(of: {
  readonly feed: Feed;
  readonly clock: Clock;
  readonly site: string;
  readonly before: readonly FeedMessage[];
}): StatusTeller {
  const { feed, clock, site } = of;
  const events: FeedMessage[] = of.before.slice(-statusLimits.events);
  const watchers = new Set<(status: HallStatus) => void>();
  let looking: Looking | undefined;
  const status = ({ book }: Looking) =>
    hallStatus(book, { site, connected: feed.connected, now: clock.now() });

  const stopListening = feed.listen((message) => {
    if (message.address.startsWith('event/')) {
      events.push(message);
      if (events.length > statusLimits.events) events.shift();
    }
    looking?.book.hear({ ...message, at: clock.now() });
  });

  function look(): Looking {
    const book = createStatusBook();
    for (const message of [...feed.retained(), ...events]) book.hear({ ...message, at: clock.now() });
    return { book, told: '', stop: repeat(clock, changedEveryMs, tellChanged, 'pages: status') };
  }

  function tellChanged(): void {
    if (looking === undefined) return;
    const now = status(looking);
    const text = JSON.stringify(now);
    if (text === looking.told) return;
    looking.told = text;
    for (const tell of watchers) tell(now);
  }

  return {
    watch(tell) {
      looking ??= look();
      watchers.add(tell);
      tell(status(looking));
      return () => {
        watchers.delete(tell);
        if (watchers.size > 0) return;
        looking?.stop();
        looking = undefined;
      };
    },
    close() {
      stopListening();
      looking?.stop();
      looking = undefined;
    },
  };
}
