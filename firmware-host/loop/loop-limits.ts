/** Every limit of the loop, in one place. */
export const limits = {
  /** The most inputs that may wait: more than a hall can press. One more is dropped and counted. */
  inboxMax: 4_096,
  /** The most inputs taken in one turn, so that sockets and timers get their share. */
  turnMax: 64,
  /** Key gestures: held this long is a long press; a second press this soon after the first makes a double one. */
  longMs: 600,
  doubleMs: 350,
  /** A key down this long is jammed. */
  stuckMs: 10_000,
  /** More presses on one device than hands can make are reported as a fault; they are still handled. */
  flood: { most: 40, withinMs: 5_000, quietMs: 5_000 },
  /**
   * More presses on one rating pad than visitors make, children included. They are reported in the same way, and
   * dropped.
   */
  padFlood: { most: 20, withinMs: 10_000, quietMs: 10_000 },
  /** A number being typed on a numpad: at most this many digits, forgotten after this long. */
  entryMax: 6,
  entryMs: 8_000,
  tickMs: 1_000,
} as const;
