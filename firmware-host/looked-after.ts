import type { Asked } from './asked.ts';
import type { HallDevices } from './hall-devices.ts';
import { createHomeAssistant, type HomeAssistant } from './homeassistant/home-assistant.ts';
import type { HostParts } from './host.ts';
import type { HallTime } from './loop/hall-time.ts';
import type { Latency } from './loop/latency.ts';
import type { Loop } from './loop/loop.ts';
import type { Publisher } from './mqtt/publisher.ts';
import { sayServices } from './open-hall.ts';
import { createOwnHealth, type OwnHealth } from './own-health.ts';
import type { Announcements } from './perform/announcements.ts';
import type { CounterDisplays } from './perform/counter-displays.ts';
import type { MachineDisplays } from './perform/machine-displays.ts';
import type { Messages } from './perform/messages.ts';
import type { SetNotice } from './perform/set-notice.ts';
import type { Signals } from './perform/signals.ts';
import type { TicketOffice } from './perform/ticket-office.ts';
import type { State } from './queue/state.ts';
import { createSiteReload, type Reload } from './requests/reload.ts';
import { type TakenCommands, takeCommands } from './requests/take-commands.ts';

/**
 * The upkeep of a running hall: reloading its site file, taking commands over MQTT, publishing its health, and telling
 * Home Assistant what it consists of.
 */
export function createLookedAfter(
  of: HostParts & {
    readonly state: State;
    readonly time: HallTime;
    readonly latency: Latency;
    readonly publisher: Publisher;
    readonly say: Messages;
    readonly show: CounterDisplays;
    readonly announcements: Announcements;
    readonly signals: Signals;
    readonly machines: MachineDisplays;
    readonly devices: HallDevices;
    readonly office: TicketOffice;
    readonly loop: Loop;
    readonly notice: SetNotice;
    readonly asked: Asked;
  },
): {
  readonly reload: Reload['reload'];
  readonly own: OwnHealth;
  readonly homeAssistant: HomeAssistant;
  readonly fromPage: TakenCommands['fromPage'];
} {
  const { running, state, time, publisher, say, devices, office, asked } = of;
  const { all } = devices;
  const homeAssistant = createHomeAssistant({
    ...{ ...of, site: running.site },
    report: ({ code, message }) =>
      of.log.warn({ code }, `what Home Assistant was told is not written down: ${message}`),
  });
  const reloading = createSiteReload({
    ...{
      running,
      state,
      equipment: all,
      show: of.show,
      signals: of.signals,
      machines: of.machines,
      say,
      log: of.log,
      note: (event) => of.loop.note(event),
      read: of.readSite,
    },
    left: devices.left,
    changed() {
      say.info(of.version);
      sayServices({ running, say, time });
      homeAssistant.announce();
      own.say();
    },
  });
  const commands = takeCommands({
    ...of,
    ...{
      site: running.site,
      state,
      clock: of.ports.clock,
      clips: of.ports.clips,
      wall: time.wall,
      publisher,
    },
    ...{ device: all.get, reload: reloading.reload, believeClock: asked.believeClock },
    printerFor: (service) => office.printerFor(service, undefined),
    ask: asked.ask,
    notice: { set: of.notice.set, failed: () => of.loop.failed },
  });
  const own = createOwnHealth({ ...of, all, commands, reloading });
  return { reload: reloading.reload, own, homeAssistant, fromPage: commands.fromPage };
}
