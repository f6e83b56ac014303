/** What the fleet remembers at most. Whatever a site sends, it takes no more than this. */
export const fleetLimits = {
  sitesMax: 5_000,
  /** Of one site. */
  devicesMax: 300,
  servicesMax: 100,
  countersMax: 300,
  kindsMax: 64,
  /** Of one device. */
  reasonsMax: 8,
  textCharactersMax: 200,
} as const;
