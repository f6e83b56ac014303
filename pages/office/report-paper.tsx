import type { PaperAnswer, ReportAnswer } from '../../office/web/report-messages.ts';
import { say } from './office-texts.ts';
import { ReportTable } from './report-devices.tsx';
import { days, metres, millimetres } from './report-words.ts';
import { pathToSite } from './view.ts';

/** For how long the paper is enough, as far as that was learned. */
export function PaperTable({ of: { paper, counts } }: { readonly of: ReportAnswer }) {
  return (
    <ReportTable
      id="report-paper"
      title={say('paper')}
      why={say('paperWhy')}
      heads={[
        ...[say('printer'), say('enough'), say('left'), say('roll')],
        ...[say('perDay'), say('perTicket'), say('printed')],
      ]}
      more={counts.paper - paper.length}
      empty={paper.length === 0 ? say('noPrinters') : undefined}
    >
      {paper.map((one) => (
        <PaperRow key={`${one.site.id} ${one.printer}`} of={one} />
      ))}
    </ReportTable>
  );
}

function PaperRow({ of }: { readonly of: PaperAnswer }) {
  const notYet = <span class="soft">{say('notYet')}</span>;
  const shown = (value: number | null, words: (value: number) => string) =>
    value === null ? notYet : words(value);
  return (
    <tr data-printer={`${of.site.id} ${of.printer}`}>
      <th scope="row">
        <a href={pathToSite(of.site.id)}>{of.site.title ?? of.site.id}</a>
        <small>{of.printer}</small>
      </th>
      <td class="number strong">{shown(of.daysLeft, (value) => `${days(value)} ${say('openingDays')}`)}</td>
      <td class="number">{shown(of.left, metres)}</td>
      <td class="number">
        {shown(of.roll, metres)} {of.rolls > 0 && <small class="soft">({of.rolls}×)</small>}
      </td>
      <td class="number">{shown(of.perOpeningDay, metres)}</td>
      <td class="number">{shown(of.perTicket, millimetres)}</td>
      <td class="number">{shown(of.printed, metres)}</td>
    </tr>
  );
}
