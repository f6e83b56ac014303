import { describe, expect, test } from 'vitest';
import { hidScanner } from '../../devices/hid-scanner/hid-scanner.ts';
import type { DeviceKind } from '../../devices/kind.ts';
import { numpad } from '../../devices/numpad/numpad.ts';
import type { Ports } from '../../devices/ports.ts';
import type { Role, RoleCommands } from '../../devices/roles.ts';
import { displayModels } from '../../devices/serial-display/models.ts';
import { serialDisplay } from '../../devices/serial-display/serial-display.ts';
import { serialScanner } from '../../devices/serial-scanner/serial-scanner.ts';
import { SimulatedHid } from '../../simulators/hid.ts';
import { SimulatedKeypad, SimulatedWedgeScanner } from '../../simulators/hid-typing.ts';
import { SimulatedSerialDisplays } from '../../simulators/serial-display.ts';
import { SimulatedSerialScanner } from '../../simulators/serial-scanner.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { type Opened, opened, testPorts } from './opened.ts';

const CYCLES = 100;
const place = { vendorId: 1, productId: 2 };
const hidSettings = { vendor_id: 1, product_id: 2 };
const wireSettings = { address: '/dev/device' };

interface Storm {
  readonly kind: DeviceKind<Role>;
  readonly settings: Record<string, unknown>;
  readonly ports: Ports;
  unplug(): void;
  plug(): void;
  /** Uses the device once; leaves timers behind where the driver can. */
  use(device: Opened<Role>): void;
  readonly eventsPerUse: number;
}

type Prepare = (clock: VirtualClock) => Storm;

function onHid(clock: VirtualClock) {
  const hid = new SimulatedHid(clock);
  const usb = hid.plugIn(place);
  const ports = testPorts({ clock, hid });
  return { usb, ports, settings: hidSettings, unplug: () => usb.unplug(), plug: () => usb.plug() };
}

function onWire(clock: VirtualClock, hardware: SimulatedSerialScanner | SimulatedSerialDisplays) {
  const wires = new Switchboard(clock);
  wires.plugIn(wireSettings.address, hardware);
  return {
    ports: testPorts({ clock, wires }),
    settings: wireSettings,
    unplug: () => wires.unplug(wireSettings.address),
    plug: () => wires.plug(wireSettings.address),
  };
}

const storms: Record<string, Prepare> = {
  'serial-scanner': (clock) => {
    const hardware = new SimulatedSerialScanner();
    const use = () => hardware.scan('A-001');
    return { ...onWire(clock, hardware), kind: serialScanner, use, eventsPerUse: 1 };
  },
  'serial-display': (clock) => {
    const hardware = new SimulatedSerialDisplays(displayModels['stx-etx']);
    hardware.add(1, 4);
    const use = ({ device }: Opened<Role>) => {
      const command: RoleCommands['display'] = { type: 'show', text: 'A-001' };
      for (const again of [1, 2]) device.perform(command as never).catch(() => again);
    };
    return { ...onWire(clock, hardware), kind: serialDisplay, use, eventsPerUse: 0 };
  },
  'hid-scanner': (clock) => {
    const { usb, ...rest } = onHid(clock);
    const scanner = new SimulatedWedgeScanner(usb);
    const use = () => {
      scanner.scan('A-001');
      scanner.type('A-0');
    };
    return { ...rest, kind: hidScanner, use, eventsPerUse: 1 };
  },
  numpad: (clock) => {
    const { usb, ...rest } = onHid(clock);
    const keypad = new SimulatedKeypad(usb, clock);
    return { ...rest, kind: numpad, use: () => keypad.press('1', 0), eventsPerUse: 2 };
  },
};

describe('unplugging and plugging in 100 times', () => {
  test.each(Object.keys(storms))('leaves nothing behind in a %s', async (name) => {
    const clock = new VirtualClock();
    const storm = storms[name]?.(clock);
    if (storm === undefined) throw new Error(`no storm for ${name}`);
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      // The simulated ports refuse to open what is still open, so each opening proves the closing before it.
      const device = await opened(storm.kind, storm.settings, storm.ports);
      storm.use(device);
      await clock.advance(1);
      expect(device.told).toHaveLength(storm.eventsPerUse);
      storm.unplug();
      expect(device.lost).toHaveLength(1);
      await device.device.close();
      await device.device.close();
      storm.plug();
      await clock.advance(1_000);
      expect(device.told).toHaveLength(storm.eventsPerUse);
      expect(clock.waiting).toBe(0);
    }
  });
});
