import type { Device } from '../../config/site.ts';
import type { Claim } from '../../devices/kind.ts';
import { tcpPlace } from '../../devices/wire-address.ts';
import type { StatePayload } from '../mqtt/messages/message-table.ts';

type Parent = NonNullable<StatePayload<'device/{id}/info'>['parent']>;

/** Names the kernel and udev give serial lines. Other links may be of anything. */
const serialLine = /^\/dev\/(serial\/|tty|rfcomm)/;
/** What udev (builtin path_id) names a USB device by: the bus, the ports from hub to hub, then its configuration. */
const byUsbPort = /\/by-path\/(?<bus>.*usb(?:v\d)?-\d+):(?<ports>\d+(?:\.\d+)*):/;

/**
 * What a device hangs on, from what it claims: whatever is gone takes it along. Null where the settings do not tell,
 * and for what is wired to the controller itself.
 */
export function parentOf({ kind, options }: Pick<Device, 'kind' | 'options'>): Parent | null {
  for (const claim of kind.claims(options)) {
    const parent = parentOfClaim(claim);
    if (parent !== undefined) return parent;
  }
  return null;
}

function parentOfClaim(claim: Claim): Parent | undefined {
  switch (claim.on) {
    case 'board':
    case 'board-i2c':
      return { kind: 'board', id: claim.board };
    case 'hid':
      return claim.path === undefined ? undefined : hubOf(claim.path);
    case 'sound':
      return hubOf(claim.card);
    case 'wire':
      return networkOf(claim.address) ?? lineOf(claim.address, claim.share);
    case 'gpio':
    case 'topic':
      return undefined;
  }
}

/** A line that several share is their parent, wherever it is plugged in: its adapter takes all of them along. */
function lineOf(path: string, share: string | undefined): Parent | undefined {
  if (!serialLine.test(path)) return hubOf(path);
  return (share === undefined ? hubOf(path) : undefined) ?? { kind: 'serial', id: path };
}

/** The hub that a port belongs to: `...-usb-0:1` of `...-usb-0:1.2`, and the bus itself of a port of its own. */
function hubOf(path: string): Parent | undefined {
  const { bus, ports } = byUsbPort.exec(path)?.groups ?? {};
  if (bus === undefined || ports === undefined) return undefined;
  const above = ports.split('.').slice(0, -1).join('.');
  return { kind: 'usb', id: above === '' ? bus : `${bus}:${above}` };
}

function networkOf(address: string): Parent | undefined {
  const place = tcpPlace(address);
  return place && { kind: 'network', id: place.host.toLowerCase() };
}
