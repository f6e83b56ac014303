import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Device, deviceNamed, type Site } from '../../../config/site.ts';
import { plain, shown } from '../../../config/texts/words.ts';
import { textLimits } from '../../../devices/escpos-printer/normalise.ts';
import { labelJob } from '../../../devices/escpos-printer/ticket-job.ts';
import { dotsOf } from '../../../devices/escpos-printer/ticket-layout.ts';
import type { Done } from '../../../devices/kind.ts';
import type { LabelContent } from '../../../devices/roles.ts';
import type { TicketElement } from '../../../devices/ticket-element.ts';
import { hallRuns } from '../../journal/hall-runs.ts';
import { pictureMakerHere } from '../../pictures/make-picture.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { siteFrom } from '../../process/site-file.ts';
import { confirmed } from '../confirmed.ts';
import { previewWords } from '../ticket/preview-words.ts';
import { chosenPrinter, previewPrinter } from '../ticket/printed.ts';
import { onBench } from '../try-device/test-device.ts';
import { labelOf, statusAddress } from './label-content.ts';
import { type LabelWords, labelWords } from './label-words.ts';

export interface LabelOptions {
  readonly data: string;
  readonly printer?: string;
  /** Where phones find the hall: scheme, host, port. */
  readonly address?: string;
  /** A folder for pictures, in place of paper. */
  readonly png?: string;
  readonly yes?: boolean;
}

/** `loket labels SITE [DEVICE...]`: stickers for devices, on the ticket printer or as pictures. */
export async function printLabels(
  path: string,
  devices: readonly string[],
  options: LabelOptions,
): Promise<void> {
  const site = await siteFrom(path);
  if (site === undefined) {
    process.exitCode = 1;
    return;
  }
  const speak = language(site.language);
  const say = labelWords[speak];
  try {
    const status = addressFor(site, options.address, say);
    const labels = chosen(site, devices, say).map((device) => labelOf(site, device, status));
    const long = labels.find(({ code }) => code.length > textLimits.link);
    if (long !== undefined) throw new Error(say.addressTooLong(shown(long.code), textLimits.link));
    const printer = chosenPrinter(site, options.printer, previewWords[speak]);
    console.log(status === undefined ? say.codeIsName : say.codeIs(status));
    if (options.png === undefined) await onPaper({ path, site, labels, printer, options, say });
    else await asPictures(labels, printer, options.png, say);
  } catch (thrown) {
    explain(thrown, speak);
  }
  // Libraries may hold handles of their own; everything of ours is closed by now.
  process.exit();
}

function chosen(site: Site, names: readonly string[], say: LabelWords): readonly Device[] {
  if (site.devices.length === 0) throw new Error(say.noDevices);
  const known = site.devices.map(({ id }) => id);
  return [...new Set(names.length === 0 ? known : names)].map((name) => {
    const device = deviceNamed(site, name);
    if (device === undefined) throw new Error(say.unknown(shown(name), known));
    return device;
  });
}

function addressFor(site: Site, written: string | undefined, say: LabelWords): string | undefined {
  if (written === undefined) return statusAddress(site, hostname());
  if (!/^https?:\/\/[\x21-\x22\x24-\x2e\x30-\x7e]+\/?$/.test(written))
    throw new Error(say.badAddress(shown(written)));
  return `${written.replace(/\/$/, '')}/status`;
}

/** Labels are not tickets: the printer is one of the site, but its settings are the same. */
const jobOf = (label: LabelContent, printer: Device) => {
  const { layout, write } = previewPrinter(printer);
  const draw = (elements: readonly TicketElement[], dots: number) =>
    pictureMakerHere.make({ type: 'draw', elements, dots });
  return labelJob(label, layout, { logo: () => undefined, draw }, write);
};

async function asPictures(
  labels: readonly LabelContent[],
  printer: Device,
  folder: string,
  say: LabelWords,
): Promise<void> {
  const { layout, printed } = previewPrinter(printer);
  await mkdir(folder, { recursive: true });
  for (const label of labels) {
    const { bytes } = await jobOf(label, printer);
    await writeFile(join(folder, `${label.device}.png`), printed(bytes).png());
  }
  const dots = dotsOf(layout.columns);
  console.log(say.written({ count: labels.length, folder: plain(folder), printer: printer.id, dots }));
}

async function onPaper(of: {
  readonly path: string;
  readonly site: Site;
  readonly labels: readonly LabelContent[];
  readonly printer: Device;
  readonly options: LabelOptions;
  readonly say: LabelWords;
}): Promise<void> {
  const { site, labels, printer, options, say } = of;
  const count = labels.length;
  // Two programs at one printer take each other's answers.
  if (hallRuns(options.data)) throw new Error(say.inUse(options.data));
  let paperMm = 0;
  for (const label of labels) paperMm += (await jobOf(label, printer)).paperMm;
  console.log(say.will({ count, printer: printer.id, paperMm }));
  if (!options.yes && !process.stdin.isTTY) throw new Error(say.needsYes);
  if (!options.yes && !(await confirmed(say.question(count), String(count)))) {
    console.log(say.kept);
    process.exitCode = 1;
    return;
  }
  await onBench({ site, path: of.path, device: printer.id, data: options.data }, (bench) =>
    printEach(labels, of.path, say, (content) => bench.print(printer, { type: 'label', content })),
  );
  console.log(say.all(count));
}

async function printEach(
  labels: readonly LabelContent[],
  path: string,
  say: LabelWords,
  print: (label: LabelContent) => Promise<Done>,
): Promise<void> {
  for (const [at, label] of labels.entries()) {
    try {
      console.log(say.printed(at + 1, labels.length, label.device, await print(label)));
    } catch (thrown) {
      const rest = labels.slice(at).map(({ device }) => device);
      console.error(say.stopped(label.device, rest, plain(path)));
      throw thrown;
    }
  }
}
