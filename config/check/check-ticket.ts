import { textLimits } from '../../devices/escpos-printer/normalise.ts';
import type { Draft } from '../draft.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';
import { filledLink } from '../values/link.ts';

/** What a ticket that is a picture has, in bytes, on 58 and on 80 mm paper: measured with two codes and no logo. */
const pictureBytes = { narrow: 36_000, wide: 55_000 };
/** A visitor waits no longer than this for the bytes of a ticket alone. */
const sentMaxSeconds = 10;
/** A byte on a serial line has a start and a stop bit. */
const bitsOfByte = 10;

/** What stands on tickets fits them, and can be known and scanned. */
export function checkTicket(draft: Draft, report: Report): void {
  checkLink(draft, report);
  checkPlace(draft, report);
  checkCode(draft, report);
  checkPictures(draft, report);
}

/** The longest address that a ticket of each service can have. */
function checkLink({ ticket, site, services }: Draft, report: Report): void {
  if (ticket?.link === undefined || site === undefined) return;
  for (const [service, { prefix, digits }] of services.read) {
    const values = { ticket: `${prefix}-${'0'.repeat(digits)}`, service, site: site.id, day: '2026-01-01' };
    const { length } = filledLink<'ticket'>(ticket.link, values);
    if (length <= textLimits.link) continue;
    report.error(['ticket', 'link'], say('link-too-long', service, length, textLimits.link));
    return;
  }
}

/** Runs only when every counter could be read: one with a mistake may be in the zone that seems to be missing. */
function checkPlace({ ticket, services, counters }: Draft, report: Report): void {
  if (ticket?.place !== 'zone' || counters.read.size < counters.ids.size) return;
  const placed = new Set(
    [...counters.read.values()].flatMap(({ zone, serves }) => (zone === undefined ? [] : serves)),
  );
  const without = [...services.ids].filter((service) => !placed.has(service));
  if (without.length > 0) report.warn(['ticket', 'place'], say('place-without-zone', without));
}

function checkCode({ ticket, devices }: Draft, report: Report): void {
  if (ticket?.code !== 'none') return;
  const scanners = [...devices.read.values()].filter(
    ({ kind, enabled, counter }) => kind.role === 'scanner' && enabled && counter !== undefined,
  );
  if (scanners.length > 0)
    report.warn(
      ['ticket', 'code'],
      say(
        'nothing-to-scan',
        scanners.map(({ id }) => id),
      ),
    );
}

function checkPictures({ devices }: Draft, report: Report): void {
  for (const { kind, options, path } of devices.read.values()) {
    const settings = options as { [setting: string]: unknown };
    const { raster, language, address, baud_rate: baudRate, columns } = settings;
    // A Star printer without letters is sent nothing but pictures.
    const setting = language === 'graphic' ? 'language' : 'raster';
    // Any other name, such as one of udev's, may be that of a USB printer.
    const isSerial = typeof address === 'string' && /^\/dev\/(tty|serial)/.test(address);
    const isPicture = raster === 'all' || language === 'graphic';
    if (kind.role !== 'printer' || !isPicture || !isSerial || typeof baudRate !== 'number') continue;
    const bytes = columns === 32 ? pictureBytes.narrow : pictureBytes.wide;
    const seconds = Math.ceil((bytes * bitsOfByte) / baudRate);
    if (seconds > sentMaxSeconds) report.warn([...path, setting], say('raster-slow', seconds, baudRate));
  }
}
