import type { Clock } from '../../devices/ports.ts';
import { createTurns } from '../../devices/serial-execution.ts';
import { createMakeReport, reportSize } from './make-report.ts';
import { createMakeSatisfaction, satisfactionSize } from './make-satisfaction.ts';
import { createReportMaker, type OfficeReports } from './report-maker.ts';
import type { UsualHours } from './site-facts-of.ts';

/** The makers of all reports of an office: one is made at a time, of whatever kind. */
export function createOfficeReports(of: {
  readonly clock: Clock;
  readonly wall: () => number;
  readonly usual: UsualHours;
}): Omit<OfficeReports, 'title'> {
  const inTurn = createTurns();
  return {
    maker: createReportMaker({ make: createMakeReport(of), ...reportSize, inTurn }, of.clock),
    satisfaction: createReportMaker(
      { make: createMakeSatisfaction(of), ...satisfactionSize, inTurn },
      of.clock,
    ),
  };
}
