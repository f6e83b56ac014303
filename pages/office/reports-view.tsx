import { useSignal } from '@preact/signals';
import type { ReportAnswer } from '../../office/web/report-messages.ts';
import { reportQuery, useReport } from './asked-report.ts';
import { nameOf, now, sites } from './office-store.ts';
import { language, say, type TextName } from './office-texts.ts';
import { DeviceTiles, HoursNotes, ModelTable, SiteTable, WorstDevices } from './report-devices.tsx';
import { PaperTable } from './report-paper.tsx';
import { QueueSums, SiteQueues } from './report-queues.tsx';
import { dateBeside, dates } from './report-words.ts';
import { clockTime, fullTime } from './time-words.ts';
import { dateText, pathToReport, type WantedReport, wantedReport } from './view.ts';

/** Reports of a week or a month, of all sites or of one: a page, a sheet of paper, and files. */
export function ReportsView() {
  const again = useSignal(0);
  const asked = useReport(again);
  const { report, making, why } = asked.value;
  const problems: { readonly [why: string]: TextName } = {
    'too-many': 'busy',
    'bad-field': 'notBegun',
    unknown: 'unknownSite',
  };
  return (
    <section class="reports" aria-labelledby="reports-title">
      {report !== undefined && <SheetHead of={report} />}
      <div class="list-head">
        <div>
          <h2 id="reports-title">{say('reports')}</h2>
          {report !== undefined && (
            <p class="soft report-made" title={fullTime(report.madeAt)}>
              {say('madeAt')} {clockTime(report.madeAt, now.value)}
              {isOver(report) ? '' : ` · ${say('notOver')}`}
            </p>
          )}
        </div>
        <Controls report={report} />
      </div>
      {why !== undefined && (
        <p class="problem" role="alert">
          {say(problems[why] ?? 'noReport')}{' '}
          {why !== 'bad-field' && (
            <button type="button" class="small" onClick={() => again.value++}>
              {say('again')}
            </button>
          )}
        </p>
      )}
      {report === undefined && why === undefined && (
        <p class="empty" role="status">
          {say(making === undefined || making.of > 0 ? 'making' : 'queued')} …{' '}
          {making !== undefined && making.of > 0 && (
            <>
              <progress max={making.of} value={making.made} aria-label={say('making')} />{' '}
              <span class="number">
                {making.made} / {making.of}
              </span>
            </>
          )}
        </p>
      )}
      {report !== undefined && <Report of={report} />}
    </section>
  );
}

function Report({ of }: { readonly of: ReportAnswer }) {
  const isOfSite = of.site !== null;
  return (
    <div class="report" data-report={`${of.period} ${of.first}`} data-of={of.site?.id ?? ''}>
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
    </div>
  );
}

/** On paper: whose report it is, of which days, and when it was made. */
function SheetHead({ of }: { readonly of: ReportAnswer }) {
  const where =
    of.site === null ? (of.regions?.join(', ') ?? say('allSites')) : (of.site.title ?? of.site.id);
  return (
    <header class="sheet-head">
      <h1>{of.office ?? say('office')}</h1>
      <p>
        <strong>
          {say('reportOf')} {dates(of.first, of.last)}
        </strong>
        {isOver(of) ? '' : ` (${say('notOver')})`} · {where}
      </p>
      <p>
        {say('madeAt')} {fullTime(of.madeAt)}
      </p>
    </header>
  );
}

/** By the clock in the west, where a day ends last. */
const isOver = ({ last, madeAt }: ReportAnswer): boolean => madeAt > Date.parse(last) + 24 * 3_600_000;

function Controls({ report }: { readonly report: ReportAnswer | undefined }) {
  const wanted = wantedReport.value;
  const go = (to: Partial<WantedReport>): void => {
    location.hash = pathToReport({ ...wanted, ...to });
  };
  const beside = (by: 1 | -1): string => dateBeside(wanted.period, wanted.date, by);
  const isLast = dateBeside(wanted.period, report?.first ?? wanted.date, 1) > dateText(new Date(now.value));
  return (
    <div class="report-controls">
      <fieldset class="pick">
        <legend class="unseen">{say('period')}</legend>
        {(['week', 'month'] as const).map((period) => (
          <button
            key={period}
            type="button"
            aria-pressed={wanted.period === period}
            data-period={period}
            onClick={() => go({ period })}
          >
            {say(period === 'week' ? 'week7' : 'month')}
          </button>
        ))}
      </fieldset>
      <div class="report-span">
        <button
          type="button"
          class="plain"
          aria-label={say('earlier')}
          onClick={() => go({ date: beside(-1) })}
        >
          ‹
        </button>
        <span data-span>{report === undefined ? wanted.date : dates(report.first, report.last)}</span>
        <button
          type="button"
          class="plain"
          aria-label={say('later')}
          disabled={isLast}
          onClick={() => go({ date: beside(1) })}
        >
          ›
        </button>
      </div>
      <SitePicker chosen={wanted.site} pick={(site) => go({ site })} />
      {report !== undefined && <Files />}
      {report !== undefined && (
        <button type="button" class="small" onClick={() => print()}>
          {say('print')}
        </button>
      )}
    </div>
  );
}

function SitePicker({ chosen, pick }: { readonly chosen: string; readonly pick: (site: string) => void }) {
  const known = [...(sites.value?.values() ?? [])].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  return (
    <select
      class="report-site"
      aria-label={say('site')}
      value={chosen}
      onChange={(event) => pick(event.currentTarget.value)}
    >
      <option value="">{say('allSites')}</option>
      {known.map((site) => (
        <option key={site.id} value={site.id}>
          {nameOf(site)}
        </option>
      ))}
    </select>
  );
}

function Files() {
  const kinds = [
    ['availability', 'availability'],
    ['queues', 'queues'],
    ['paper', 'paper'],
  ] as const;
  return (
    <p class="report-files">
      {say('files')}:{' '}
      {kinds.map(([kind, name]) => (
        <a key={kind} href={`/api/report/${kind}?${reportQuery()}&language=${language.value}`} download>
          {say(name)}
        </a>
      ))}
    </p>
  );
}
