/** Takes note of something that was opened, and gives it back. */
export type Opened = <One>(one: One, close: (one: One) => Promise<void> | void) => One;

/**
 * Opens several things, each of which needs those before it. When one cannot be opened, those that were are closed, the
 * last one first, and the promise rejects with the reason. Whoever gets the result closes it.
 */
export async function openAll<All>(open: (opened: Opened) => Promise<All>): Promise<All> {
  const closes: (() => Promise<void> | void)[] = [];
  try {
    return await open((one, close) => {
      closes.push(() => close(one));
      return one;
    });
  } catch (thrown) {
    for (const close of closes.reverse()) await settled(close);
    throw thrown;
  }
}

/** One that cannot be closed must not keep the others open; the reason that matters is why it was not opened. */
async function settled(close: () => Promise<void> | void): Promise<void> {
  try {
    await close();
  } catch {
    // As above.
  }
}
