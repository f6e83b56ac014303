import { signal } from '@preact/signals';
import type { BoardMessage } from '../../firmware-host/web/feed-messages.ts';
import { connect } from '../shared/connection.ts';

/** The server sends something every four seconds. After this long without a message the connection counts as dead. */
const silentMaxMs = 10_000;
/** The numbers stay on the screen during a shorter interruption. */
const graceMs = 3_000;
const lookEveryMs = 500;
/** How long a repeated call is highlighted. */
const againMs = 6_500;

type State = { readonly [field: string]: unknown };

/** The last JSON on each topic. */
export const states = signal<ReadonlyMap<string, State>>(new Map());
/** Since when the numbers may be out of date, in Unix ms; undefined: they are current. */
export const staleSince = signal<number | undefined>(Date.now());
/** Counters that are calling a visitor just now, for the first time or again. */
export const calling = signal<ReadonlySet<string>>(new Set());
export const now = signal(Date.now());

let heardAt = 0;
let broker = false;
let doubtfulSince: number | undefined = Date.now() - graceMs;

const connection = connect<BoardMessage>('/board/feed', {
  opened() {
    heardAt = Date.now();
    states.value = new Map();
  },
  message(message) {
    heardAt = Date.now();
    if (message.type === 'beat') broker = message.broker;
    else take(message.address, message.payload);
    look();
  },
});

function take(address: string, payload: string): void {
  if (address.startsWith('event/')) {
    const { historical, data } = JSON.parse(payload);
    if (historical === false && typeof data?.counter === 'string') callAgain(data.counter);
    return;
  }
  const next = new Map(states.value);
  if (payload === '') next.delete(address);
  else next.set(address, JSON.parse(payload));
  states.value = next;
}

function callAgain(counter: string): void {
  calling.value = new Set([...calling.value].filter((other) => other !== counter));
  // Removed and added again, so that the blinking restarts.
  requestAnimationFrame(() => {
    calling.value = new Set([...calling.value, counter]);
  });
  setTimeout(() => {
    calling.value = new Set([...calling.value].filter((other) => other !== counter));
  }, againMs);
}

/**
 * Numbers are current while messages come from the server, it is connected to the broker, and the controller is online.
 */
function look(): void {
  now.value = Date.now();
  const silent = now.value - heardAt > silentMaxMs;
  if (silent && connection.open.value) connection.renew();
  const controller = states.value.get('controller/state')?.state;
  const current = connection.open.value && !silent && broker && controller === 'online';
  doubtfulSince = current ? undefined : (doubtfulSince ?? now.value);
  staleSince.value =
    doubtfulSince !== undefined && now.value - doubtfulSince >= graceMs ? doubtfulSince : undefined;
}

setInterval(look, lookEveryMs);
