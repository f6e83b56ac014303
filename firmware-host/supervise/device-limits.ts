/** Every limit of the supervisor, in one place. Milliseconds unless the name says otherwise. */
export const limits = {
  backoff: { firstMs: 500, mostMs: 30_000, jitter: 0.2, healthyAfterMs: 60_000 },
  /**
   * An orderly close of a link that lasted `wellMs` is not a failure: the link is opened again at once, and every
   * `retryMs` while the device is not ready yet, until `withinMs` have passed.
   */
  reopen: { wellMs: 2_000, retryMs: 250, withinMs: 3_000, standsMs: 100 },
  openMs: 12_000,
  closeMs: 2_000,
  /**
   * Devices just plugged in belong to root until udev has run: within this time a refused open is not reported as a
   * fault.
   */
  permissionGraceMs: 2_000,
  permissionRetryMs: 200,
  flapping: { changes: 5, withinMs: 60_000 },
  reasonsMax: 8,
  /** The most characters of a serial number, because the device chooses its length. */
  serialMax: 126,
  /**
   * The most events and warnings that one driver may emit within a second; a keypad of twenty chattering keys emits
   * 500.
   */
  tellings: { most: 1_000, withinMs: 1_000 },
  /** The most that a driver may count at once: a ticket has a few hundred millimetres. */
  countMax: 100_000,
  /** A device that can be polled and has given no evidence for this long is `unknown`, neither online nor offline. */
  staleMs: 10_000,
  /** What a driver may ask for: the shortest pause between two questions, and the most time beyond that of its role. */
  probeEveryLeastMs: 5,
  extraMostMs: 60_000,
  /** The most turns that may wait for one device; one more is refused. */
  turnsMax: 64,
} as const;

/**
 * How the devices of a role are driven: how long one command may take, how often a device that supports it is polled
 * (an unplugged one must be noticed within two seconds), and whether a newer command replaces a waiting one.
 */
export const rolePolicy = {
  board: { performMs: 2_000, probeEveryMs: 1_000, probeMs: 1_000, order: 'every' },
  keys: { performMs: 2_000, probeEveryMs: 1_000, probeMs: 1_000, order: 'every' },
  rating: { performMs: 2_000, probeEveryMs: 1_000, probeMs: 1_000, order: 'every' },
  display: { performMs: 3_000, probeEveryMs: 1_000, probeMs: 1_000, order: 'latest' },
  printer: { performMs: 30_000, probeEveryMs: 1_500, probeMs: 3_000, order: 'every' },
  scanner: { performMs: 2_000, probeEveryMs: 1_000, probeMs: 1_000, order: 'every' },
  // An announcement in several languages takes half a minute.
  // Meanwhile it is not asked whether it is there.
  speaker: { performMs: 90_000, probeEveryMs: 1_500, probeMs: 3_000, order: 'every', staleMs: 100_000 },
  signal: { performMs: 2_000, probeEveryMs: 1_000, probeMs: 1_000, order: 'latest' },
} as const;
