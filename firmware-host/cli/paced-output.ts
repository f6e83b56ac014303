/**
 * Writes to standard output at its reader's pace. Resolves to false once there is no reader any more, as after `|
 * head`. Rejects when the text cannot be written for another reason, such as a full disk.
 */
export function pacedOutput(): (text: string) => Promise<boolean> {
  // Each write gets its own error; without a listener on the stream, the error event would end the process.
  process.stdout.on('error', () => {});
  return (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => {
        if (error === null || error === undefined) resolve(true);
        else if ((error as NodeJS.ErrnoException).code === 'EPIPE') resolve(false);
        else reject(error);
      });
    });
}
