import type { BoardLook, BoardMessage, FeedMessage } from '../../firmware-host/web/feed-messages.ts';

/** The server sends something every four seconds. After this long without a message the connection counts as dead. */
const silentMaxMs = 10_000;
/** The numbers stay on the screen during a shorter interruption. */
const graceMs = 3_000;
/** The event of a call follows its state: within this time it is the same call. */
const sameCallMs = 1_000;

export type State = { readonly [field: string]: unknown };

/** A call as the board came to know of it. `at`: by the board's steady clock; absent: before it was connected. */
export interface Call {
  readonly ticket: string;
  /** By the controller's clock, in Unix ms. */
  readonly calledAt: number;
  readonly at?: number;
}

/** An event of the hall that the model keeps nothing of. */
export interface HallEvent {
  readonly address: string;
  readonly data: State;
}

/** What a board knows, from the messages it gets. `now` is always the board's steady clock in ms. */
export interface BoardModel {
  /** The last JSON on each topic. */
  readonly states: ReadonlyMap<string, State>;
  readonly look: BoardLook | undefined;
  readonly calls: ReadonlyMap<string, Call>;
  opened(now: number): void;
  closed(now: number): void;
  /** Returns an event that happens now, for those who play announcements. */
  hear(message: BoardMessage, now: number): HallEvent | undefined;
  /** Whether the connection is open and has been silent too long. */
  silent(now: number): boolean;
  /** Since when the numbers may be out of date; undefined: they are current. */
  staleSince(now: number): number | undefined;
  /** The controller's time in Unix ms; undefined before it has told any. */
  wall(now: number): number | undefined;
}

export function createBoardModel(startedAt: number): BoardModel {
  const states = new Map<string, State>();
  let look: BoardLook | undefined;
  let [open, greeted, broker] = [false, false, false];
  let heardAt = startedAt;
  let aheadMs: number | undefined;
  let doubtfulSince: number | undefined = startedAt - graceMs;
  const wall = (now: number) => (aheadMs === undefined ? undefined : now + aheadMs);
  const calls = createCalls(wall);
  const silent = (now: number) => open && now - heardAt > silentMaxMs;

  function judge(now: number): void {
    const online = states.get('controller/state')?.state === 'online';
    const current = open && !silent(now) && broker && online;
    doubtfulSince = current ? undefined : (doubtfulSince ?? now);
  }

  return {
    states,
    get look() {
      return look;
    },
    calls: calls.byCounter,
    opened(now) {
      states.clear();
      [open, greeted, broker] = [true, false, false];
      heardAt = now;
    },
    closed(now) {
      open = false;
      judge(now);
    },
    hear(message, now) {
      heardAt = now;
      let event: HallEvent | undefined;
      if (message.type === 'look') look = message.look;
      else if (message.type === 'beat') {
        ({ broker } = message);
        aheadMs = message.at - now;
        greeted = true;
      } else if (message.address.indexOf('event/') === 0) event = eventOf(message);
      else keepState(states, message);
      if (message.type === 'mqtt')
        calls.hear(message.address, event?.data ?? states.get(message.address), greeted, now);
      judge(now);
      return event;
    },
    silent,
    staleSince(now) {
      judge(now);
      return doubtfulSince !== undefined && now - doubtfulSince >= graceMs ? doubtfulSince : undefined;
    },
    wall,
  };
}

/** An event that happens now; undefined: it is told again, for those who ask for it. */
function eventOf({ address, payload }: FeedMessage): HallEvent | undefined {
  const { historical, data } = JSON.parse(payload) as { historical?: unknown; data?: State };
  return historical === false && data !== undefined ? { address, data } : undefined;
}

function keepState(states: Map<string, State>, { address, payload }: FeedMessage): void {
  if (payload === '') states.delete(address);
  else states.set(address, JSON.parse(payload) as State);
}

/** Which number each counter called, and when, from states and events of calls. */
function createCalls(wall: (now: number) => number | undefined) {
  const byCounter = new Map<string, Call>();

  /** What came with the greeting was called before the board was there. */
  function called(counter: string, ticket: string, since: unknown, live: boolean, now: number): void {
    const call = live ? { calledAt: wall(now) ?? now, at: now } : { calledAt: instant(since) };
    byCounter.set(counter, { ticket, ...call });
  }

  return {
    byCounter,
    /** A state or an event; undefined: the state is gone, or the event does not happen now. */
    hear(address: string, said: State | undefined, live: boolean, now: number): void {
      const its = /^counter\/(.+)\/state$/.exec(address)?.[1];
      if (its !== undefined) {
        const ticket = said?.ticket;
        if (typeof ticket !== 'string') byCounter.delete(its);
        else if (byCounter.get(its)?.ticket !== ticket) called(its, ticket, said?.since, live, now);
      } else if (address.indexOf('event/ticket/') === 0 && typeof said?.counter === 'string') {
        const known = byCounter.get(said.counter);
        if (known !== undefined && (known.at === undefined || now - known.at > sameCallMs))
          called(said.counter, known.ticket, undefined, true, now);
      }
    },
  };
}

function instant(since: unknown): number {
  const at = typeof since === 'string' ? Date.parse(since) : Number.NaN;
  return Number.isNaN(at) ? 0 : at;
}
