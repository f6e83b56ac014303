import { thingLimits } from './thing-limits.ts';

/** What a message says: its text and, where that is JSON, the value of a field. */
export interface ThingPayload {
  readonly text: string;
  /** The value at a path as a text; undefined: it is not there, or nothing that can be compared. */
  field(path: readonly string[]): string | undefined;
}

/** Undefined for a message that is too long, or no UTF-8. */
export function readPayload(bytes: Uint8Array): ThingPayload | undefined {
  if (bytes.length > thingLimits.payloadMaxBytes) return undefined;
  const text = utf8(bytes);
  if (text === undefined) return undefined;
  let tree: unknown;
  let isRead = false;
  return {
    text,
    field(path) {
      if (path.length === 0) return text.trim();
      if (!isRead) tree = json(text);
      isRead = true;
      return comparable(path.reduce(within, tree));
    },
  };
}

/** Whether a text is a JSON object, as one has to be of which fields are read. */
export const isObject = (text: string): boolean => {
  const tree = json(text);
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
};

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const within = (tree: unknown, name: string): unknown =>
  typeof tree === 'object' && tree !== null && Object.hasOwn(tree, name)
    ? (tree as Readonly<Record<string, unknown>>)[name]
    : undefined;

const comparable = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
