/** GS ( H takes four bytes from 20h to 7Eh. The space (20h) is not used: some printers drop it. */
const first = 0x21;
const values = 0x7f - first;
const length = 4;
const most = values ** length;

/**
 * Process ids, each different from those before it. Every opening begins at a random one of 78 million, so that a late
 * answer from before a restart does not match a question asked after it.
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
