import { deviceNamed, type Site } from '../../config/site.ts';
import type { Fault } from '../../devices/fault.ts';
import type { Clips, Clock } from '../../devices/ports.ts';
import type { Journal } from '../journal/journal-port.ts';
import type { Answer, CommandHall } from '../mqtt/commands/command-port.ts';
import type { Publisher } from '../mqtt/publisher.ts';
import type { Outcome } from '../outcome.ts';
import type { Announcements } from '../perform/announcements.ts';
import { counterText } from '../perform/counter-text.ts';
import type { SetNotice } from '../perform/set-notice.ts';
import type { Signals } from '../perform/signals.ts';
import type { Cause, Command } from '../queue/commands.ts';
import type { ReadState } from '../queue/state.ts';
import { counterView } from '../queue/views.ts';
import type { SupervisedDevice } from '../supervise/supervised-device.ts';
import { checkConfig } from './config-check.ts';
import { createDeviceTest, type DeviceTest } from './device-test.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import type { Reloaded } from './reload.ts';
import { replayEvents } from './replay-events.ts';

interface NoticeParts {
  readonly set: SetNotice['set'];
  /** Why the journal takes no more records: then the notice does not survive a restart. */
  readonly failed: () => Fault | undefined;
}

/** The hall as seen by commands over MQTT. */
export function createCommandHall(of: {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly clock: Clock;
  readonly wall: () => number;
  readonly publisher: Publisher;
  readonly journal: Journal;
  readonly log: { level?: string };
  readonly device: (id: string) => SupervisedDevice | undefined;
  readonly clips: Pick<Clips, 'get'>;
  readonly announcements: Pick<Announcements, 'announce' | 'say'>;
  readonly signals: Pick<Signals, 'stateOf'>;
  readonly printerFor: (service: string) => string | null;
  readonly ask: (command: Command, cause: Cause) => Promise<Outcome>;
  readonly reload: () => Promise<Reloaded>;
  readonly notice: NoticeParts;
  /** See `Host`. */
  readonly believeClock: () => number | undefined;
}): CommandHall {
  const { site, state, publisher, log } = of;
  const tests: DeviceTest = createDeviceTest({
    ...of,
    textAt: (counter) => textAt(state, counter),
    say: of.announcements.say,
  });

  return {
    ask: (command) => of.ask(command, 'mqtt'),
    printerFor: of.printerFor,
    printerOf(ticket) {
      const service = state.tickets.get(ticket)?.service;
      return service === undefined ? null : of.printerFor(service);
    },
    isPrinter: (id) => deviceNamed(site(), id)?.role === 'printer',
    ...{ identify: tests.identify, test: tests.test, announce: of.announcements.announce },
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
    setNotice: (notice) => answerOfNotice(notice, of.notice),
    restate: () => publisher.restate(),
    replay: createOneAtATime(async (from: number, to: number) => {
      const sent = await replayEvents(from, to, { ...of, siteId: site().id });
      const [first, last] = [sent[0], sent.at(-1)];
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

/** What the displays of a counter are to show. */
function textAt(state: ReadState, counter: string): string {
  const view = counterView(state, counter);
  return view === undefined ? '' : counterText(view);
}

async function answerOfNotice(
  notice: Parameters<CommandHall['setNotice']>[0],
  { set, failed }: NoticeParts,
): Promise<Answer> {
  if (!(await set(notice))) return { error: 'bad-field', about: 'until' };
  const why = failed();
  return why === undefined ? { result: { ...notice } } : { error: why };
}
