/** Every limit of the supervisor, in one place. Milliseconds unless the name says otherwise. */
export const limits = {
  backoff: { firstMs: 500, mostMs: 30_000, jitter: 0.2, healthyAfterMs: 60_000 },
  /**
   * An orderly close of a link that stood for `wellMs` is no failure: the link is opened again at once, and every
   * `retryMs` for a device that is not ready yet, until `withinMs` have passed.
   */
  reopen: { wellMs: 2_000, retryMs: 250, withinMs: 3_000, standsMs: 100 },
  openMs: 12_000,
  closeMs: 2_000,
  /** Freshly plugged devices belong to root until udev has run: no fault before this has passed. */
  permissionGraceMs: 2_000,
  permissionRetryMs: 200,
  flapping: { changes: 5, withinMs: 60_000 },
  reasonsMax: 8,
  /** Characters of a serial number, which a device tells as it likes. */
  serialMax: 126,
  /** What one driver may tell and warn of within a second; a keypad of twenty chattering keys tells 500. */
  tellings: { most: 1_000, withinMs: 1_000 },
  /** A device that can be asked and has proved nothing for so long is unknown, and neither there nor gone. */
  staleMs: 10_000,
  /** Turns that may wait for one device; one more is refused. */
  turnsMax: 64,
} as const;

/**
 * How the devices of a role are driven: how long one command may take, how often a device that can be asked is asked
 * (an unplugged one is to be seen within two seconds), and whether a newer command replaces one that still waits.
 */
export const rolePolicy = {
  board: { performMs: 2_000, probeEveryMs: 1_000, probeMs: 1_000, order: 'every' },
  keys: { performMs: 2_000, probeEveryMs: 1_000, probeMs: 1_000, order: 'every' },
  display: { performMs: 3_000, probeEveryMs: 1_000, probeMs: 1_000, order: 'latest' },
  printer: { performMs: 30_000, probeEveryMs: 1_500, probeMs: 3_000, order: 'every' },
  scanner: { performMs: 2_000, probeEveryMs: 1_000, probeMs: 1_000, order: 'every' },
} as const;
