import type { Record } from '../../firmware-host/journal/journal-port.ts';
import type { DeviceStatus } from '../../firmware-host/supervise/device-status.ts';
import type { Rules } from './rules.ts';

/** Events of one fault of one device in an hour of one process, by the waits of device-faults.ts. */
const eventsMax = 24;
const hourMs = 3_600_000;

/**
 * What the journal says of the faults of devices: each that was told stands until it is cleared once, over all lives of
 * the process, and none floods the journal.
 */
export class FaultLedger {
  readonly #rules: Rules;
  readonly #standing = new Set<string>();
  readonly #times = new Map<string, number[]>();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** A record is durable. */
  durable({ event, hall, sequence }: Record): void {
    if (event.type === 'host.started') this.#times.clear();
    if (event.type !== 'device.faulted' && event.type !== 'device.cleared') return;
    const name = `${event.device} ${event.code}`;
    const stood = this.#standing.has(name);
    const breaks = (what: string) => this.#rules.breaks('faults', `record ${sequence}: ${name} ${what}`);
    if (event.type === 'device.faulted') {
      if (stood) breaks('is told again, and was not cleared');
      this.#standing.add(name);
    } else {
      if (!stood) breaks('is cleared, and was not told');
      this.#standing.delete(name);
    }
    const times = [...(this.#times.get(name) ?? []).filter((at) => hall - at < hourMs), hall];
    this.#times.set(name, times);
    if (times.length > eventsMax) breaks(`makes ${times.length} events in an hour`);
  }

  /** What is wrong with a device at rest has been told, as far as a person has to mend it. */
  judge(device: string, status: Pick<DeviceStatus, 'reasons'> | undefined): void {
    for (const { code, fix } of status?.reasons ?? [])
      if (fix !== 'auto' && !this.#standing.has(`${device} ${code}`))
        this.#rules.breaks('faults', `${device} has ${code}, and nobody was told`);
  }
}
