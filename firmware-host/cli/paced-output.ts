/**
 * Standard output at its reader's pace: resolves to false once nobody reads any more, as after `| head`. Rejects when
 * the text cannot be written for another reason, such as a full disk.
 */
export function pacedOutput(): (text: string) => Promise<boolean> {
  // Each write tells its own error; the stream must have somebody who listens all the same.
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
