/** Tickets of simulated printers, as pictures: a folder in the data folder. */
export const PICTURES = 'simulated';
/** How far the central office has the events. */
export const UPLINK_CURSOR = 'uplink.cursor';
/** `$SERVICE_RESULT` of the run before, which the unit's `ExecStopPost=` writes there. */
export const LAST_END = 'last-end';
/** All there may be in a data folder besides the journal. */
export const BESIDES_JOURNAL = [PICTURES, UPLINK_CURSOR, `${UPLINK_CURSOR}.new`, LAST_END] as const;
