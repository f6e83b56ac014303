import { isDeepStrictEqual } from 'node:util';
import { loadSite } from '../../../config/load.ts';
import { type Rewrite, rewritten } from '../../../config/rewrite.ts';
import { type Device, deviceNamed, type Site } from '../../../config/site.ts';
import { kinds } from '../../../devices/index.ts';
import type { UsbPorts } from '../install/claims.ts';
import { portsSteps, rulesStep, type Step, siteStep } from '../install/install-plan.ts';
import { reload, rulesCommands } from '../install/system-commands.ts';
import { isTied, type Plugged } from './find-spare.ts';
import { type Tie, tiedAlike, tieOf } from './tie.ts';

/** What puts a spare in the place of a device. */
export interface Replacement {
  /** The devices whose entries change: more than one where they share a line. */
  readonly devices: readonly string[];
  /** The site file afterwards. */
  readonly text: string;
  /** The site as it is tried before anything is written: links that do not exist yet are avoided. */
  readonly trial: Site;
  readonly steps: readonly Step[];
}

/**
 * The replacement of `device` by `spare`. Undefined: the site file says it in a way that is not changed safely by a
 * program, or the changed file would not be in order.
 */
export function replacementOf(of: {
  readonly text: string;
  readonly site: Site;
  readonly ports: UsbPorts;
  readonly device: Device;
  readonly tie: Tie;
  readonly spare: Plugged;
}): Replacement | undefined {
  const { text, site, tie, spare } = of;
  const alike = tiedAlike(site, tie, of.ports);
  const ports = portsWith(of.ports, tie, spare);
  const after = changed(text, alike, settingsOf(tie, spare));
  const trial = changed(text, alike, [...settingsOf(tie, spare), ...placeOf(tie, spare)]);
  if (after === undefined || trial === undefined) return undefined;
  const isRight = after.site.devices.every((one) => {
    const before = deviceNamed(site, one.id);
    if (before === undefined || !alike.includes(before)) return isDeepStrictEqual(one, before);
    const now = tieOf(one, ports);
    return 'by' in now && isTied(spare, now);
  });
  if (!isRight) return undefined;
  return {
    devices: alike.map(({ id }) => id),
    ...{ text: after.text, trial: trial.site },
    steps: [
      rulesStep(after.site, ports),
      ...(tie.by === 'port' ? portsSteps(ports) : []),
      ...(after.text === text ? [] : [siteStep(after.text)]),
      ...rulesCommands,
      reload,
    ],
  };
}

function portsWith(ports: UsbPorts, tie: Tie, { port }: Plugged): UsbPorts {
  return tie.by === 'port' && port !== undefined ? new Map([...ports, [tie.link, port]]) : ports;
}

type Change = readonly [from: string, to: string];

/** The values that the site file says of the old device, with those of the spare. */
function settingsOf(tie: Tie, { path, serial }: Plugged): readonly Change[] {
  if (tie.by === 'name') return [[tie.address, path]];
  return tie.serial === undefined || serial === undefined ? [] : [[tie.serial, serial]];
}

/** Where the spare is now, in place of a link that udev is yet to make. */
const placeOf = (tie: Tie, { path }: Plugged): readonly Change[] =>
  tie.by === 'port' ? [[`/dev/loket/${tie.link}`, path]] : [];

/** The file with these values in the entries of these devices. */
function changed(text: string, devices: readonly Device[], changes: readonly Change[]) {
  const rewrites: Rewrite[] = [];
  for (const { id, role, options } of devices)
    for (const [from, to] of changes) {
      const setting = Object.keys(options).find((name) => options[name] === from);
      if (setting === undefined) return undefined;
      rewrites.push({ path: [role === 'board' ? 'boards' : 'devices', id, setting], value: to });
    }
  const now = rewritten(text, rewrites);
  const { site } = loadSite(now ?? '', 'site.yaml', kinds);
  return now === undefined || site === undefined ? undefined : { text: now, site };
}
