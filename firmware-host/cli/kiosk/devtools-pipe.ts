import type { Readable, Writable } from 'node:stream';

/** The debugging pipe of a browser: JSON messages that end with NUL (Chrome DevTools Protocol). */
export interface DevtoolsPipe {
  /** Resolves with the result of a method; rejects with the error that the browser answers. */
  ask(method: string, params?: object, session?: string): Promise<Readonly<Record<string, unknown>>>;
}

interface Answer {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message?: string };
}

export function openDevtoolsPipe(to: Writable, from: Readable): DevtoolsPipe {
  const asked = new Map<number, { resolve(answer: Answer): void }>();
  let last = 0;
  let text = '';
  from.setEncoding('utf8');
  from.on('data', (chunk: string) => {
    const [...whole] = (text + chunk).split('\0');
    text = whole.pop() ?? '';
    for (const one of whole) {
      const answer = JSON.parse(one) as Answer;
      if (answer.id === undefined) continue;
      asked.get(answer.id)?.resolve(answer);
      asked.delete(answer.id);
    }
  });
  // A browser that is gone breaks the pipe; its end is told by the process.
  for (const stream of [to, from]) stream.on('error', () => undefined);
  return {
    async ask(method, params = {}, session) {
      const id = ++last;
      const answered = new Promise<Answer>((resolve) => asked.set(id, { resolve }));
      to.write(`${JSON.stringify({ id, method, params, ...(session && { sessionId: session }) })}\0`);
      const { result, error } = await answered;
      if (result === undefined) throw new Error(error?.message ?? `${method} was not answered`);
      return result;
    },
  };
}
