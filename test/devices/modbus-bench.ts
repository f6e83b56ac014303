import type { DeviceKind } from '../../devices/kind.ts';
import type { KeyEvent } from '../../devices/roles.ts';
import { SupervisedDevice } from '../../firmware-host/supervise/supervised-device.ts';
import { type KeypadFace, SimulatedModbusKeypad } from '../../simulators/modbus-keypad-hardware.ts';
import { SimulatedModbusLine } from '../../simulators/simulated-modbus-line.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { testPorts } from './opened.ts';

const inputs: KeypadFace = { read: 'inputs', first: 0, holds: 'bits', words: 1, lowFirst: false };

/** A line of Modbus devices on virtual time, and devices of ours that are supervised as in a hall. */
export function modbusBench(overTcp = false) {
  const clock = new VirtualClock();
  const wires = new Switchboard(clock);
  const line = new SimulatedModbusLine(clock, overTcp);
  const address = overTcp ? 'tcp://192.168.1.7:502' : '/dev/bus';
  wires.plugIn(address, line);
  const ports = testPorts({ clock, wires });
  return {
    ...{ clock, wires, line, ports, address },
    reads: (bus: number) => String.fromCharCode(...line.registers(bus)).trim(),
    /** A keypad with four keys. */
    keypad(bus: number, face: Partial<KeypadFace> = {}) {
      const keypad = new SimulatedModbusKeypad(clock, { ...inputs, ...face }, 3);
      line.join(bus, keypad.memory);
      return keypad;
    },
    supervise(kind: DeviceKind<never> | DeviceKind, settings: Record<string, unknown>) {
      const told: string[] = [];
      const events: { readonly at: number; readonly type: string }[] = [];
      const device = new SupervisedDevice({
        id: `${settings.bus_address}`,
        kind: kind as unknown as DeviceKind,
        options: kind.options.parse({ address, ...settings }),
        enabled: true,
        ports,
        random: () => 0.5,
        onEvent: (event, at) => {
          told.push(`${event.type} ${(event as KeyEvent).key}`);
          events.push({ type: event.type, at });
        },
        onStatus: () => undefined,
      });
      device.start();
      return { device, told, events };
    },
  };
}
