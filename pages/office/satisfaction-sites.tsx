import type {
  MeasuredSiteAnswer,
  PlacedAnswer,
  SatisfactionAnswer,
} from '../../office/web/satisfaction-messages.ts';
import { say } from './office-texts.ts';
import { ReportTable } from './report-devices.tsx';
import { count } from './report-words.ts';
import { IndexText, IntervalBar, intervalText, responseText } from './satisfaction-cells.tsx';
import { pathToReport, wantedReport } from './view.ts';

const columns = 6;

/** The sites by a measure, in groups of those that cannot be told apart. */
export function PlacedSites({
  of,
  name,
}: {
  readonly of: SatisfactionAnswer;
  readonly name: 'pulse' | 'survey';
}) {
  const placed = of.sites[name];
  const isEmpty = placed.groups.length === 0 && placed.unplaced.length === 0;
  return (
    <ReportTable
      id={`satisfaction-${name}-sites`}
      title={say(name === 'pulse' ? 'pulseSites' : 'surveySites')}
      why={say('placedWhy')}
      heads={[say('site'), say('index'), say('scale'), say('interval95'), say('answers'), say('response')]}
      more={placed.more}
      empty={isEmpty ? say('noAnswers') : undefined}
      isGrouped={true}
    >
      {placed.groups.map((group, at) => (
        <tbody key={group.sites[0]?.id} data-group={at + 1}>
          <GroupHead words={`${say('group')} ${at + 1}: ${groupWords(group.count)}`} />
          {group.sites.map((site) => (
            <SiteRow key={site.id} of={site} />
          ))}
        </tbody>
      ))}
      <Unplaced of={placed} />
    </ReportTable>
  );
}

const groupWords = (all: number): string =>
  all === 1 ? say('oneSite') : `${count(all)} ${say('sites').toLowerCase()}, ${say('notToldApart')}`;

function Unplaced({ of: { unplaced, silent } }: { readonly of: PlacedAnswer }) {
  if (unplaced.length === 0 && silent === 0) return null;
  return (
    <tbody data-group="none">
      {unplaced.length > 0 && <GroupHead words={say('unplaced')} />}
      {unplaced.map((site) => (
        <SiteRow key={site.id} of={site} />
      ))}
      {silent > 0 && <GroupHead words={`+ ${count(silent)} ${say('silentSites')}`} />}
    </tbody>
  );
}

function GroupHead({ words }: { readonly words: string }) {
  return (
    <tr class="group-head">
      <th scope="rowgroup" colSpan={columns}>
        {words}
      </th>
    </tr>
  );
}

function SiteRow({ of: { id, title, region, measure } }: { readonly of: MeasuredSiteAnswer }) {
  return (
    <tr data-site={id}>
      <th scope="row">
        <a href={pathToReport({ ...wantedReport.value, site: id })}>{title ?? id}</a>
        <small>{region ?? say('noRegion')}</small>
      </th>
      <td class="number">
        <IndexText of={measure} />
      </td>
      <td class="bar-cell">{measure.index !== null && <IntervalBar of={measure.index} />}</td>
      <td class="number">{intervalText(measure)}</td>
      <td class="number">{count(measure.answers)}</td>
      <td class="number">{responseText(measure)}</td>
    </tr>
  );
}

/** How often visitors opened a complaint, by site. */
export function ComplaintSites({ of: { complaintSites } }: { readonly of: SatisfactionAnswer }) {
  return (
    <ReportTable
      id="satisfaction-complaints"
      title={`${say('complaints')}: ${say('sites')}`}
      why={say('complaintsWhy')}
      heads={[say('site'), say('complaints')]}
      empty={complaintSites.length === 0 ? say('noComplaints') : undefined}
    >
      {complaintSites.map(({ id, title, region, complaints }) => (
        <tr key={id} data-site={id}>
          <th scope="row">
            <a href={pathToReport({ ...wantedReport.value, site: id })}>{title ?? id}</a>
            <small>{region ?? say('noRegion')}</small>
          </th>
          <td class="number strong">{count(complaints)}</td>
        </tr>
      ))}
    </ReportTable>
  );
}
