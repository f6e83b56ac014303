/** What has been frozen as deep as it goes; `Object.isFrozen` tells of the surface alone. */
const done = new WeakSet<object>();

/**
 * The same value, which nobody can change from now on: objects, arrays, maps and sets, however deep. What has a class
 * of its own, such as a schema of a device kind, stays as it is.
 */
export function frozen<T>(value: T): T {
  freeze(value);
  return value;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || done.has(value)) return;
  const inside = partsOf(value);
  if (inside === undefined) return;
  done.add(value);
  for (const part of inside) freeze(part);
  Object.freeze(value);
}

function partsOf(value: object): Iterable<unknown> | undefined {
  if (value instanceof Map) {
    refuseChanges(value, 'set', 'delete', 'clear');
    return [...value].flat();
  }
  if (value instanceof Set) {
    refuseChanges(value, 'add', 'delete', 'clear');
    return value;
  }
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? Object.values(value) : undefined;
}

/** `Object.freeze` leaves what is inside a map or a set as open as before. */
function refuseChanges(value: object, ...methods: readonly string[]): void {
  const refuse = () => {
    throw new TypeError('this is frozen');
  };
  for (const method of methods) Object.defineProperty(value, method, { value: refuse });
}
