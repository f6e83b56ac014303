import { holidaysMax } from '../../config/values/date.ts';
import { openingSpansMax } from '../../firmware-host/mqtt/messages/opening-hours.ts';
import { heardLimits } from '../verdict/heard-limits.ts';

/** What the fleet remembers at most. Whatever a site sends, it takes no more than this. */
export const fleetLimits = {
  sitesMax: 5_000,
  /** Of one site. */
  devicesMax: heardLimits.devicesMax,
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
  reasonsMax: heardLimits.reasonsOfDeviceMax,
  textCharactersMax: heardLimits.wordMaxCharacters,
} as const;
