import { deviceNamed, type Site } from '../../config/site.ts';
import type { Clock } from '../../devices/ports.ts';
import type { Journal } from '../journal/journal-port.ts';
import type { CommandHall } from '../mqtt/commands/command-port.ts';
import type { Publisher } from '../mqtt/publisher.ts';
import type { Outcome } from '../outcome.ts';
import { counterText } from '../perform/counter-text.ts';
import type { Cause, Command } from '../queue/commands.ts';
import type { ReadState } from '../queue/state.ts';
import { counterView } from '../queue/views.ts';
import type { SupervisedDevice } from '../supervise/supervised-device.ts';
import { checkConfig } from './config-check.ts';
import { createDeviceTest, type DeviceTest } from './device-test.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import type { Reloaded } from './reload.ts';
import { replayEvents } from './replay-events.ts';

/** What commands from MQTT may do to the hall. */
export function createCommandHall(of: {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly clock: Clock;
  readonly wall: () => number;
  readonly publisher: Publisher;
  readonly journal: Journal;
  readonly log: { level?: string };
  readonly device: (id: string) => SupervisedDevice | undefined;
  readonly printerFor: (service: string) => string | null;
  readonly ask: (command: Command, cause: Cause) => Promise<Outcome>;
  readonly reload: () => Promise<Reloaded>;
  /** See `Host`. */
  readonly believeClock: () => number | undefined;
}): CommandHall {
  const { site, state, publisher, log } = of;
  const tests: DeviceTest = createDeviceTest({
    ...of,
    textAt(counter) {
      const view = counterView(state, counter);
      return view === undefined ? '' : counterText(view);
    },
  });

  return {
    ask: (command) => of.ask(command, 'mqtt'),
    printerFor: of.printerFor,
    printerOf(ticket) {
      const service = state.tickets.get(ticket)?.service;
      return service === undefined ? null : of.printerFor(service);
    },
    isPrinter: (id) => deviceNamed(site(), id)?.role === 'printer',
    identify: tests.identify,
    test: tests.test,
    maintain(id, on) {
      const device = of.device(id);
      if (device === undefined) return { error: 'unknown-device', about: id };
      device.maintain(on);
      return { result: { device: id, admin: device.status().admin } };
    },
    believeClock() {
      const byMs = of.believeClock();
      return byMs === undefined ? { error: 'already-so' } : { result: { by_s: Math.round(byMs / 1_000) } };
    },
    restate: () => publisher.restate(),
    replay: createOneAtATime(async (from: number, to: number) => {
      const sent = await replayEvents(from, to, { ...of, siteId: site().id });
      const [first] = sent;
      const last = sent.at(-1);
      if (first === undefined || last === undefined) return { error: 'nothing-to-replay' };
      return { result: { from: first.sequence, to: last.sequence, events: sent.length } };
    }),
    setLogLevel(level) {
      const before = log.level;
      if (before !== undefined) log.level = level;
      return before;
    },
    async reloadConfig() {
      const reloaded = await of.reload();
      if (!reloaded.ok) return { error: reloaded.fault, about: reloaded.fault.message };
      const { hash, opened, closed } = reloaded;
      return { result: { site_hash: hash, opened, closed } };
    },
    checkConfig: createOneAtATime(async (text: string, most: number) => {
      const problems = await checkConfig({ text, language: site().language, most }, of.clock);
      return { result: { ok: problems.every(({ severity }) => severity !== 'error'), problems } };
    }),
  };
}
