import type { ReportAnswer } from '../../office/web/report-messages.ts';
import { DeviceTiles, HoursNotes, ModelTable, SiteTable, WorstDevices } from './report-devices.tsx';
import { ReportFrame } from './report-frame.tsx';
import { PaperTable } from './report-paper.tsx';
import { QueueSums, SiteQueues } from './report-queues.tsx';

/** Reports of a week or a month, of all sites or of one: a page, a sheet of paper, and files. */
export function ReportsView() {
  return (
    <ReportFrame<ReportAnswer>
      path="/api/report"
      title="reports"
      files={[
        ['availability', 'availability'],
        ['queues', 'queues'],
        ['paper', 'paper'],
      ]}
      shown={(report) => <Report of={report} />}
    />
  );
}

function Report({ of }: { readonly of: ReportAnswer }) {
  const isOfSite = of.site !== null;
  return (
    <>
      <DeviceTiles of={of} />
      <HoursNotes of={of} />
      {!isOfSite && <SiteTable of={of} />}
      <div class={isOfSite ? 'report-one' : 'report-two'}>
        <WorstDevices of={of} />
        <ModelTable of={of} />
      </div>
      <QueueSums of={of} />
      {!isOfSite && <SiteQueues of={of} />}
      <PaperTable of={of} />
    </>
  );
}
