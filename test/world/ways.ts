import { Fault } from '../../devices/fault.ts';
import type { Millis } from '../../devices/ports.ts';

/**
 * How the way of one client to a broker is cut. `reset`: both sides are told at once, and each attempt fails at once
 * for want of a network. `frozen`: nobody is told, and what is sent waits until the way is open again.
 */
export type Cut = 'reset' | 'frozen';

/** The ways from clients to a broker, by the name of the client. */
export class Ways {
  readonly #cuts = new Map<
    string,
    { readonly how: Cut; readonly since: Millis; readonly held: (() => void)[] }
  >();

  cut(name: string, how: Cut, now: Millis): void {
    this.#cuts.set(name, { how, since: now, held: [] });
  }

  /** The way is open again: what a frozen way held comes now. */
  open(name: string): void {
    const held = this.#cuts.get(name)?.held ?? [];
    this.#cuts.delete(name);
    for (const packet of held) packet();
  }

  how(name: string): Cut | undefined {
    return this.#cuts.get(name)?.how;
  }

  since(name: string): Millis | undefined {
    return this.#cuts.get(name)?.since;
  }

  /** Now, or when the way is open again. */
  carry(name: string, packet: () => void): void {
    const cut = this.#cuts.get(name);
    if (cut === undefined) packet();
    else cut.held.push(packet);
  }
}

/** A fault as a socket makes it, with the code by which the office tells why it has no line. */
export function socketFault(code: 'ECONNREFUSED' | 'ENETUNREACH' | 'ETIMEDOUT', message: string): Fault {
  return new Fault('broker.down', message, { cause: Object.assign(new Error(message), { code }) });
}
