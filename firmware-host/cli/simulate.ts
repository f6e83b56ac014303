import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { MqttDoor, Site } from '../../config/site.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { simulatedHall } from '../../simulators/hall.ts';
import { shell } from '../../simulators/shell.ts';
import { shellLine } from '../../simulators/shell-line.ts';
import { openBoards } from '../edge/boards.ts';
import { systemClock, systemWall } from '../edge/system-clock.ts';
import type { Sight } from '../host.ts';
import { PICTURES } from './data-folder.ts';
import { hallView } from './hall-view.ts';
import { liveView } from './live-view.ts';
import { siteFrom } from './site-file.ts';
import { type Started, type StartOptions, start, stopOnSignals } from './start.ts';
import { surviveDrivers } from './survive-drivers.ts';

/**
 * A simulation never meets the real hall's clients, and never says anything under its name at its broker or at the
 * central office.
 */
const ownDoor: MqttDoor = {
  broker: 'embedded',
  host: '127.0.0.1',
  port: 1883,
  webSocketPort: undefined,
  users: [],
  tls: undefined,
};

interface SimulateOptions extends StartOptions {
  readonly seed: number;
}

/** `loket simulate SITE`: the same host on simulated hardware, played by lines on standard input. */
export async function simulateSite(options: SimulateOptions): Promise<void> {
  const real = await siteFrom(options.siteFile);
  if (real === undefined) {
    process.exitCode = 1;
    return;
  }
  const asRun = (read: Site): Site => ({ ...read, mqtt: ownDoor, uplink: undefined });
  const site = asRun(real);
  const folder = join(options.data, PICTURES);
  const pictures = picturesIn(folder);
  const hall = await simulatedHall({
    site,
    clock: systemClock,
    seed: options.seed,
    openBoards,
    printed: (printer, ticket) => pictures.add(printer, ticket),
  });
  surviveDrivers();
  const started = await start(
    site,
    hall.ports,
    { wall: systemWall, trusted: () => true },
    { ...options, asRun },
  );
  if (started === undefined) return;
  const { host } = started;
  const view = hallView(site, hall.devices, host);
  const input = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: process.stdout.isTTY,
  });
  const live = process.stdout.isTTY ? liveView(input, () => view.panel(started.mqtt.port)) : undefined;
  const print = (lines: readonly string[]) => {
    if (live === undefined) for (const line of lines) console.log(line);
    else live.say(lines);
  };

  print(welcome(site, started, options.siteFile, folder));
  host.watch((sight) => {
    const line = sightLine(sight);
    if (line !== undefined) {
      view.happened(line);
      if (live === undefined) console.log(line);
    }
    live?.changed();
  });

  const quit = async () => {
    live?.close();
    input.close();
    await started.stop();
    await pictures.written();
  };
  stopOnSignals(quit);
  input.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  input.on('line', async (line) => {
    const command = shellLine(line);
    if (command === undefined) return live?.changed();
    if ('wrong' in command) return print([command.wrong]);
    if (command.type === 'quit') return void quit().then(() => process.exit());
    print(await shell(view.shell, command));
    live?.changed();
  });
}

function welcome(site: Site, { mqtt }: Started, path: string, pictures: string): readonly string[] {
  const [counter] = site.counters.keys();
  const [service] = site.services.keys();
  const keypad = site.devices.find((device) => device.counter === counter && device.keys.has('next'));
  return [
    `${site.title} runs, with every device simulated (${path}).`,
    `  MQTT     mosquitto_sub -p ${mqtt.port} -t 'loket/#' -v`,
    `  tickets  ${join(pictures, 'PRINTER')}/*.png`,
    `  try      ticket ${service}   then   press ${keypad?.id ?? 'DEVICE'} next   then   show`,
    "  'help' lists what can be typed, 'quit' ends.",
  ];
}

function sightLine(sight: Sight): string | undefined {
  switch (sight.type) {
    case 'event': {
      const { type, ...data } = sight.record.event;
      return `event ${type.replace('.', '/')} ${JSON.stringify(data)}`;
    }
    case 'refused':
      return `refused ${sight.asked}: ${sight.code}`;
    case 'device':
      return undefined;
  }
}

/** Tickets as PNG files, PRINTER/0001-A-001.png, in the order in which they came out. */
function picturesIn(folder: string): {
  add(printer: string, ticket: PrintedTicket): void;
  written(): Promise<void>;
} {
  let number = 0;
  let writing = Promise.resolve();
  return {
    add(printer, ticket) {
      number++;
      const name = `${String(number).padStart(4, '0')}-${ticket.code ?? 'ticket'}.png`;
      writing = writing
        .then(async () => {
          await mkdir(join(folder, printer), { recursive: true });
          await writeFile(join(folder, printer, name), ticket.png());
        })
        .catch((thrown: unknown) =>
          console.error(`the picture of a ticket was not written: ${String(thrown)}`),
        );
    },
    written: () => writing,
  };
}
