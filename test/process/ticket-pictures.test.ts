import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRunningSite } from '../../config/running-site.ts';
import { Fault } from '../../devices/fault.ts';
import { pictureMakerHere } from '../../firmware-host/pictures/make-picture.ts';
import { openTicketPictures } from '../../firmware-host/process/ticket-pictures.ts';
import { siteOf } from '../config/site-text.ts';
import { image } from '../pictures/printed-ticket.ts';
import { until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';

const lookMs = 10_000;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-ticket-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (bytes: Buffer) => writeFileSync(join(folder, 'logo.png'), bytes);

async function opened(ticket: string, make = pictureMakerHere.make) {
  const clock = new VirtualClock();
  const running = createRunningSite(siteOf({ hours: ticket }));
  let rests = 0;
  const maker = { ...pictureMakerHere, make, rest: () => void rests++ };
  const made = openTicketPictures({ site: running.site, siteFile: join(folder, 'site.yaml'), clock, maker });
  await made.loaded;
  /** The next look, and until what it finds is so. */
  const lookUntil = async (so: () => boolean) => {
    await clock.advance(lookMs);
    await until(so);
  };
  return { ...made, running, lookUntil, rests: () => rests, clock };
}

it('a logo is made for the paper of the printers there are, before any ticket', async () => {
  write(image(100, 50, () => 0));
  const { pictures, faults, rests, close } = await opened('ticket: { logo: logo.png }');
  expect(pictures.logo(576)?.height).toBe(50);
  expect(pictures.logo(384)).toBeUndefined();
  expect(faults()).toEqual([]);
  // No printer here needs pictures of tickets: the thread is given back.
  expect(rests()).toBe(1);
  close();
});

it.each([
  ['is not there', undefined, /is not there/],
  ['is no PNG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /no PNG image/],
  ['is damaged', image(100, 50, () => 0).subarray(0, 60), /logo\.png: \w/],
])(
  'a logo that %s is a fault, and tickets have none; once it is mended, they have it',
  async (_, bytes, why) => {
    if (bytes !== undefined) write(Buffer.from(bytes));
    const { pictures, faults, lookUntil, close } = await opened('ticket: { logo: logo.png }');
    expect(faults()).toMatchObject([{ code: 'ticket.logo', message: expect.stringMatching(why) }]);
    expect(pictures.logo(576)).toBeUndefined();
    write(image(100, 60, () => 0));
    await lookUntil(() => faults().length === 0);
    expect(pictures.logo(576)?.height).toBe(60);
    close();
  },
);

it('a reload without the logo takes it off the tickets at once, and one with another shows that', async () => {
  write(image(100, 50, () => 0));
  const { pictures, running, lookUntil, close } = await opened('ticket: { logo: logo.png }');
  running.replace(siteOf());
  expect(pictures.logo(576)).toBeUndefined();
  writeFileSync(
    join(folder, 'other.png'),
    image(100, 70, () => 0),
  );
  running.replace(siteOf({ hours: 'ticket: { logo: other.png }' }));
  await lookUntil(() => pictures.logo(576)?.height === 70);
  close();
});

it('a logo that could not be made for want of time is made later, and the fault goes', async () => {
  write(image(100, 50, () => 0));
  let late = true;
  const { pictures, faults, lookUntil, close } = await opened('ticket: { logo: logo.png }', async (job) => {
    if (late) throw new Fault('driver.error', 'a picture took longer than 8000 ms');
    return pictureMakerHere.make(job);
  });
  expect(faults()).toMatchObject([{ code: 'ticket.logo', message: expect.stringContaining('took longer') }]);
  late = false;
  await lookUntil(() => faults().length === 0);
  expect(pictures.logo(576)?.height).toBe(50);
  close();
});
