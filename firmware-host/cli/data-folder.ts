/** Tickets of simulated printers, as pictures: a folder in the data folder. */
export const PICTURES = 'simulated';
/** How far the central office has the events. */
export const UPLINK_CURSOR = 'uplink.cursor';
/** All there may be in a data folder besides the journal. */
export const BESIDES_JOURNAL = [PICTURES, UPLINK_CURSOR, `${UPLINK_CURSOR}.new`] as const;
