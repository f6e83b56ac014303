import type { Site } from '../../config/site.ts';
import { Fault } from '../../devices/fault.ts';
import type { Clips, Clock } from '../../devices/ports.ts';
import { wavOf } from '../clips/clip-wav.ts';
import type { Log } from '../log.ts';
import { type BoardPage, openBoard } from '../web/board-page.ts';
import type { Feed } from '../web/feed.ts';
import type { Content } from '../web/web-server.ts';
import { placeOfLogo, readLogo } from './board-logo.ts';

/** What the board of a site is made of. */
export interface SiteBoardParts {
  readonly feed: Feed;
  readonly clock: Clock;
  /** The time of the hall, in Unix ms. */
  readonly wall: () => number;
  readonly site: () => Site;
  readonly siteFile: string;
  readonly clips: Pick<Clips, 'get'>;
  readonly log: Pick<Log, 'warn'>;
}

/** The board of a site, with the logo that its site file names. */
export interface SiteBoard extends Pick<BoardPage, 'content' | 'greet' | 'close'> {
  /** Why the board shows no logo although the site file names one. */
  readonly logoFault: Fault | undefined;
}

/** Opens the board. A logo that cannot be shown is left out; it is read again when a site file is put in force. */
export async function openSiteBoard(of: SiteBoardParts): Promise<SiteBoard> {
  let logo: Content | undefined;
  let logoFault: Fault | undefined;

  async function readAgain(): Promise<void> {
    const named = of.site().boardDesign.logo;
    const read = named === undefined ? undefined : await readLogo(placeOfLogo(of.siteFile, named));
    // Another site file may have come into force meanwhile; its own reading is under way.
    if (of.site().boardDesign.logo !== named) return;
    const fault = read !== undefined && 'wrong' in read ? new Fault('board.logo', read.wrong.en) : undefined;
    if (fault !== undefined && fault.message !== logoFault?.message)
      of.log.warn({ code: fault.code }, fault.message);
    logoFault = fault;
    logo = read === undefined || 'wrong' in read ? undefined : read;
  }

  await readAgain();
  const board = openBoard({
    ...of,
    logo: () => logo,
    clips(name) {
      const clip = of.clips.get(name);
      return clip && wavOf(clip.samples);
    },
  });
  const stopListening = of.feed.listen(({ address }) => {
    if (address === 'controller/info') void readAgain().then(board.lookChanged);
  });
  return {
    content: board.content,
    greet: board.greet,
    get logoFault() {
      return logoFault;
    },
    close() {
      stopListening();
      board.close();
    },
  };
}
