import { stat } from 'node:fs/promises';
import type { RunningSite } from '../../config/running-site.ts';
import type { Site } from '../../config/site.ts';
import { dotsOf } from '../../devices/escpos-printer/ticket-layout.ts';
import { Fault, wordsOf } from '../../devices/fault.ts';
import type { Clock, Millis, Pictures } from '../../devices/ports.ts';
import type { Raster } from '../../devices/raster.ts';
import { repeatAfter } from '../async/interval.ts';
import type { PictureMaker } from '../pictures/picture-job.ts';
import { createPictureThread } from '../pictures/picture-thread.ts';
import { placeOfLogo } from './board-logo.ts';
import { readTicketLogo } from './ticket-logo.ts';

/** How often it is checked whether the site or the image of its logo has changed. */
const lookEveryMs: Millis = 10_000;

/** The pictures on the tickets of a site. */
export interface TicketPictures {
  readonly pictures: Pictures;
  /** Why tickets have no logo although the site file names one; empty: they have what it names. */
  faults(): readonly Fault[];
  /** Resolves when the logo has been read once. Never rejects. */
  readonly loaded: Promise<void>;
  close(): void;
}

/**
 * Makes the logo when the site comes into force, for every width of paper there is, so that printing waits for nothing.
 * A logo that cannot be used keeps no ticket from being printed.
 */
export function openTicketPictures(of: {
  readonly site: () => Site;
  readonly siteFile: string;
  readonly clock: Clock;
  readonly maker: PictureMaker;
}): TicketPictures {
  const { site, maker } = of;
  let logos: ReadonlyMap<number, Raster> = new Map();
  let fault: Fault | undefined;
  let seen = '';

  async function look(): Promise<void> {
    const { logo } = site().ticketDesign;
    const path = logo === undefined ? undefined : placeOfLogo(of.siteFile, logo);
    const papers = papersOf(site());
    const now = JSON.stringify([path, papers, path && (await versionOf(path))]);
    if (now === seen) return;
    const made = path === undefined ? new Map<number, Raster>() : await logosAt(path, papers, maker);
    fault = made instanceof Fault ? made : undefined;
    logos = made instanceof Fault ? new Map() : made;
    // A picture that could not be made now is tried again; an image that cannot be read, when its file changes.
    if (!isForNow(fault)) seen = now;
    if (!drawsTickets(site())) maker.rest();
  }

  const loaded = look().catch(() => undefined);
  const cancel = repeatAfter(of.clock, lookEveryMs, look, 'ticket logo: look');
  return {
    loaded,
    pictures: {
      // The name is gone with a reload at once; its picture at the next look.
      logo: (dots) => (site().ticketDesign.logo === undefined ? undefined : logos.get(dots)),
      draw: (elements, dots) => maker.make({ type: 'draw', elements, dots }),
    },
    faults: () => (fault === undefined ? [] : [fault]),
    close() {
      cancel();
      maker.close();
    },
  };
}

/**
 * Opens them for a hall. In a simulation, whose time may run faster than any thread, they are drawn at once: only then
 * are the libraries for it loaded here.
 */
export const openSiteTickets = async (
  of: {
    readonly running: RunningSite;
    readonly options: { readonly siteFile: string };
    readonly between: object | undefined;
  },
  clock: Clock,
): Promise<TicketPictures> =>
  openTicketPictures({
    ...{ site: of.running.site, siteFile: of.options.siteFile, clock },
    maker:
      of.between === undefined
        ? createPictureThread(clock)
        : (await import('../pictures/make-picture.ts')).pictureMakerHere,
  });

async function logosAt(
  path: string,
  papers: readonly number[],
  maker: PictureMaker,
): Promise<ReadonlyMap<number, Raster> | Fault> {
  const read = await readTicketLogo(path);
  if ('wrong' in read) return new Fault('ticket.logo', read.wrong.en);
  try {
    const made = papers.map(
      async (dots) => [dots, await maker.make({ type: 'logo', png: read, dots })] as const,
    );
    return new Map(await Promise.all(made));
  } catch (thrown) {
    return new Fault('ticket.logo', `${path}: ${wordsOf(thrown)}`, { cause: thrown });
  }
}

/** Whether not the image is to blame, but the thread that was to make it. */
const isForNow = (fault: Fault | undefined): boolean =>
  fault?.cause instanceof Fault && fault.cause.code !== 'ticket.logo';

const printersOf = ({ devices }: Site) => devices.filter(({ role }) => role === 'printer');

/** Dots in a row of the papers that tickets are printed on, each once. */
function papersOf(site: Site): readonly number[] {
  const columns = printersOf(site).map(({ options }) => options.columns);
  return [...new Set(columns.filter((count) => typeof count === 'number'))].map(dotsOf);
}

const drawsTickets = (site: Site): boolean =>
  printersOf(site).some(({ options }) => options.raster !== undefined && options.raster !== 'off');

/** A value that changes when the file is replaced. */
async function versionOf(path: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(path);
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    return 'none';
  }
}
