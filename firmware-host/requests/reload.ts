import type { Loaded } from '../../config/load.ts';
import { formatProblem } from '../../config/problem.ts';
import type { RunningSite } from '../../config/running-site.ts';
import type { Device, Site } from '../../config/site.ts';
import { asFault, Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import { createTurns } from '../../devices/serial-execution.ts';
import type { HostEvent } from '../journal/journal-port.ts';
import type { CounterDisplays } from '../perform/counter-displays.ts';
import type { MachineDisplays } from '../perform/machine-displays.ts';
import type { Messages } from '../perform/messages.ts';
import type { Signals } from '../perform/signals.ts';
import { inUse } from '../queue/in-use.ts';
import { adoptHall, type State } from '../queue/state.ts';
import type { Equipment } from '../supervise/equipment.ts';
import { replacedDevices } from './replaced-devices.ts';

/** The result of a reload. `opened` and `closed` are devices; one whose settings changed is in both. */
export type Reloaded =
  | {
      readonly ok: true;
      readonly hash: string;
      readonly opened: readonly string[];
      readonly closed: readonly string[];
    }
  | { readonly ok: false; readonly fault: Fault };

export interface Reload {
  /**
   * Reads the site file again and puts it in force if it has no errors. Never rejects; calls run one after the other.
   */
  reload(): Promise<Reloaded>;
  /** For `controller/health`: why the file on the disk is not the one in force, as far as is known. */
  figures(): { readonly config_fault?: FaultCode };
}

interface Parts {
  readonly running: RunningSite;
  readonly state: State;
  readonly read: (() => Promise<Loaded>) | undefined;
  readonly equipment: Equipment;
  readonly show: CounterDisplays;
  readonly signals: Pick<Signals, 'showAll'>;
  readonly machines: Pick<MachineDisplays, 'showAll'>;
  readonly say: Messages;
  /** Writes the event into the journal, and says it. */
  readonly note: (event: HostEvent) => void;
  /** Called for a device that was removed or whose entry changed. */
  readonly left: (device: Device) => void;
  /** Called after a change: everything is to be published again. */
  readonly changed: () => void;
  readonly log: { warn(context: object, text: string): void; info(context: object, text: string): void };
}

/**
 * Puts an edited site file in force while the hall runs. Tickets and queues stay as they are, and so do devices whose
 * entries did not change. A file with errors, or one that cannot be put in force now, changes nothing at all.
 */
export function createSiteReload(of: Parts): Reload {
  const inTurn = createTurns();
  let standing: FaultCode | undefined;

  async function reload(): Promise<Reloaded> {
    try {
      const next = await readAgain(of);
      standing = undefined;
      if (next.hash === of.running.site().hash) return { ok: true, hash: next.hash, opened: [], closed: [] };
      return await putInForce(next, of);
    } catch (thrown) {
      const given = asFault(thrown, 'config.invalid_kept_old');
      // A file that crashes the checker counts as invalid; the old one stays in force.
      const fault =
        given.code === 'config.invalid' ? new Fault('config.invalid_kept_old', given.message) : given;
      standing = fault.code;
      of.log.warn({ code: fault.code }, fault.message);
      return { ok: false, fault };
    } finally {
      of.changed();
    }
  }

  return {
    figures: () => (standing === undefined ? {} : { config_fault: standing }),
    reload: () => inTurn(reload),
  };
}

/** The current file. Throws the Fault for which it cannot be put in force. */
async function readAgain({ read, running, state }: Parts): Promise<Site> {
  if (read === undefined) throw new Fault('config.needs_restart', 'there is no site file to read again');
  const { site: next, problems } = await read();
  if (next === undefined) {
    const [first] = problems.filter(({ severity }) => severity === 'error');
    const text = first === undefined ? '' : formatProblem('site.yaml', first, running.site().language);
    throw new Fault('config.invalid_kept_old', text);
  }
  const restart = running.needsRestart(next);
  if (restart.length > 0) throw new Fault('config.needs_restart', restart.join(', '));
  const used = inUse(state, next.hall);
  if (used.length > 0) throw new Fault('config.in_use', used.join(', '));
  return next;
}

async function putInForce(next: Site, of: Parts): Promise<Reloaded> {
  const { running, state, log } = of;
  const before = running.site();
  running.replace(next);
  const site = running.site();
  // Done between two turns of the loop: earlier decisions used the old rules, the next command uses the new ones.
  adoptHall(state, site.hall);
  for (const device of before.devices) if (!site.devices.includes(device)) of.left(device);
  const { opened, closed } = await of.equipment.adopt(site.devices);
  sayWhatChanged(before, site, of);
  for (const event of replacedDevices(before.devices, site.devices)) of.note(event);
  log.info({ hash: site.hash, opened, closed }, 'the edited site file is in force');
  return { ok: true, hash: site.hash, opened, closed };
}

/** Clears the messages of removed entries, and publishes and shows those that are new or may have changed. */
function sayWhatChanged(before: Site, site: Site, { equipment, say, show, signals, machines }: Parts): void {
  for (const { id } of before.devices)
    if (!site.devices.some((device) => device.id === id)) say.gone('device', id);
  for (const id of before.counters.keys()) if (!site.counters.has(id)) say.gone('counter', id);
  for (const id of before.services.keys()) if (!site.services.has(id)) say.gone('service', id);
  for (const [device, one] of equipment.all()) {
    if (before.devices.includes(device)) continue;
    say.deviceInfo(device, one.status().serial);
    say.device(device, one.status());
  }
  for (const counter of site.counters.keys()) {
    say.counter(counter);
    show.show(counter);
  }
  signals.showAll();
  machines.showAll();
}
