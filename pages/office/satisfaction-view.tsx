import type {
  ElementAnswer,
  GroupAnswer,
  MeasureAnswer,
  SatisfactionAnswer,
} from '../../office/web/satisfaction-messages.ts';
import { inLanguage, say } from './office-texts.ts';
import { ReportTable } from './report-devices.tsx';
import { ReportFrame } from './report-frame.tsx';
import { count, dates, hundredths } from './report-words.ts';
import {
  IndexText,
  IntervalBar,
  intervalText,
  MeasureCells,
  measureHeads,
  responseText,
} from './satisfaction-cells.tsx';
import { ComplaintSites, PlacedSites } from './satisfaction-sites.tsx';

/** What visitors said, of a week, a month or a year: the pulse and the survey of the regulation, never mixed. */
export function SatisfactionView() {
  return (
    <ReportFrame<SatisfactionAnswer>
      path="/api/satisfaction"
      title="satisfaction"
      files={[['file', 'satisfactionFile']]}
      shown={(report) => <Satisfaction of={report} />}
    />
  );
}

function Satisfaction({ of }: { readonly of: SatisfactionAnswer }) {
  const isOfSite = of.site !== null;
  const asked = measures.filter((name) => of[name].answers > 0);
  return (
    <>
      <section class="report-tiles satisfaction-tiles" aria-label={`${say('pulse')}, ${say('survey')}`}>
        <MeasureTile of={of} name="pulse" />
        <MeasureTile of={of} name="survey" />
        <p class="tile figures" data-figure="complaints">
          <strong class="figure">{count(of.complaints)}</strong>
          <span>{say('complaints')}</span>
        </p>
        <ApartTile of={of} />
      </section>
      <p class="soft">
        {say('withheldWhy')} {of.shownFrom}.
      </p>
      {!isOfSite && asked.map((name) => <PlacedSites key={name} of={of} name={name} />)}
      {of.survey.answers > 0 && <Elements of={of} />}
      <GroupTable
        id="services"
        head={say('service')}
        asked={asked}
        rows={of.services.map((one) => ({
          ...one,
          name: one.title ?? (one.id === '' ? say('noService') : one.id),
        }))}
      />
      <GroupTable
        id="weeks"
        head={say('week7')}
        why={say('weeksWhy')}
        asked={asked}
        rows={of.weeks.map((one) => ({ ...one, name: dates(one.first, one.last) }))}
      />
      {!isOfSite && <ComplaintSites of={of} />}
    </>
  );
}

const measures = ['pulse', 'survey'] as const;
type MeasureName = (typeof measures)[number];

/** An index, with all that says how far it can be trusted. */
function MeasureTile({ of, name }: { readonly of: SatisfactionAnswer; readonly name: MeasureName }) {
  const one = of[name];
  return (
    <div class="tile figures wide" data-measure={name}>
      <span class="measure-name">{say(name)}</span>
      <strong class="figure">
        {one.answers === 0 ? <span class="soft">{say('noAnswers')}</span> : <IndexText of={one} />}
      </strong>
      {one.index !== null && (
        <>
          <span>{inLanguage(of.bands[one.index.band])}</span>
          <IntervalBar of={one.index} />
          <span>
            {say('interval95')}: {intervalText(one)}
          </span>
        </>
      )}
      {one.incomplete !== null && <Incomplete of={of} survey={one} />}
      <span>
        {count(one.answers)} {say('answers')} / {count(one.visits)} {say('ofVisits')} ({responseText(one)})
      </span>
      <small class="soft">{say(name === 'pulse' ? 'pulseWhy' : 'surveyWhy')}</small>
    </div>
  );
}

/** A survey that lacks elements has another name, and says which. */
function Incomplete({ of, survey }: { readonly of: SatisfactionAnswer; readonly survey: MeasureAnswer }) {
  const { missing = [], of100 = null } = survey.incomplete ?? {};
  const titles = of.elements.filter(({ id }) => missing.includes(id)).map(({ title }) => inLanguage(title));
  return (
    <>
      {of100 !== null && (
        <span>
          {say('partialMean')}: {hundredths(of100)}
        </span>
      )}
      <span data-missing>
        {say('noIndexWhy')}: {titles.join(', ')}
      </span>
    </>
  );
}

function ApartTile({ of: { apart } }: { readonly of: SatisfactionAnswer }) {
  return (
    <div class="tile figures" data-figure="apart">
      <strong class="figure">{count(apart.repeated + apart.noVisit + apart.hall)}</strong>
      <span>{say('apart')}</span>
      <small class="soft">
        {say('apartRepeated')} {count(apart.repeated)} · {say('apartNoVisit')} {count(apart.noVisit)} ·{' '}
        {say('apartHall')} {count(apart.hall)}
      </small>
    </div>
  );
}

function Elements({ of: { elements } }: { readonly of: SatisfactionAnswer }) {
  return (
    <ReportTable
      id="satisfaction-elements"
      title={say('elements')}
      why={say('elementsWhy')}
      heads={[say('element'), say('index'), say('scale'), say('interval95'), say('ofNeeded')]}
    >
      {elements.map((element, at) => (
        <ElementRow key={element.id} of={element} nth={at + 1} />
      ))}
    </ReportTable>
  );
}

function ElementRow({ of, nth }: { readonly of: ElementAnswer; readonly nth: number }) {
  const { id, title, answers, needed, index } = of;
  return (
    <tr data-element={id}>
      <th scope="row">
        U{nth} {inLanguage(title)}
      </th>
      <td class="number">
        <IndexText of={{ ...of, visits: 0, response: null, incomplete: null }} />
      </td>
      <td class="bar-cell">{index !== null && <IntervalBar of={index} />}</td>
      <td class="number">{intervalText(of)}</td>
      <td class="number">
        {count(answers)} / {count(needed)}
      </td>
    </tr>
  );
}

/** Services or weeks: nothing is asked of where nobody has answered. */
function GroupTable({
  id,
  head,
  why,
  asked,
  rows,
}: {
  readonly id: 'services' | 'weeks';
  readonly head: string;
  readonly why?: string;
  readonly asked: readonly MeasureName[];
  readonly rows: readonly (GroupAnswer & { readonly name: string })[];
}) {
  return (
    <ReportTable
      id={`satisfaction-${id}`}
      title={say(id)}
      {...(why === undefined ? {} : { why })}
      heads={[head, ...asked.flatMap(measureHeads), say('complaints')]}
      empty={rows.length === 0 ? say('noAnswers') : undefined}
    >
      {rows.map((row) => (
        <tr key={row.name} data-row={row.name}>
          <th scope="row">{row.name}</th>
          {asked.map((name) => (
            <MeasureCells key={name} of={row[name]} />
          ))}
          <td class="number">{count(row.complaints)}</td>
        </tr>
      ))}
    </ReportTable>
  );
}
