import { join } from 'node:path';
import { createRunningSite } from '../../config/running-site.ts';
import type { Language, MqttBroker, Site } from '../../config/site.ts';
import { plain } from '../../config/texts/words.ts';
import type { Controls } from '../../simulators/controls.ts';
import { hallPage } from '../../simulators/page/page.ts';
import { type ShellHall, shell } from '../../simulators/shell.ts';
import { type ShellCommand, shellLine } from '../../simulators/shell-line.ts';
import { simulatedHall } from '../../simulators/simulated-hall.ts';
import { createBoards } from '../edge/boards.ts';
import { systemClock } from '../edge/system-clock.ts';
import type { HostNotification } from '../host.ts';
import { createHallTime } from '../loop/hall-time.ts';
import { dataOf } from '../mqtt/messages/cloud-event.ts';
import { language } from '../process/console-language.ts';
import { PICTURES } from '../process/data-folder.ts';
import { explain } from '../process/explain-failure.ts';
import type { SiteBoardParts } from '../process/site-board.ts';
import { siteFrom } from '../process/site-file.ts';
import { type Started, type StartOptions, start, stopOnSignals } from '../process/start.ts';
import { surviveDrivers } from '../process/survive-drivers.ts';
import { refusals } from '../queue/refusals.ts';
import { eventSentence } from '../status/event-sentences.ts';
import { type DayPlay, dayPlay } from './day-play.ts';
import { type HallConsole, openHallConsole } from './hall-console.ts';
import { openHallPages } from './hall-pages.ts';
import { hallView } from './hall-view.ts';
import { hallViewTexts } from './hall-view-texts.ts';
import { simulatedFiles } from './simulated-files.ts';
import { simulatedMachine } from './simulated-machine.ts';
import { simulatedClips } from './unbuilt-words.ts';
import { welcomeTexts } from './welcome-texts.ts';

/**
 * The listener of a simulation: it never serves the real hall's clients, and never publishes under the hall's name to
 * its broker or to the central office.
 */
const ownBroker: MqttBroker = {
  broker: 'embedded',
  host: '127.0.0.1',
  port: 1883,
  webSocketPort: undefined,
  users: [],
  tls: undefined,
};

const alone = {
  mqtt: ownBroker,
  uplink: undefined,
  board: undefined,
  web: undefined,
} satisfies Partial<Site>;

interface SimulateOptions extends StartOptions {
  readonly seed: number;
  /** Whether to serve a page of the hall, and its port; without a port, the usual or any free one. */
  readonly page: boolean;
  readonly port?: number;
}

/** `loket simulate SITE`: the same host on simulated hardware, controlled by lines on standard input. */
export async function simulateSite(options: SimulateOptions): Promise<void> {
  const real = await siteFrom(options.siteFile);
  if (real === undefined) {
    process.exitCode = 1;
    return;
  }
  const asRun = (read: Site): Site => ({ ...read, ...alone });
  const running = createRunningSite(asRun(real));
  const site = running.site();
  const files = simulatedFiles(join(options.data, PICTURES));
  const spoken = simulatedClips(running.site);
  const { clock, wall, ...machine } = simulatedMachine(site);
  const hall = await simulatedHall({
    site,
    clock,
    seed: options.seed,
    openBoards: createBoards,
    changed: (display) => page?.changed(display),
    announced: files.announced,
    clips: spoken.clips,
    printed(printer, ticket) {
      files.printed(printer, ticket);
      page?.printed(printer, ticket);
    },
  });
  surviveDrivers();
  let page: ReturnType<typeof hallPage> | undefined;
  const time = { wall: wall.now, trusted: () => true, asleepMs: wall.asleepMs };
  const between = { ...machine.between, clips: spoken.use };
  const started = await start(running, hall.ports, time, { ...options, asRun }, between);
  if (started === undefined) return;
  const { host, feed } = started;
  const speak = () => language(running.site().language);
  const controls = machine.controls(hall, () => terminal.changed());
  const calendar = createHallTime({ clock, patienceMs: () => 0, ...time, zone: site.zone });
  const { devices } = hall;
  const day = dayPlay({ ...{ site: running.site, devices, host, clock, wall }, time: calendar, speak });
  const view = hallView(running.site, devices, host, controlOf(controls, day), speak);
  if (options.page && feed !== undefined) {
    page = hallPage({
      ...{ site: running.site, controls, feed, shell: view.shell, machine: systemClock, play: day.now },
      ...{ mqttPort: started.mqtt.port, clock, recovered: machine.recovered() },
      minute: () => calendar.now().minute,
    });
  }
  const pages = page && (await pagesOf(page, started, { ...options, wall: wall.now, site: running.site }));
  const greeting = await welcome(site, started, options, pages?.port);

  // From here on nothing is waited for until its listener is set: what is typed in between would be lost.
  const terminal = openHallConsole((rows) => view.panel(started.mqtt.port, rows));
  terminal.print(greeting);
  host.watch((sight) => seen(sightLine(sight, running.site(), speak()), view, terminal));

  const quit = async () => {
    terminal.close();
    day.stop();
    // While its time stands still, a hall could never finish closing.
    clock.setSpeed(1);
    await pages?.close();
    await started.stop();
    await files.written();
  };
  stopOnSignals(quit);
  const perform = (command: ShellCommand) =>
    page === undefined ? shell(view.shell, command) : page.perform(command);
  terminal.onLine((line) => void typed(line, speak(), terminal, perform, quit));
}

const controlOf =
  (controls: Controls, day: DayPlay): ShellHall['control'] =>
  (command) => {
    if (command.type !== 'day') controls.do(command);
    else if (command.seed === 'stop') day.stop();
    else return [day.start(command.seed)];
    return [];
  };

function seen(line: string | undefined, view: ReturnType<typeof hallView>, terminal: HallConsole): void {
  if (line !== undefined) view.happened(line);
  terminal.happened(line);
}

async function typed(
  text: string,
  speak: Language,
  terminal: HallConsole,
  perform: (command: ShellCommand) => Promise<readonly string[]>,
  quit: () => Promise<void>,
): Promise<void> {
  const command = shellLine(text, speak);
  if (command === undefined) return terminal.changed();
  if ('wrong' in command) return terminal.print([command.wrong]);
  if (command.type === 'quit') return void quit().then(() => process.exit());
  terminal.print(await perform(command));
  terminal.changed();
}

/** The hall is also usable from its console: without its page it keeps running, and prints the reason. */
async function pagesOf(
  page: ReturnType<typeof hallPage>,
  { host: { desk }, feed, log, voice: { clips } }: Started,
  of: Pick<SimulateOptions, 'port' | 'siteFile' | 'data'> & Pick<SiteBoardParts, 'wall' | 'site'>,
) {
  if (feed === undefined) return undefined;
  try {
    const { port, siteFile, data, wall, site } = of;
    const shared = { feed, log, clips, clock: systemClock, siteFile, wall, site };
    return await openHallPages({ page, port, desk, data, shared });
  } catch (thrown) {
    explain(thrown);
    process.exitCode = 0;
    return undefined;
  }
}

async function welcome(
  site: Site,
  { mqtt, voice }: Started,
  { siteFile, data }: SimulateOptions,
  port: number | undefined,
): Promise<readonly string[]> {
  await voice.loaded;
  const pictures = join(data, PICTURES);
  const [counter] = site.counters.keys();
  const [service] = site.services.keys();
  const keypad = site.devices.find(
    (device) => device.role === 'keys' && device.counter === counter && device.keys.has('next'),
  );
  const say = welcomeTexts[language(site.language)];
  const page = (path: string) => `http://127.0.0.1:${port}${path}`;
  return [
    say.runs(plain(site.title), siteFile),
    ...(port === undefined
      ? []
      : [say.page(page('/'), page('/board')), say.pages(page('/status'), `/tickets /counter/${counter}`)]),
    say.mqtt(`mosquitto_sub -p ${mqtt.port} -t 'loket/#' -v`),
    say.tickets(`${join(pictures, 'PRINTER')}/*.png`, `${join(pictures, 'SPEAKER')}/*.wav`),
    ...(voice.fault() === undefined ? [] : [say.voice(`loket voice build ${siteFile} --data ${data}`)]),
    say.attempt(`ticket ${service}`, `press ${keypad?.id ?? 'DEVICE'} next`),
    say.help,
  ];
}

function sightLine(
  sight: HostNotification,
  { counters, services }: Site,
  speak: Language,
): string | undefined {
  switch (sight.type) {
    case 'event':
      return eventSentence(sight.record.event.type, dataOf(sight.record.event), {
        counter: (id) => counters.get(id)?.title ?? id,
        service: (id) => services.get(id)?.title ?? id,
      })?.[speak];
    case 'refused':
      return `${hallViewTexts[speak].refused(refusals[sight.code][speak])} (${sight.asked})`;
    case 'device':
      return undefined;
  }
}
