import type { Device } from '../config/site.ts';
import type { DeviceFaults } from './device-faults.ts';
import type { HostNotification } from './host.ts';
import type { HostEvent } from './journal/journal-port.ts';
import type { Log } from './log.ts';
import type { Messages } from './perform/messages.ts';
import { type DeviceStatus, isThere } from './supervise/device-status.ts';

/** Publishes the status of devices, and records each loss and each return once. */
export interface DeviceChanges {
  status(device: Device, status: DeviceStatus): void;
  /** The device was removed from the site file: a later one of the same name is a new device. */
  forget(device: string): void;
}

export function createDeviceChanges(of: {
  readonly log: Log;
  readonly say: Messages;
  readonly saw: (sight: HostNotification) => void;
  readonly note: (event: HostEvent) => void;
  readonly faults: Pick<DeviceFaults, 'see'>;
  /** Keys that were held are up again. */
  readonly gone: (device: Device) => void;
}): DeviceChanges {
  const { log, say } = of;
  const wasThere = new Map<string, boolean>();
  return {
    status(device, status) {
      const { id } = device;
      say.device(device, status);
      say.deviceInfo(device, status.serial);
      of.saw({ type: 'device', device: id, status });
      if (status.state === 'offline') of.gone(device);
      for (const event of of.faults.see(id, status)) of.note(event);
      const there = isThere(status);
      const before = wasThere.get(id);
      if (there === before || status.state === 'starting' || status.state === 'unknown') return;
      wasThere.set(id, there);
      const [reason] = status.reasons;
      if (there && before === false) of.note({ type: 'device.found', device: id });
      if (!there && before) of.note({ type: 'device.lost', device: id, code: reason?.code ?? 'link.absent' });
      if (there) log.info({ device: id }, 'online');
      else log.warn({ device: id, code: reason?.code }, reason?.text ?? status.state);
    },
    forget: (device) => void wasThere.delete(device),
  };
}
