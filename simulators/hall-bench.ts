import { SimulatedFirmataBoard } from './firmata-board/simulated-board.ts';
import type { WireHardware } from './hardware.ts';
import type { HeardAnnouncement } from './heard-announcement.ts';
import { SimulatedChips } from './simulated-chips.ts';
import { SimulatedHid } from './simulated-hid.ts';
import { SimulatedSounds } from './simulated-sounds.ts';
import { SimulatedThings } from './simulated-things.ts';
import type { Bench, Hardware, SimulatedDevice } from './simulator.ts';
import { Switchboard } from './switchboard.ts';

/** How many announcements of each speaker are kept: each is up to a megabyte. */
const announcementsKept = 10;

/** The bench of a whole hall, with the hardware on it. */
export interface HallBench extends Bench {
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  readonly boards: ReadonlyMap<string, SimulatedFirmataBoard>;
  /** By address. */
  readonly onWires: ReadonlyMap<string, WireHardware>;
  /** Boards must be put before the devices on their pins. */
  put(id: string, device: SimulatedDevice): void;
}

/** An empty bench. Boards, and the hardware on a wire, are created when the first device asks for them. */
export function createHallBench(
  of: Pick<Bench, 'clock' | 'random' | 'gpio' | 'clips' | 'changed' | 'printed' | 'announced'>,
): HallBench {
  const { clock, random, gpio } = of;
  const wires = new Switchboard(clock);
  const devices = new Map<string, SimulatedDevice>();
  const boards = new Map<string, SimulatedFirmataBoard>();
  const onWires = new Map<string, WireHardware>();
  const heard = new Map<string, readonly HeardAnnouncement[]>();
  return {
    ...of,
    wires,
    hid: new SimulatedHid(clock),
    chips: new SimulatedChips(),
    sounds: new SimulatedSounds(clock),
    things: new SimulatedThings(clock),
    devices,
    boards,
    onWires,
    announced(speaker, announcement) {
      heard.set(speaker, [...(heard.get(speaker) ?? []), announcement].slice(-announcementsKept));
      of.announced(speaker, announcement);
    },
    heardFrom: (speaker) => heard.get(speaker) ?? [],
    put: (id, device) => void devices.set(id, device),
    board(id) {
      const board =
        boards.get(id) ?? new SimulatedFirmataBoard({ clock, seed: Math.floor(random() * 2 ** 31) });
      boards.set(id, board);
      return board;
    },
    onWire<H extends WireHardware>(address: string, type: Hardware<H>, make: () => H): H {
      const there = onWires.get(address);
      if (there instanceof type) return there;
      if (there !== undefined) throw new Error(`something else than a ${type.name} hangs on ${address}`);
      const made = make();
      onWires.set(address, made);
      wires.plugIn(address, made);
      return made;
    },
    cableOf(id) {
      const device = devices.get(id);
      if (device === undefined) throw new Error(`${id} is not on the bench yet`);
      return device.cable;
    },
    gpioCable: (id, lines) => ({
      of: id,
      unplug: () => gpio.unplug(lines),
      plug: () => gpio.plug(lines),
    }),
  };
}
