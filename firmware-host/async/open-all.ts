/** Registers something that was opened together with how to close it, and returns it. */
export type Opened = <One>(one: One, close: (one: One) => Promise<void> | void) => One;

/**
 * Opens several things, each of which needs those before it. If one cannot be opened, those opened before are closed,
 * the last one first, and the promise rejects with the reason. Otherwise the caller closes the result.
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

/** One that cannot be closed must not keep the others open; the error that matters is the one of the opening. */
async function settled(close: () => Promise<void> | void): Promise<void> {
  try {
    await close();
  } catch {
    // Ignored, as explained above.
  }
}
