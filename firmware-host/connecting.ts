/**
 * For every connection to a host name: how long each of its addresses has before the next one is tried. Node's own 250
 * ms are less than one round trip over a satellite or a crowded mobile network, so a working address would be given up
 * for one that does not work (nodejs/node issue 54359). A lost first packet is sent again after a second (RFC 6298,
 * 2.1).
 */
export const everyAddress = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 2_500 } as const;
