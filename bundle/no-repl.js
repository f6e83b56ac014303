/** In place of Node's own, which johnny-five loads at once and Loket never starts: it brings a compiler along. */
export function start() {
  throw new Error('Loket has no REPL');
}
