import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { DeviceKind, DriverCount, OpenDevice } from '../../devices/kind.ts';
import type { Chips, Clips, Hid, Lines, Millis, Ports, Sounds, Things, Wires } from '../../devices/ports.ts';
import type { Role, RoleCommands, RoleEvents } from '../../devices/roles.ts';
import { noClips } from '../../devices/speaker/sound-format.ts';
import { SimulatedChips } from '../../simulators/simulated-chips.ts';
import { SimulatedGpio } from '../../simulators/simulated-gpio.ts';
import { SimulatedHid } from '../../simulators/simulated-hid.ts';
import { SimulatedSounds } from '../../simulators/simulated-sounds.ts';
import { SimulatedThings } from '../../simulators/simulated-things.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** Ports on virtual time with nothing plugged in, except what a test brings. */
export function testPorts(
  own: {
    clock?: VirtualClock;
    wires?: Wires;
    hid?: Hid;
    gpio?: Lines;
    chips?: Chips;
    sounds?: Sounds;
    clips?: Clips;
    things?: Things;
  } = {},
) {
  const clock = own.clock ?? new VirtualClock();
  const noBoard = () => {
    throw new Error('these tests have no boards');
  };
  return {
    clock,
    wires: own.wires ?? new Switchboard(clock),
    hid: own.hid ?? new SimulatedHid(clock),
    gpio: own.gpio ?? new SimulatedGpio(clock),
    boards: { connect: noBoard, use: noBoard },
    chips: own.chips ?? new SimulatedChips(),
    sounds: own.sounds ?? new SimulatedSounds(clock),
    clips: own.clips ?? noClips,
    things: own.things ?? new SimulatedThings(clock),
  } satisfies Ports;
}

export interface Opened<R extends Role> {
  readonly device: OpenDevice<RoleCommands[R]>;
  readonly told: { readonly event: RoleEvents[R]; readonly at: Millis }[];
  readonly events: () => RoleEvents[R][];
  readonly lost: Error[];
  readonly warnings: (readonly [FaultCode, string | undefined])[];
  readonly counts: DriverCount[];
}

/** Opens a device of `kind` with settings as in a site file, and writes down what it tells. */
export async function opened<R extends Role>(
  kind: DeviceKind<R>,
  settings: Record<string, unknown>,
  ports: Ports,
): Promise<Opened<R>> {
  const told: { event: RoleEvents[R]; at: Millis }[] = [];
  const lost: Error[] = [];
  const warnings: (readonly [FaultCode, string | undefined])[] = [];
  const counts: DriverCount[] = [];
  const device = await kind.open({
    id: 'device-1',
    options: kind.options.parse(settings),
    ports,
    tell: (event, at) => void told.push({ event, at }),
    lost: (why) => void lost.push(why),
    warn: (code, text) => void warnings.push([code, text]),
    count: (what) => void counts.push(what),
    signal: new AbortController().signal,
    random: () => 0.5,
  });
  return { device, told, events: () => told.map(({ event }) => event), lost, warnings, counts };
}
