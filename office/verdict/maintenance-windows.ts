import type { MaintenanceWindow } from './verdict-types.ts';

/** In which windows something is; times are Unix ms. */
export interface MaintenanceWindows {
  /** Whether the site, or the device, is in maintenance at `wall`. */
  has(
    of: { readonly site: string; readonly region: string | undefined; readonly device?: string | undefined },
    wall: number,
  ): boolean;
  hasRegion(region: string, wall: number): boolean;
  /** When the next window begins or ends. */
  nextEdge(wall: number): number | undefined;
}

export function openWindows(windows: readonly MaintenanceWindow[]): MaintenanceWindows {
  const bySite = new Map<string, MaintenanceWindow[]>();
  for (const window of windows) {
    const site = window.site ?? '';
    bySite.set(site, [...(bySite.get(site) ?? []), window]);
  }
  const isIn = (window: MaintenanceWindow, wall: number): boolean => window.from <= wall && wall < window.to;
  const ofRegion = (region: string | undefined, wall: number): boolean =>
    region !== undefined && (bySite.get('') ?? []).some((one) => one.region === region && isIn(one, wall));
  return {
    has: ({ site, region, device }, wall) =>
      ofRegion(region, wall) ||
      (bySite.get(site) ?? []).some(
        (one) => (one.device === undefined || one.device === device) && isIn(one, wall),
      ),
    hasRegion: ofRegion,
    nextEdge(wall) {
      const edges = windows.flatMap(({ from, to }) => [from, to]).filter((edge) => edge > wall);
      return edges.length === 0 ? undefined : Math.min(...edges);
    },
  };
}
