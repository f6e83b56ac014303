import type { Clock } from '../../../devices/ports.ts';

/** Packets a client may send in one go, and per second from then on. An officer's page sends a few a minute. */
const burstMost = 500;
const perSecond = 200;
/** PUBACK answers what we sent: a subscriber that keeps up with a busy hall is not a flood. */
const pubackType = 4;

/** A bucket of packets for one connection. Answers whether a packet whose first byte is `first` may still come. */
export function openPacketRate(clock: Clock): (first: number) => boolean {
  let tokens = burstMost;
  let at = clock.now();
  return (first) => {
    if (first >> 4 === pubackType) return true;
    const now = clock.now();
    tokens = Math.min(burstMost, tokens + ((now - at) / 1_000) * perSecond);
    at = now;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}
