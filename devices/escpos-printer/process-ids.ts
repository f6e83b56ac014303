/** GS ( H takes four bytes from 20h to 7Eh; a space is left out, which some printers drop. */
const first = 0x21;
const values = 0x7f - first;
const length = 4;
const most = values ** length;

/**
 * Process ids, each one other than those before it. Every opening begins anywhere among 78 million, so that an answer
 * which was asked for before a restart is not taken for one that is asked for after it.
 */
export function createProcessIds(random: () => number): () => string {
  let number = Math.floor(random() * most);
  return () => {
    number = (number + 1) % most;
    let left = number;
    const codes = Array.from({ length }, () => {
      const code = first + (left % values);
      left = Math.floor(left / values);
      return code;
    });
    return String.fromCharCode(...codes);
  };
}
