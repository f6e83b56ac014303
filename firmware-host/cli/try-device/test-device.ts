import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { counterOf, type Device, type Site } from '../../../config/site.ts';
import type { Pictures, Ports } from '../../../devices/ports.ts';
import { simulatedHall } from '../../../simulators/simulated-hall.ts';
import { openClipStore } from '../../clips/clip-store.ts';
import { createBoards } from '../../edge/boards.ts';
import { openPorts } from '../../edge/open-ports.ts';
import { systemClock, systemWall } from '../../edge/system-clock.ts';
import { pictureMakerHere } from '../../pictures/make-picture.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { version } from '../../process/package-folder.ts';
import { siteFrom } from '../../process/site-file.ts';
import { openTicketPictures } from '../../process/ticket-pictures.ts';
import { simulatedClips } from '../unbuilt-words.ts';
import { atConsole, type Person, simulatedPerson } from './person.ts';
import { sheetFor } from './sheet.ts';
import type { Tried } from './tried.ts';
import { type Bench, openBench } from './try-device.ts';
import { type TryWords, tryWords } from './try-words.ts';

export interface TestDeviceOptions {
  readonly all?: boolean;
  /** The file to write the sheet to: HTML if it ends with .html, else text. */
  readonly sheet?: string;
  /** The data folder, with the built clips. */
  readonly data: string;
  /** A rehearsal: simulated hardware, operated by a simulated person. */
  readonly simulated?: boolean;
}

/**
 * `loket test-device SITE [DEVICE]`: tries one device, or all of them counter by counter. The hall must not be running.
 */
export async function testDevice(
  path: string,
  id: string | undefined,
  options: TestDeviceOptions,
): Promise<void> {
  const site = await siteFrom(path);
  if (site === undefined) {
    process.exitCode = 1;
    return;
  }
  const speak = language(site.language);
  const say = tryWords[speak];
  const input = process.stdin.isTTY
    ? createInterface({ input: process.stdin, output: process.stdout })
    : undefined;
  try {
    const devices = chosen(site, id, options.all === true, say);
    const { ports, person } = options.simulated
      ? await rehearsal(site, path)
      : { ports: await realPorts(site, path, options.data), person: atConsole(say, input) };
    const bench = openBench({
      ...{ site, devices, ports, person, say, language: speak },
      wall: systemWall,
      random: Math.random,
    });
    const tried: Tried[] = [];
    for (const device of devices) {
      const place = placeOf(device, say);
      if (place !== tried.at(-1)?.place) person.tell(place);
      person.tell(`  ${device.id} (${device.kind.kind})`);
      const { verdict, note } = await bench.try(device);
      person.tell(`  ${say.verdicts[verdict]}: ${note}`);
      tried.push({ place, device: device.id, kind: device.kind.kind, verdict, note });
    }
    await bench.close();
    if (options.sheet !== undefined) {
      const sheet = { title: `${site.title} (${site.id})`, when: when(site), version, tried };
      await writeFile(
        options.sheet,
        sheetFor(options.sheet, { ...sheet, simulated: options.simulated === true }, say),
      );
      person.tell(say.written(options.sheet));
    }
    process.exitCode = tried.some(({ verdict }) => verdict === 'fault') ? 1 : 0;
  } catch (thrown) {
    explain(thrown, speak);
  } finally {
    input?.close();
  }
  // Libraries may hold handles of their own; everything of ours is closed by now.
  process.exit();
}

/** Puts one device of a site, whose file is at `path`, on a bench with a person at this terminal. */
export async function onBench<Result>(
  of: { readonly site: Site; readonly path: string; readonly device: string; readonly data: string },
  work: (bench: Bench, device: Device) => Promise<Result>,
): Promise<Result> {
  const { site } = of;
  const speak = language(site.language);
  const say = tryWords[speak];
  const input = process.stdin.isTTY
    ? createInterface({ input: process.stdin, output: process.stdout })
    : undefined;
  const devices = chosen(site, of.device, false, say);
  const bench = openBench({
    ...{ site, devices, say, language: speak, wall: systemWall, random: Math.random },
    ...{ ports: await realPorts(site, of.path, of.data), person: atConsole(say, input) },
  });
  try {
    return await work(bench, devices[0] as Device);
  } finally {
    await bench.close();
    input?.close();
  }
}

/** The chosen devices: one, or all: boards first, then counter by counter, then the rest. */
function chosen(site: Site, id: string | undefined, all: boolean, say: TryWords): readonly Device[] {
  if (!all) {
    if (id === undefined) throw new Error(say.nameOne);
    const device = site.devices.find((one) => one.id === id);
    if (device === undefined)
      throw new Error(
        say.unknown(
          id,
          site.devices.map((one) => one.id),
        ),
      );
    return [device];
  }
  const boards = site.devices.filter(({ role }) => role === 'board');
  const atCounters = [...site.counters.keys()].flatMap((counter) =>
    site.devices.filter((device) => counterOf(device) === counter),
  );
  const rest = site.devices.filter((one) => !boards.includes(one) && !atCounters.includes(one));
  return [...boards, ...atCounters, ...rest];
}

const placeOf = (device: Device, say: TryWords): string =>
  counterOf(device) ?? (device.role === 'board' ? say.boards : say.others);

async function realPorts(site: Site, siteFile: string, dataFolder: string): Promise<Ports> {
  const store = openClipStore({ dataFolder, site: () => site, clock: systemClock });
  await store.loaded;
  store.close();
  const ports = openPorts(systemClock, () => undefined, store.clips);
  return { ...ports, pictures: await picturesOf(site, siteFile) };
}

/** The logo, and what printers are sent as pictures: drawn here, where no key waits. */
async function picturesOf(site: Site, siteFile: string): Promise<Pictures> {
  const made = openTicketPictures({
    site: () => site,
    siteFile,
    clock: systemClock,
    maker: pictureMakerHere,
  });
  await made.loaded;
  made.close();
  return made.pictures;
}

async function rehearsal(
  site: Site,
  siteFile: string,
): Promise<{ readonly ports: Ports; readonly person: Person }> {
  const hall = await simulatedHall({
    site,
    clock: systemClock,
    seed: 1,
    openBoards: createBoards,
    clips: simulatedClips(() => site).clips,
    printed: () => undefined,
  });
  const ports = { ...hall.ports, pictures: await picturesOf(site, siteFile) };
  return { ports, person: simulatedPerson(hall.devices, systemClock, console.log) };
}

const when = ({ zone, language }: Site): string =>
  new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    timeZone: zone,
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(systemWall());
