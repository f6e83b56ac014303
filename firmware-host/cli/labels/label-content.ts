import { counterOf, type Device, type Site } from '../../../config/site.ts';
import type { LabelContent } from '../../../devices/roles.ts';
import { placeOf } from '../../perform/infos.ts';
import { hardwareName } from '../../requests/replaced-devices.ts';
import { everywhere, thisMachine } from '../install/kiosk-files.ts';

/**
 * The label of a device. `status`: the address of the page on which a phone sees how it is; undefined: there is none.
 */
export function labelOf(site: Site, device: Device, status: string | undefined): LabelContent {
  const { id, kind } = device;
  const counter = counterOf(device);
  const serial = hardwareName(device);
  return {
    site: site.title,
    device: id,
    what: kind.title[site.language],
    where: counter === undefined ? '' : (site.counters.get(counter)?.title ?? counter),
    known: serial === undefined ? { by: 'place', text: placeOf(device) } : { by: 'serial', text: serial },
    code: status === undefined ? `${site.id}/${id}` : `${status}#${id}`,
    language: site.language,
  };
}

/**
 * Where phones in the hall find the page /status. `machine`: the name of the controller, for a server that listens on
 * all its addresses; `.local` is what networks without a name server know it by (RFC 6762). Undefined: nowhere.
 */
export function statusAddress({ web, mqtt }: Site, machine: string): string | undefined {
  if (web === undefined || !web.pages.includes('status') || thisMachine.includes(web.host)) return undefined;
  const scheme = mqtt.broker === 'embedded' && mqtt.tls !== undefined ? 'https' : 'http';
  const own = web.hosts[0] ?? `${machine}.local`;
  const host = everywhere.includes(web.host) ? own : web.host.includes(':') ? `[${web.host}]` : web.host;
  return `${scheme}://${host}:${web.port}/status`;
}
