import { blameDriver } from '../supervise/driver-context.ts';

/**
 * An error that a driver throws outside an awaited call fails its device only. Any other uncaught error ends the
 * process, as it would anyway: the journal is complete, and a new start is safer than continuing from an unknown state.
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
