import { segmentsOf } from '../firmata-board/read-segments.ts';
import type { ShellCommand } from '../shell-line.ts';
import type { SimulatedDevice } from '../simulator.ts';
import { lastHeard } from './heard-sounds.ts';
import type { DeviceSight } from './page-messages.ts';

/** The visible state of every device. `tell` is called once for each change. */
export interface DeviceSights {
  all(): Iterable<readonly [id: string, sight: DeviceSight]>;
  /** A display was written to. Several digits of one number give one change. */
  changed(display: string): void;
  /** Checks every device again: hardware also changes by itself. */
  look(): void;
  /** A command was carried out. */
  did(command: ShellCommand): void;
}

/** What a display shows. Its power comes over the cable. */
function litOf(device: SimulatedDevice, plugged: boolean): Pick<DeviceSight, 'segments' | 'dots' | 'reads'> {
  const reads = device.reads?.();
  const dots = device.dots?.();
  if (dots !== undefined) {
    if (plugged) return { dots, reads: reads ?? '' };
    return { dots: dots.map((row) => '.'.repeat(row.length)), reads: '' };
  }
  const segments = device.segments?.() ?? (reads === undefined ? undefined : [...reads].map(segmentsOf));
  if (segments === undefined) return {};
  if (plugged) return { segments, reads: reads ?? '' };
  return { segments: segments.map(() => 0), reads: '' };
}

export function createDeviceSights(
  devices: ReadonlyMap<string, SimulatedDevice>,
  tell: (id: string, sight: DeviceSight) => void,
): DeviceSights {
  const unplugged = new Set<string>();
  const held = new Map<string, Set<string>>();
  const told = new Map<string, string>();
  const dirty = new Set<string>();

  function sightOf(id: string, device: SimulatedDevice): DeviceSight {
    const state = (device.printer ?? device.starPrinter)?.state;
    const speaker = lastHeard(id, device);
    const plugged = !unplugged.has(device.cable.of);
    return {
      plugged,
      ...litOf(device, plugged),
      ...(speaker === undefined ? {} : { speaker }),
      ...(device.lamp === undefined ? {} : { lamp: plugged ? device.lamp() : 'off' }),
      ...(device.keys === undefined ? {} : { held: [...(held.get(id) ?? [])] }),
      ...(state === undefined
        ? {}
        : { printer: { paper: state.paper, cover: state.cover, hung: state.hung } }),
    };
  }

  function show(id: string): void {
    const device = devices.get(id);
    if (device === undefined) return;
    const sight = sightOf(id, device);
    const text = JSON.stringify(sight);
    if (told.get(id) === text) return;
    told.set(id, text);
    tell(id, sight);
  }

  function look(): void {
    for (const id of devices.keys()) show(id);
  }

  return {
    *all() {
      for (const [id, device] of devices) yield [id, sightOf(id, device)];
    },
    changed(display) {
      if (dirty.size === 0) {
        queueMicrotask(() => {
          for (const id of dirty) show(id);
          dirty.clear();
        });
      }
      dirty.add(display);
    },
    look,
    did(command) {
      if (!('device' in command)) return;
      const cable = devices.get(command.device)?.cable.of;
      const keys = held.get(command.device) ?? new Set<string>();
      if (command.type === 'hold') held.set(command.device, keys.add(command.key));
      if (command.type === 'release') keys.delete(command.key);
      if (command.type === 'unplug' && cable !== undefined) unplugged.add(cable);
      if (command.type === 'plug' && cable !== undefined) unplugged.delete(cable);
      look();
    },
  };
}
