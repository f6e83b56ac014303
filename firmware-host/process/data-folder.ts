/** The folder in the data folder for tickets of simulated printers, as pictures. */
export const PICTURES = 'simulated';
/** The file of the uplink's cursor. */
export const UPLINK_CURSOR = 'uplink.cursor';
/** The file with the `$SERVICE_RESULT` of the previous run, which the unit's `ExecStopPost=` writes. */
export const LAST_END = 'last-end';
/** The files and folders that may be in a data folder besides the journal. */
export const BESIDES_JOURNAL = [PICTURES, UPLINK_CURSOR, `${UPLINK_CURSOR}.new`, LAST_END] as const;
