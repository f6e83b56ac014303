import type { Site } from '../../config/site.ts';
import type { Clock } from '../../devices/ports.ts';
import { repeat } from '../async/interval.ts';
import { type BoardClips, clipAt } from './board-clips.ts';
import { boardLook, noticesAddress, noticesIn } from './board-look.ts';
import { builtPage } from './built-pages.ts';
import { tagged } from './content-tag.ts';
import type { Feed } from './feed.ts';
import type { BoardMessage, BoardText, FeedMessage } from './feed-messages.ts';
import type { WebVisitor } from './page-sockets.ts';
import type { Content } from './web-server.ts';

/** A board that receives nothing for a while cannot know whether its numbers are still right. */
const beatEveryMs = 4_000;

/** The messages that a board for the public needs, and no others. */
const forBoards =
  /^(controller\/(state|info)|counter\/[^/]+\/state|service\/[^/]+\/state|event\/ticket\/(called|recalled)|event\/announcement\/started)$/;

const logoPath = '/board/logo';
/** The image by which the waiting page of a television (docs/televisions.md) sees that the board is there. */
export const herePath = '/board/here.svg';

/** The TV board: its files by path, and its socket at `boardSocket`. */
export interface BoardPage {
  content(path: string): Content | undefined;
  greet(visitor: WebVisitor): void;
  /** Tells the boards how they look, if that has changed. A changed site is noticed without it; a logo is not. */
  lookChanged(): void;
  close(): void;
}

export function openBoard(of: {
  readonly feed: Feed;
  readonly clock: Clock;
  /** The time that boards show, in Unix ms. */
  readonly wall: () => number;
  readonly site: () => Site;
  readonly logo: () => Content | undefined;
  readonly clips?: BoardClips | undefined;
}): BoardPage {
  const { feed } = of;
  const files = filesOf(builtPage('board'));
  const visitors = new Set<WebVisitor>();
  const tellAll = (message: BoardMessage) => {
    for (const visitor of visitors) visitor.tell(message);
  };
  const beat = (): BoardMessage => ({ type: 'beat', broker: feed.connected, at: of.wall() });
  let notices: readonly BoardText[] = [];
  const look = (): BoardMessage => {
    const logo = of.logo();
    const path = logo && `${logoPath}?${tagged(logo).tag}`;
    return { type: 'look', look: boardLook(of.site(), path, notices) };
  };
  let told = '';
  const lookChanged = () => {
    const message = look();
    if (JSON.stringify(message) === told) return;
    told = JSON.stringify(message);
    tellAll(message);
  };
  const hear = ({ address, payload }: FeedMessage) => {
    if (address === noticesAddress) notices = noticesIn(payload);
    // The hall says what it is again when another site file is in force.
    if (address === noticesAddress || address === 'controller/info') lookChanged();
  };
  for (const message of feed.retained()) hear(message);
  const stopListening = feed.listen((message) => {
    hear(message);
    if (forBoards.test(message.address)) tellAll({ type: 'mqtt', ...message });
  });
  const stopBeating = repeat(of.clock, beatEveryMs, () => tellAll(beat()), 'board: beat');

  return {
    content(path) {
      const logo = path === logoPath ? of.logo() : undefined;
      return files.get(path) ?? (logo && tagged(logo)) ?? (of.clips && clipAt(path, of.clips));
    },
    greet(visitor) {
      visitor.tell(look());
      for (const message of feed.retained())
        if (forBoards.test(message.address)) visitor.tell({ type: 'mqtt', ...message });
      visitor.tell(beat());
      visitors.add(visitor);
      visitor.onGone(() => visitors.delete(visitor));
    },
    lookChanged,
    close() {
      stopListening();
      stopBeating();
    },
  };
}

/** The files of the page by path; the page itself also at `/board`. */
function filesOf(built: ReadonlyMap<string, Content>): ReadonlyMap<string, Content> {
  const files = new Map([...built].map(([name, content]) => [`/${name}`, content]));
  const page = files.get('/board.html');
  const icon = files.get('/icon.svg');
  if (page !== undefined) files.set('/board', page);
  if (icon !== undefined) files.set(herePath, { ...icon, shared: true });
  return files;
}

export const boardSocket = '/board/feed';
