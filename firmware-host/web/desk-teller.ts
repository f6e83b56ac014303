import type { Site } from '../../config/site.ts';
import { keysAt, officerDesk } from '../officer-desk.ts';
import { deviceRow } from '../status/device-rows.ts';
import { createStatusBook } from '../status/status-book.ts';
import type { FeedMessage } from './feed-messages.ts';
import type { Keypad, PageMessage } from './hall-page-messages.ts';

/** Tells the page of a counter what no message of the contract says: what its keys do, and in words how they are. */
export interface DeskTeller {
  /** Everything, as after the connection is made. */
  greet(): void;
  /** A message of the hall, which may change some of it. */
  hear(message: FeedMessage): void;
}

export function createDeskTeller(
  counter: string,
  of: { readonly site: () => Site; readonly tell: (message: PageMessage) => void },
): DeskTeller {
  const { site, tell } = of;
  const book = createStatusBook();
  const told = new Map<string, string>();

  function keypads(): readonly Keypad[] {
    const isHeard = book.of('controller/state')?.state === 'online';
    const names = { counter: (id: string) => id, service: (id: string) => id };
    return keysAt(site(), counter).map(({ id, kind }) => {
      const { works, says, since, troubles } = deviceRow(id, book, isHeard, names);
      const causes = troubles.map(({ code, says, who, since }) => ({ code, says, who, since }));
      return { ...{ id, works, says, title: kind.title }, since: since ?? null, troubles: causes };
    });
  }

  /** What is said again and has not changed is not told again. */
  function tellNews(message: PageMessage): void {
    const text = JSON.stringify(message);
    if (told.get(message.type) !== text) tell(message);
    told.set(message.type, text);
  }

  const tellDesk = () => tellNews({ type: 'desk', desk: officerDesk(site(), counter) ?? null });
  const tellKeypads = () => tellNews({ type: 'keypads', keypads: keypads() });

  return {
    greet() {
      tellDesk();
      tellKeypads();
    },
    hear({ address, payload }) {
      const [kind, id, what] = address.split('/');
      const isOfKeys =
        kind === 'device' && what === 'state' && keysAt(site(), counter).some((keys) => keys.id === id);
      if (isOfKeys || address === 'controller/state') book.hear({ address, payload, at: 0 });
      // Said anew whenever another site file is in force.
      else if (address === 'controller/info') tellDesk();
      else return;
      tellKeypads();
    },
  };
}
