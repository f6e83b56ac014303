/** Commands beyond this are lost, as when a real receive buffer overflows. */
export const bufferedCommandsLimit = 20_000;
export const heldBytesLimit = 64 * 1024;

/** How many of the newest commands `transcript` keeps. */
export const transcriptLimit = 10_000;
