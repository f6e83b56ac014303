/** Objects that were frozen deeply; `Object.isFrozen` knows only the object itself. */
const done = new WeakSet<object>();

/**
 * Freezes `value` deeply (objects, arrays, maps and sets) and returns it. Instances of other classes, such as the
 * schema of a device kind, are left as they are.
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

/** `Object.freeze` does not protect the entries of a map or a set: replace the methods that change them. */
function refuseChanges(value: object, ...methods: readonly string[]): void {
  const refuse = () => {
    throw new TypeError('this is frozen');
  };
  for (const method of methods) Object.defineProperty(value, method, { value: refuse });
}
