/** Keys of causes. A key under a site begins with the site's own, so that what is below it can be found. */
export const fleetKey = 'fleet';
/** The clock of the office itself. */
export const ownClockKey = 'office/clock';

export function regionKey(region: string): string {
  return `region/${region}`;
}

/** The region in a key that `regionKey` made. */
export function regionOfKey(key: string): string {
  return key.slice(regionKey('').length);
}

export function siteKey(site: string): string {
  return `site/${site}`;
}

/** Nothing is known of the site yet: never alarmed. */
export function unknownKey(site: string): string {
  return `site/${site}/unknown`;
}

export function clockKey(site: string): string {
  return `site/${site}/clock`;
}

export function controllerKey(site: string, code: string): string {
  return `site/${site}/controller/${code}`;
}

export function hubKey(site: string, hub: string): string {
  return `site/${site}/hub/${hub}`;
}

export function deviceKey(site: string, device: string, code: string): string {
  return `site/${site}/device/${device}/${code}`;
}
