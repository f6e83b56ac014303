import { writeFile } from 'node:fs/promises';
import type { Site } from '../../../config/site.ts';
import { plain } from '../../../config/texts/words.ts';
import { ticketJob } from '../../../devices/escpos-printer/ticket-job.ts';
import { dotsOf } from '../../../devices/escpos-printer/ticket-layout.ts';
import { systemClock, systemWall } from '../../edge/system-clock.ts';
import { ticketContent } from '../../perform/ticket-content.ts';
import { pictureMakerHere } from '../../pictures/make-picture.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { siteFrom } from '../../process/site-file.ts';
import { openTicketPictures } from '../../process/ticket-pictures.ts';
import type { TicketClass } from '../../queue/hall.ts';
import { ticketId } from '../../queue/numbering.ts';
import { type PreviewWords, previewWords } from './preview-words.ts';
import { chosenPrinter, previewPrinter } from './printed.ts';

export interface PreviewOptions {
  /** Undefined: the first one. */
  readonly service?: string;
  readonly class: TicketClass;
  readonly printer?: string;
  readonly copy?: boolean;
  readonly out: string;
}

/** Somebody who comes when a few wait. */
const sample = { waitingAhead: 4, estimateSeconds: 1_200 };

/**
 * `loket ticket preview SITE`: the bytes that the driver would send, printed on a simulated printer, which draws what
 * comes out. It shares no code with the driver.
 */
export async function previewTicket(path: string, options: PreviewOptions): Promise<void> {
  const site = await siteFrom(path);
  if (site === undefined) {
    process.exitCode = 1;
    return;
  }
  const spoken = language(site.language);
  const say = previewWords[spoken];
  try {
    if (!options.out.endsWith('.png')) throw new Error(say.notPng(plain(options.out)));
    const made = openTicketPictures({
      site: () => site,
      siteFile: path,
      clock: systemClock,
      maker: pictureMakerHere,
    });
    await made.loaded;
    made.close();
    const service = chosenService(site, options.service, say);
    const printer = chosenPrinter(site, options.printer ?? site.services.get(service)?.printer, say);
    const { layout, write, printed } = previewPrinter(printer);
    const content = contentOf(site, service, options);
    const { bytes, paperMm } = await ticketJob(content, layout, made.pictures, write);
    await writeFile(options.out, printed(bytes).png());
    for (const { message } of made.faults()) console.error(say.withoutLogo(plain(message)));
    const dots = dotsOf(layout.columns);
    console.log(say.written({ file: plain(options.out), printer: printer.id, dots, paperMm }));
  } catch (thrown) {
    explain(thrown, spoken);
  }
}

function chosenService(site: Site, name: string | undefined, say: PreviewWords): string {
  const ids = [...site.services.keys()];
  const chosen = name ?? ids[0];
  if (chosen === undefined || !site.services.has(chosen))
    throw new Error(say.unknown('service', plain(name ?? ''), ids));
  return chosen;
}

function contentOf(site: Site, service: string, options: PreviewOptions) {
  const rules = site.services.get(service)?.rules;
  const wall = systemWall();
  return ticketContent(site, {
    ...{ service, wall, class: options.class, copy: options.copy === true, ...sample },
    ticket: rules === undefined ? service : ticketId(rules, rules.first),
    givenOn: new Intl.DateTimeFormat('sv-SE', { timeZone: site.zone }).format(wall),
  });
}
