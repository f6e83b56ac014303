import type { FleetView } from '../fleet/fleet-view.ts';
import { regionOfKey } from '../verdict/cause-keys.ts';
import type { Incident } from '../verdict/verdict-types.ts';
import type { Exposition } from './exposition.ts';
import { labelsText } from './label-text.ts';

/**
 * Adds an open incident. One that is below another, or in maintenance, is told apart: nobody is to be told of it
 * again, and one of which somebody was told before is not over.
 */
export function addIncident(text: Exposition, incident: Incident, view: FleetView): void {
  const { cause, site = '', parent, isQuiet } = incident;
  const { key, verdict, fix, confidence } = cause;
  const region = verdict === 'region' ? regionOfKey(key) : (view.site(site)?.region ?? '');
  const of = { key, site, region, verdict, fix };
  if (parent === undefined && !isQuiet) text.add('incident', labelsText({ ...of, confidence }), 1);
  else {
    const by = isQuiet ? 'maintenance' : 'parent';
    text.add('incidentHidden', labelsText({ ...of, by }), 1);
  }
}
