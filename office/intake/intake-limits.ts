/**
 * Every limit of the intake, in one place. Sizes are those of the messages; what is made of them has six times as much.
 */
export const intakeLimits = {
  /**
   * Events that are ready within this time are stored in one transaction, so the disk is waited for once. After a
   * transaction of the most events it is the longer time, in between in proportion: what a transaction costs for each
   * site and each page of the store is then spent on more events.
   */
  batchMs: 50,
  batchFullMs: 250,
  /** The most events of one transaction. */
  batchEventsMax: 5_000,
  /** Events that wait for the store: above this, nothing is read from the broker until half of it is left. */
  waitingMaxBytes: 8 * 2 ** 20,
  /** What one site may have of that, so that a site whose events the store does not take stops no other. */
  siteWaitingMaxBytes: 2 * 2 ** 20,
  /**
   * Reading is held for so long at most: the queue of the broker to us would be full at some time, and it would drop
   * states. From then on we drop events instead, which can be asked for again.
   */
  readingHeldMaxMs: 5_000,
  /** Events behind gaps, of all sites and of one. Further ones are dropped, and asked for again. */
  behindGapsMaxBytes: 12 * 2 ** 20,
  siteBehindGapMaxBytes: 2 * 2 ** 20,
  /** A longer event is none of this contract; real ones have less than 2 KB. */
  eventMaxBytes: 64 * 2 ** 10,
  /** The levels of its data, and the length of its type and of the name of its run; real ones have 3, and 30. */
  eventLevelsMax: 20,
  eventNameMaxCharacters: 100,
  /** A state or a health is told at this length at most; real ones have less than 8 KB. */
  messageMaxBytes: 256 * 2 ** 10,
  /** More sites than this are not followed. */
  sitesMax: 20_000,

  /** The first and the longest wait before the store is tried again. */
  storeRetryMs: 500,
  storeRetryMaxMs: 15_000,
  /** At a stop, the last batch may take so long. */
  stopMaxMs: 5_000,

  /** A marker that has not come back is sent again: a broker whose queue to us is full drops it. */
  markerAgainMs: 30_000,
  /** A broker that has never brought a marker back forbids it: from then on so much time stands for a marker. */
  markerLateMs: 30_000,

  /** Events that are asked for and have not come, of all sites: fewer than the queue of the broker to us holds. */
  askedEventsMax: 80_000,
  /** A request without an answer is made again after this long, and after twice as long each time, up to the most. */
  askAgainMs: 5_000,
  askAgainMaxMs: 60_000,
  /** After this many answers without the missing event, the site does not have it. */
  answersMax: 3,

  /** Events a second that the intake takes of all sites together; each site is told its part. */
  eventsPerSecondMin: 500,
  eventsPerSecondMax: 20_000,
  /** A message that stands in the queue of the broker to us for less is a short queue, for more a long one. */
  queueShortMs: 300,
  queueLongMs: 1_500,
  /** What a site is told, at least and at most: its own limit is 100 where its file says nothing. */
  siteEventsPerSecondMin: 1,
  siteEventsPerSecondMax: 100,
  /** The rate is looked at this often, and said again when it is off by this part of itself. */
  rateEveryMs: 1_000,
  rateOffMax: 0.1,
} as const;
