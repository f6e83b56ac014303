import type { Clock } from '../../devices/ports.ts';
import { repeat } from '../async/interval.ts';
import { builtPage } from './built-pages.ts';
import type { Feed } from './feed.ts';
import type { BoardMessage } from './feed-messages.ts';
import type { Content, WebVisitor } from './web-server.ts';

/** A board that hears nothing for a while does not know whether its numbers still hold. */
const beatEveryMs = 4_000;

/** What a board for the public needs, and no more. */
const forBoards =
  /^(controller\/(state|info)|counter\/[^/]+\/state|service\/[^/]+\/state|event\/ticket\/(called|recalled))$/;

/** The TV board: its files by path, and its socket at `boardSocket`. */
export function openBoard(feed: Feed, clock: Clock) {
  const files = builtPage('board');
  const paths = new Map([...files].map(([name, content]) => [`/${name}`, content]));
  const page = files.get('board.html');
  const visitors = new Set<WebVisitor>();
  const beat = () => ({ type: 'beat', broker: feed.connected }) satisfies BoardMessage;
  const stopListening = feed.listen((message) => {
    if (!forBoards.test(message.address)) return;
    for (const visitor of visitors) visitor.tell({ type: 'mqtt', ...message } satisfies BoardMessage);
  });
  const stopBeating = repeat(
    clock,
    beatEveryMs,
    () => {
      for (const visitor of visitors) visitor.tell(beat());
    },
    'board: beat',
  );
  return {
    content: (path: string): Content | undefined => (path === '/board' ? page : paths.get(path)),
    greet(visitor: WebVisitor): void {
      for (const message of feed.retained()) {
        if (forBoards.test(message.address))
          visitor.tell({ type: 'mqtt', ...message } satisfies BoardMessage);
      }
      visitor.tell(beat());
      visitors.add(visitor);
      visitor.onGone(() => visitors.delete(visitor));
    },
    close() {
      stopListening();
      stopBeating();
    },
  };
}

export const boardSocket = '/board/feed';
