/** What property tests of the satisfaction begin with: `LOKET_SEED` repeats a run. */
export const seed = Number(process.env.LOKET_SEED ?? Math.trunc(Math.random() * 2 ** 31));
console.info(`satisfaction: LOKET_SEED=${seed}`);
