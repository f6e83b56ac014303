import type { Site, SpeakerDevice } from '../../config/site.ts';
import { asFault, type Fault } from '../../devices/fault.ts';
import type { Done } from '../../devices/kind.ts';
import type { SpeakerCommand } from '../../devices/roles.ts';
import type { DeviceStatus } from '../supervise/device-status.ts';

/** The part of a SupervisedDevice that is needed here. */
export interface Speaker {
  status(): Pick<DeviceStatus, 'usable'>;
  perform(command: SpeakerCommand): Promise<Done>;
}

/** The speakers that are heard in a zone; undefined: where the things without a zone are. */
export const speakersIn = (site: Pick<Site, 'devices'>, zone: string | undefined): readonly SpeakerDevice[] =>
  site.devices
    .filter((device) => device.role === 'speaker')
    .filter(({ enabled, zone: own }) => enabled && own === zone);

/** The zones in which something is heard. */
export const heardZones = ({ devices }: Pick<Site, 'devices'>): readonly (string | undefined)[] => [
  ...new Set(
    devices
      .filter((device) => device.role === 'speaker')
      .filter(({ enabled }) => enabled)
      .map(({ zone }) => zone),
  ),
];

/** How an announcement ended. It was said when one speaker of the zone has said it to its end. */
export interface SaidOn {
  readonly done: Done | undefined;
  readonly faults: readonly { readonly device: string; readonly fault: Fault }[];
}

/** Says it on all of them at once: each has been told when this returns. Never rejects. */
export async function sayOn(
  speakers: readonly (readonly [id: string, speaker: Speaker])[],
  command: SpeakerCommand,
): Promise<SaidOn> {
  const ends = await Promise.allSettled(speakers.map(([, speaker]) => speaker.perform(command)));
  const done: Done[] = [];
  const faults: { readonly device: string; readonly fault: Fault }[] = [];
  for (const [at, end] of ends.entries()) {
    if (end.status === 'fulfilled') done.push(end.value);
    else faults.push({ device: speakers[at]?.[0] ?? '', fault: asFault(end.reason, 'driver.error') });
  }
  return { done: done[0], faults };
}
