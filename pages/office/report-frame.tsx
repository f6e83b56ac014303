import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { ReportPeriod } from '../../office/reports/report-days.ts';
import type { ReportAnswer } from '../../office/web/report-messages.ts';
import { reportQuery, useReport } from './asked-report.ts';
import { nameOf, now, sites } from './office-store.ts';
import { language, say, type TextName } from './office-texts.ts';
import { dateBeside, dates } from './report-words.ts';
import { clockTime, fullTime } from './time-words.ts';
import { dateText, pathToReport, reportPeriods, type WantedReport, wantedReport } from './view.ts';

/** What every report says of itself. */
type ReportHead = Pick<ReportAnswer, 'period' | 'first' | 'last' | 'madeAt' | 'office' | 'regions' | 'site'>;

interface FilesOf {
  /** Where the report is asked for, and below it its files. */
  readonly path: string;
  /** The last part of the path of each file, and its name. */
  readonly files: readonly (readonly [path: string, name: TextName])[];
}

/** A report with what it needs around it: of when and where, how far it is, files, the head of a sheet of paper. */
export function ReportFrame<Report extends ReportHead>({
  title,
  shown,
  ...files
}: FilesOf & { readonly title: TextName; readonly shown: (report: Report) => ComponentChildren }) {
  const again = useSignal(0);
  const asked = useReport<Report>(files.path, again);
  const { report, making, why } = asked.value;
  const problems: { readonly [why: string]: TextName } = {
    'too-many': 'busy',
    'bad-field': 'notBegun',
    unknown: 'unknownSite',
  };
  return (
    <section class="reports" aria-labelledby="reports-title">
      {report !== undefined && <SheetHead of={report} title={title === 'reports' ? 'reportOf' : title} />}
      <div class="list-head">
        <div>
          <h2 id="reports-title">{say(title)}</h2>
          {report !== undefined && (
            <p class="soft report-made" title={fullTime(report.madeAt)}>
              {say('madeAt')} {clockTime(report.madeAt, now.value)}
              {isOver(report) ? '' : ` · ${say('notOver')}`}
            </p>
          )}
        </div>
        <Controls report={report} {...files} />
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
      {report === undefined && why === undefined && <Making of={making} />}
      {report !== undefined && (
        <div
          class="report"
          data-report={`${report.period} ${report.first}`}
          data-of={report.site?.id ?? ''}
          data-title={title}
        >
          {shown(report)}
        </div>
      )}
    </section>
  );
}

function Making({ of: making }: { readonly of: { readonly made: number; readonly of: number } | undefined }) {
  return (
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
  );
}

/** On paper: whose report it is, of which days, and when it was made. */
function SheetHead({ of, title }: { readonly of: ReportHead; readonly title: TextName }) {
  const where =
    of.site === null ? (of.regions?.join(', ') ?? say('allSites')) : (of.site.title ?? of.site.id);
  return (
    <header class="sheet-head">
      <h1>{of.office ?? say('office')}</h1>
      <p>
        <strong>
          {say(title)} {dates(of.first, of.last)}
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
const isOver = ({ last, madeAt }: ReportHead): boolean => madeAt > Date.parse(last) + 24 * 3_600_000;

const periodWords = { week: 'week7', month: 'month', year: 'year' } as const;

function Controls({ report, ...files }: FilesOf & { readonly report: ReportHead | undefined }) {
  const wanted = wantedReport.value;
  const periods: readonly ReportPeriod[] = reportPeriods[wanted.view];
  const go = (to: Partial<WantedReport>): void => {
    location.hash = pathToReport({ ...wanted, ...to });
  };
  const beside = (by: 1 | -1): string => dateBeside(wanted.period, wanted.date, by);
  const isLast = dateBeside(wanted.period, report?.first ?? wanted.date, 1) > dateText(new Date(now.value));
  return (
    <div class="report-controls">
      <fieldset class="pick">
        <legend class="unseen">{say('period')}</legend>
        {periods.map((period) => (
          <button
            key={period}
            type="button"
            aria-pressed={wanted.period === period}
            data-period={period}
            onClick={() => go({ period })}
          >
            {say(periodWords[period])}
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
      {report !== undefined && <Files {...files} />}
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

function Files({ path, files }: FilesOf) {
  return (
    <p class="report-files">
      {say('files')}:{' '}
      {files.map(([file, name]) => (
        <a key={file} href={`${path}/${file}?${reportQuery()}&language=${language.value}`} download>
          {say(name)}
        </a>
      ))}
    </p>
  );
}
