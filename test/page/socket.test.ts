import { afterEach, beforeEach, expect, test, vi } from 'vitest';

interface Heard {
  opened(): void;
  message(message: string): void;
  closed(): void;
}

// What a page imports is typed with a browser's library, which is not that of the tests.
const page = new URL('../../pages/shared/socket.ts', import.meta.url).href;
const { openSocket }: { openSocket(path: string, heard: Heard): { renew(): void } } = await import(page);

/** A browser's socket to a server that is dead: it says no goodbye. */
class DeadSocket {
  static readonly OPEN = 1;
  static readonly all: DeadSocket[] = [];
  readonly readyState = 1;
  closes = 0;
  onopen = (): void => {};
  onmessage = (_: { readonly data: string }): void => {};
  onclose = (): void => {};
  constructor() {
    DeadSocket.all.push(this);
  }
  close(): void {
    this.closes++;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', DeadSocket);
  vi.stubGlobal('location', { protocol: 'http:', host: 'hall' });
});
afterEach(() => {
  DeadSocket.all.length = 0;
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a silent connection that is given up is over at once, and only once, although the other side says nothing', () => {
  const said: string[] = [];
  const socket = openSocket('/feed', {
    opened: () => said.push('opened'),
    message: (message) => said.push(message),
    closed: () => said.push('closed'),
  });
  const [first] = DeadSocket.all;
  first?.onopen();
  socket.renew();
  expect(said).toEqual(['opened', 'closed']);
  expect(first?.closes).toBe(1);
  vi.advanceTimersByTime(1_000);
  expect(DeadSocket.all).toHaveLength(2);
  DeadSocket.all[1]?.onopen();
  // What the dead one still has to say is of a connection that is over.
  first?.onmessage({ data: '"late"' });
  first?.onclose();
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual(['opened', 'closed', 'opened']);
  expect(DeadSocket.all).toHaveLength(2);
});
