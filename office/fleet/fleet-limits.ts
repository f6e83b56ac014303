import { holidaysMax, openingSpansMax } from '../../firmware-host/mqtt/messages/opening-hours.ts';

/** What the fleet remembers at most. Whatever a site sends, it takes no more than this. */
export const fleetLimits = {
  sitesMax: 5_000,
  /** Of one site. */
  devicesMax: 300,
  servicesMax: 100,
  countersMax: 300,
  kindsMax: 64,
  /** Of one day of the week. */
  openingSpansMax,
  holidaysMax,
  /** More than a service can have numbers for. */
  ticketsPerDayMax: 1_000_000,
  /** 100,000 km of paper. */
  paperMmMax: 100_000_000_000,
  /** Of one device. */
  reasonsMax: 8,
  textCharactersMax: 200,
} as const;
