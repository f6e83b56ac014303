import { createInterface } from 'node:readline/promises';

/** Asks a question at the terminal: whether exactly `wanted` was typed, so that nobody agrees out of habit. */
export async function confirmed(question: string, wanted: string): Promise<boolean> {
  const input = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await input.question(question)).trim() === wanted;
  } finally {
    input.close();
  }
}
