import type { Asked } from './asked.ts';
import type { HallDevices } from './hall-devices.ts';
import type { HostParts } from './host.ts';
import type { HallTime } from './loop/hall-time.ts';
import type { Latency } from './loop/latency.ts';
import type { Loop } from './loop/loop.ts';
import type { Lane } from './mqtt/lane.ts';
import { sayServices } from './open-hall.ts';
import { type OwnHealth, ownHealth } from './own-health.ts';
import { takeCommands } from './perform/commands.ts';
import type { Floor } from './perform/floor.ts';
import type { Messages } from './perform/messages.ts';
import { type Reload, siteReload } from './perform/reload.ts';
import type { TicketOffice } from './perform/ticket-office.ts';
import type { State } from './queue/state.ts';

/**
 * How a running hall is looked after: its site file is read again, it takes commands over MQTT, and tells its health.
 */
export function lookedAfter(
  of: HostParts & {
    readonly state: State;
    readonly time: HallTime;
    readonly latency: Latency;
    readonly lane: Lane;
    readonly say: Messages;
    readonly show: Floor;
    readonly devices: HallDevices;
    readonly office: TicketOffice;
    readonly loop: Loop;
    readonly asked: Asked;
  },
): { readonly reload: Reload['reload']; readonly own: OwnHealth } {
  const { running, state, time, lane, say, devices, office, asked } = of;
  const { all } = devices;
  const reloading = siteReload({
    ...{ running, state, equipment: all, show: of.show, say, log: of.log, read: of.readSite },
    left: devices.left,
    changed() {
      say.info(of.version);
      sayServices({ running, say, time });
      own.say();
    },
  });
  const commands = takeCommands({
    ...of,
    ...{ site: running.site, state, clock: of.ports.clock, wall: time.wall, lane },
    ...{ device: all.get, reload: reloading.reload, believeClock: asked.believeClock },
    printerFor: (service) => office.printerFor(service, undefined),
    ask: (command) => asked.ask(command, 'mqtt'),
  });
  const own = ownHealth({ ...of, all, commands, reloading });
  return { reload: reloading.reload, own };
}
