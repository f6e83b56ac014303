import type { Answer } from '../mqtt/commands/command-port.ts';

/** Answers `busy` while earlier work is under way. */
export function createOneAtATime<Asked extends readonly unknown[]>(
  work: (...asked: Asked) => Promise<Answer>,
): (...asked: Asked) => Promise<Answer> {
  let working = false;
  return async (...asked) => {
    if (working) return { error: 'busy' };
    working = true;
    try {
      return await work(...asked);
    } finally {
      working = false;
    }
  };
}
