import { blameDriver } from '../supervise/driver-context.ts';

/**
 * What a driver threw where nobody waited for it costs its device. Anything else that nobody caught ends the process,
 * as it would anyway: the journal is whole, and a new start is safer than going on from a state nobody knows.
 */
export function surviveDrivers(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (thrown: unknown) => {
      if (blameDriver(thrown)) return;
      console.error(thrown);
      process.exit(1);
    });
  }
}
