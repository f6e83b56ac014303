import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import type { OfficeRefusal } from '../../office/web/office-messages.ts';
import type { ReportAnswer, ReportProgressAnswer } from '../../office/web/report-messages.ts';
import { ask } from './ask-office.ts';
import { leave } from './office-store.ts';
import { wantedReport } from './view.ts';

export interface AskedReport {
  readonly report: ReportAnswer | undefined;
  readonly making: ReportProgressAnswer['making'] | undefined;
  readonly why: OfficeRefusal | undefined;
}

const nothing: AskedReport = { report: undefined, making: undefined, why: undefined };

/** What a request for the report that is wanted, or for a file of it, says. */
export function reportQuery(): string {
  const { period, date, site } = wantedReport.value;
  return new URLSearchParams({ period, date, ...(site === '' ? {} : { site }) }).toString();
}

/** The report that is wanted, asked for until it is made; again when `again` changes. The office waits each time. */
export function useReport(again: Signal<number>): Signal<AskedReport> {
  const answered = useSignal<AskedReport>(nothing);
  useSignalEffect(() => {
    void again.value;
    const path = `/api/report?${reportQuery()}`;
    let isOver = false;
    answered.value = nothing;
    const askAgain = async (): Promise<void> => {
      const answer = await ask<ReportAnswer | ReportProgressAnswer>(path);
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
