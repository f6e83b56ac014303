/** Tickets of simulated printers, as pictures: a folder in the data folder. */
export const PICTURES = 'simulated';
