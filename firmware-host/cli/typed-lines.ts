import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Reads lines of standard input, one at a time. At a terminal the typed text is not shown. */
export function typedLines(): { next(prompt: string): Promise<string>; close(): void } {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const input = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  const lines = input[Symbol.asyncIterator]();
  return {
    async next(prompt) {
      if (process.stdin.isTTY) process.stderr.write(prompt);
      const { value, done } = await lines.next();
      if (process.stdin.isTTY) process.stderr.write('\n');
      return done === true ? '' : String(value);
    },
    close: () => input.close(),
  };
}

/** Asks for the password of an account. */
export async function askPassword(username: string): Promise<string> {
  const lines = typedLines();
  const password = await lines.next(`${username}: `);
  lines.close();
  return password;
}
