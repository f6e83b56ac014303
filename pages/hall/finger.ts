import { send } from './store.ts';

/** A click and a tap may be over sooner than any finger leaves a key: to the hall that would be noise on a wire. */
const leastMs = 50;

/** Since when each key is down, and what will let go of those that came up too soon. */
const down = new Map<string, number>();
const lifting = new Map<string, ReturnType<typeof setTimeout>>();

/** A finger presses a key of the hall. */
export function press(device: string, key: string): void {
  const name = `${device} ${key}`;
  if (lifting.has(name)) lift(name);
  down.set(name, performance.now());
  send(`hold ${name}`);
}

/** It lets go, when it has been there for as long as a finger is. */
export function letGo(device: string, key: string): void {
  const name = `${device} ${key}`;
  const leftMs = (down.get(name) ?? 0) + leastMs - performance.now();
  if (leftMs <= 0) lift(name);
  else if (!lifting.has(name))
    lifting.set(
      name,
      setTimeout(() => lift(name), leftMs),
    );
}

function lift(name: string): void {
  clearTimeout(lifting.get(name));
  lifting.delete(name);
  down.delete(name);
  send(`release ${name}`);
}
