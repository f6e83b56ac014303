import type { Site } from '../../../config/site.ts';
import { secretsOf } from '../../process/secrets.ts';

/** Every file that the site file names: secrets, certificates, the list of bookings, logos of board and tickets. */
export function namedFiles(site: Site): readonly string[] {
  const { mqtt, uplink, updates, checkIn, boardDesign, ticketDesign } = site;
  const certificates = mqtt.broker === 'embedded' ? [mqtt.tls?.cert] : [mqtt.caFile];
  const all = [
    ...certificates,
    uplink?.caFile,
    uplink?.certFile,
    updates?.keyFile,
    checkIn?.file,
    boardDesign.logo,
    ticketDesign.logo,
    ...secretsOf(site).map(([, path]) => path),
  ];
  return [...new Set(all.flatMap((path) => path ?? []))];
}
