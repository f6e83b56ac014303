import { heardLimits } from '../verdict/heard-limits.ts';

/** What the fleet remembers at most. Whatever a site sends, it takes no more than this. */
export const fleetLimits = {
  sitesMax: 5_000,
  /** Of one site. */
  devicesMax: heardLimits.devicesMax,
  servicesMax: 100,
  countersMax: 300,
  kindsMax: 64,
  /** Of one device. */
  reasonsMax: heardLimits.reasonsOfDeviceMax,
  textCharactersMax: heardLimits.wordMaxCharacters,
} as const;
