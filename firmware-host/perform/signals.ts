import type { SignalDevice, Site } from '../../config/site.ts';
import type { Done } from '../../devices/kind.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { SignalCommand } from '../../devices/roles.ts';
import type { QueueEvent } from '../queue/events.ts';
import type { ReadState } from '../queue/state.ts';
import { counterView } from '../queue/views.ts';

/** How long a refusal is shown at a ticket machine: the visitor stands in front of it. */
const refusalMs: Millis = 3_000;

/** How long a lamp thanks for an answer. */
const thanksMs: Millis = 2_000;

/** The part of a SupervisedDevice that is needed here. */
interface Lamp {
  perform(command: SignalCommand): Promise<Done>;
}

/**
 * The lamps and buzzers of the hall. That of a counter flashes when a visitor is called or called again, is lit while
 * the visitor is awaited, and is off otherwise. One that thanks is lit for a moment after an answer at its rating pad
 * that counts. Any other flashes when a ticket machine refuses.
 */
export interface Signals {
  /** Shows what came of an event, on the lamps of the counters that it touched. */
  see(event: QueueEvent, counters: readonly string[]): void;
  /** Somebody was refused at a device without a counter. */
  refused(): void;
  /** Shows on every lamp what it is to show now: after a start, and when the site file has changed. */
  showAll(): void;
  /** What the lamp `device` is to show now. */
  stateOf(device: string): SignalCommand['state'];
  /** Switches all off and shows nothing more. */
  stop(): void;
}

export function createSignals(of: {
  readonly site: () => Pick<Site, 'devices'>;
  readonly state: ReadState;
  readonly clock: Clock;
  readonly device: (id: string) => Lamp | undefined;
}): Signals {
  /** What lamps do for a while, and what ends that. */
  const passing = new Map<string, { readonly state: SignalCommand['state']; readonly cancel: Cancel }>();
  let stopped = false;

  const signals = signalsOf(of.site);
  const awaits = (counter: string | undefined) =>
    counter !== undefined && counterView(of.state, counter)?.state === 'called';

  function tell(id: string, state: SignalCommand['state']): void {
    // One that is away is told by its supervisor when it is back. To be told the same again changes nothing.
    of.device(id)
      ?.perform({ type: 'signal', state })
      .catch(() => undefined);
  }

  function calm(id: string): void {
    passing.get(id)?.cancel();
    passing.delete(id);
  }

  function stateOf(id: string): SignalCommand['state'] {
    const awaited = () => awaits(signals().find((signal) => signal.id === id)?.counter);
    return passing.get(id)?.state ?? (awaited() ? 'on' : 'off');
  }

  function show(id: string, state: SignalCommand['state'], ms: Millis): void {
    if (stopped) return;
    calm(id);
    const over = () => {
      passing.delete(id);
      tell(id, stateOf(id));
    };
    passing.set(id, { state, cancel: of.clock.after(ms, over, 'signal: shown for a while') });
    tell(id, state);
  }

  return {
    see(event, counters) {
      const calling = callingCounter(event);
      const pad = answeredPad(event);
      for (const { id, counter, flashForMs, thanksFor } of signals()) {
        if (pad !== undefined && thanksFor === pad) show(id, 'on', thanksMs);
        if (counter === undefined || !counters.includes(counter)) continue;
        if (!awaits(counter)) calm(id);
        else if (calling === counter) show(id, 'flash', flashForMs);
        tell(id, stateOf(id));
      }
    },
    refused() {
      for (const { id, counter, thanksFor } of signals())
        if (counter === undefined && thanksFor === undefined) show(id, 'flash', refusalMs);
    },
    showAll() {
      for (const id of passing.keys()) calm(id);
      for (const { id } of signals()) tell(id, stateOf(id));
    },
    stateOf,
    stop() {
      stopped = true;
      for (const id of passing.keys()) calm(id);
      for (const { id } of signals()) tell(id, 'off');
    },
  };
}

/** The lamps of the site in force, looked up once for each site: every event asks for them. */
function signalsOf(site: () => Pick<Site, 'devices'>): () => readonly SignalDevice[] {
  let known: { readonly devices: Site['devices']; readonly signals: readonly SignalDevice[] } | undefined;
  return () => {
    const { devices } = site();
    const signals = known?.devices === devices ? known.signals : devices.filter(isSignal);
    known = { devices, signals };
    return signals;
  };
}

const isSignal = (device: Site['devices'][number]): device is SignalDevice => device.role === 'signal';

/** The counter that calls somebody from the hall. Who comes without a ticket stands there already. */
function callingCounter(event: QueueEvent): string | undefined {
  if (event.type === 'ticket.recalled') return event.counter;
  return event.type === 'ticket.called' && event.cause !== 'walk-in' ? event.counter : undefined;
}

/** The rating pad of an answer that counts. A visitor who presses once more is thanked for no second answer. */
function answeredPad(event: QueueEvent): string | undefined {
  if (event.type !== 'rating.given') return undefined;
  return event.attributed === 'none' || event.attributed === 'repeated' ? undefined : event.pad;
}
