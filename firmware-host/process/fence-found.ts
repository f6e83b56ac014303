import type { SettledSite } from '../../config/running-site.ts';
import type { Fault } from '../../devices/fault.ts';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { fenced, readFence } from '../journal/sqlite/fence.ts';
import type { Log } from '../log.ts';

/**
 * The fault of a data folder that was restored from a backup while the original may still be at work; undefined for
 * every other one. At a broker of the site's own the copy runs and says so. At one that it shares with the original it
 * would take over the connection and the retained states of that: then the fault is thrown.
 */
export function fenceFound(data: string, { mqtt }: SettledSite, log: Log): Fault | undefined {
  const fence = readFence(data);
  if (fence === undefined) return undefined;
  const fault = fenced(fence);
  if (mqtt.broker === 'external') throw fault;
  log.error({ code: fault.code, hint: faultCatalogue[fault.code].en }, fault.message);
  return fault;
}
