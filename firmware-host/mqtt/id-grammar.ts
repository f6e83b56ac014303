/** Ids of sites, services, counters, devices and commands: lower case letters, digits and hyphens, 1 to 40. */
export const idGrammar = /^[a-z0-9-]{1,40}$/;
