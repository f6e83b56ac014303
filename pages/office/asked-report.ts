import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import type { OfficeRefusal } from '../../office/web/office-messages.ts';
import type { ReportProgressAnswer } from '../../office/web/report-messages.ts';
import { ask } from './ask-office.ts';
import { leave } from './office-store.ts';
import { wantedReport } from './view.ts';

export interface AskedReport<Report> {
  readonly report: Report | undefined;
  readonly making: ReportProgressAnswer['making'] | undefined;
  readonly why: OfficeRefusal | undefined;
}

/** What a request for the report that is wanted, or for a file of it, says. */
export function reportQuery(): string {
  const { period, date, site } = wantedReport.value;
  return new URLSearchParams({ period, date, ...(site === '' ? {} : { site }) }).toString();
}

/**
 * The report that is wanted, asked for at a path until it is made; again when `again` changes. The office waits each
 * time.
 */
export function useReport<Report extends object>(
  path: string,
  again: Signal<number>,
): Signal<AskedReport<Report>> {
  const nothing: AskedReport<Report> = { report: undefined, making: undefined, why: undefined };
  const answered = useSignal(nothing);
  useSignalEffect(() => {
    void again.value;
    const wanted = `${path}?${reportQuery()}`;
    let isOver = false;
    answered.value = nothing;
    const askAgain = async (): Promise<void> => {
      const answer = await ask<Report | ReportProgressAnswer>(wanted);
      if (isOver) return;
      if (!answer.ok) {
        if (answer.why === 'session') leave();
        else answered.value = { ...nothing, why: answer.why };
      } else if ('making' in answer.value) {
        answered.value = { ...nothing, making: answer.value.making };
        void askAgain();
      } else answered.value = { ...nothing, report: answer.value };
    };
    void askAgain();
    return () => {
      isOver = true;
    };
  });
  return answered;
}
