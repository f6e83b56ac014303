import { useSignal } from '@preact/signals';
import type { IncidentAnswer, NoteAnswer } from '../../office/web/office-messages.ts';
import { ask } from './ask-office.ts';
import { focusOnce } from './focus-once.ts';
import { grade, Sign } from './grades.tsx';
import { incidents, me, now, siteName } from './office-store.ts';
import { say, type TextName } from './office-texts.ts';
import { confidenceWords, fixWords, Reasons, verdictWords } from './said-words.tsx';
import { clockTime, duration, fullTime } from './time-words.ts';
import { pathToSite } from './view.ts';

const shownMax = 60;

/** Incidents, each with what it explains folded below it. */
export function IncidentCards({
  of,
  empty,
}: {
  readonly of: readonly IncidentAnswer[];
  readonly empty: TextName;
}) {
  if (of.length === 0) return <p class="empty calm">{say(empty)}</p>;
  const left = of.length - shownMax;
  return (
    <ol class="cards">
      {of.slice(0, shownMax).map((one) => (
        <IncidentCard key={one.id} of={one} />
      ))}
      {left > 0 && (
        <li class="empty">
          + {left} {say('more')}
        </li>
      )}
    </ol>
  );
}

function IncidentCard({ of }: { readonly of: IncidentAnswer }) {
  const { id, verdict, site, region, since, closedAt, flaps, isQuiet, candidates } = of;
  const isOpen = closedAt === null;
  const acknowledged = of.notes.find(({ what }) => what === 'acknowledged');
  const below = isOpen ? [...incidents.value.values()].filter(({ parent }) => parent === id) : [];
  const state = isOpen ? '' : ' over';
  return (
    <li
      class={`incident ${grade(verdict)}${state}${acknowledged ? ' taken' : ''}`}
      tabIndex={-1}
      data-incident={id}
      aria-label={`${verdictWords(verdict)} ${site === null ? (region ?? '') : siteName(site)}`}
    >
      <div class="incident-head">
        <Sign of={grade(verdict)} />
        <h3>
          {site !== null && <a href={pathToSite(site)}>{siteName(site)}</a>}
          {site === null && (region ?? say('everywhere'))}
        </h3>
        <time title={fullTime(since)}>
          {isOpen
            ? duration(now.value - since)
            : `${clockTime(since, now.value)} – ${clockTime(closedAt, now.value)}`}
        </time>
      </div>
      <p class="incident-verdict">
        {verdictWords(verdict)}
        {of.confidence !== 'certain' && <small> ({confidenceWords(of.confidence)})</small>}
      </p>
      <Reasons of={of.reasons} />
      {candidates.length > 0 && (
        <p class="soft">
          {say('mayBe')}: {candidates.map(verdictWords).join(' · ')}
        </p>
      )}
      {of.corrections.map((one) => (
        <p key={`${one.from} ${one.to}`} class="turned-out">
          {say('turnedOut')}: <strong>{verdictWords(one.was)}</strong>{' '}
          <small>
            {clockTime(one.from, now.value)} – {clockTime(one.to, now.value)},{' '}
            {confidenceWords(one.confidence)}
          </small>
        </p>
      ))}
      <Notes of={of.notes} />
      <div class="incident-foot">
        <p class="chips">
          {of.fix !== 'nobody' && (
            <span class="chip" title={say('mends')}>
              {fixWords(of.fix)}
            </span>
          )}
          {region !== null && site !== null && <span class="chip">{region}</span>}
          {flaps > 0 && (
            <span class="chip warn">
              {say('flaps')} {flaps} {say('times')}
            </span>
          )}
          {isQuiet && <span class="chip">{say('quiet')}</span>}
          {below.length > 0 && (
            <span class="chip">
              + {below.length} {say('below')}
            </span>
          )}
        </p>
        {me.value?.role !== 'look' && <Answer id={id} isTaken={acknowledged !== undefined || !isOpen} />}
      </div>
    </li>
  );
}

function Notes({ of }: { readonly of: readonly NoteAnswer[] }) {
  if (of.length === 0) return null;
  return (
    <ul class="notes">
      {of.map((note) => (
        <li key={`${note.at} ${note.by}`}>
          <strong>{note.by}</strong>{' '}
          <time title={fullTime(note.at)}>
            {note.what === 'acknowledged' ? `${say('acknowledged')} · ` : ''}
            {clockTime(note.at, now.value)}
          </time>
          {note.text !== '' && <p>{note.text}</p>}
        </li>
      ))}
    </ul>
  );
}

/** Acknowledges, with a comment that may be empty; or comments what is acknowledged already. */
function Answer({ id, isTaken }: { readonly id: string; readonly isTaken: boolean }) {
  const isOpen = useSignal(false);
  const problem = useSignal(false);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget as HTMLFormElement).get('text'));
    const what = isTaken ? 'comment' : 'acknowledge';
    const asked = await ask(`/api/incident/${encodeURIComponent(id)}/${what}`, 'POST', { text });
    problem.value = !asked.ok;
    if (asked.ok) isOpen.value = false;
  };
  if (!isOpen.value)
    return (
      <button
        type="button"
        class={isTaken ? 'plain' : 'primary small'}
        data-answer
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {say(isTaken ? 'comment' : 'acknowledge')}
      </button>
    );
  return (
    <form class="answer" onSubmit={send}>
      <label>
        <span class="unseen">{say('comment')}</span>
        <input
          name="text"
          maxLength={1_000}
          required={isTaken}
          placeholder={say(isTaken ? 'comment' : 'commentHint')}
          ref={focusOnce}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            isOpen.value = false;
          }}
        />
      </label>
      <button type="submit" class="primary small">
        {say(isTaken ? 'send' : 'acknowledge')}
      </button>
      <button
        type="button"
        class="plain"
        onClick={() => {
          isOpen.value = false;
        }}
      >
        {say('cancel')}
      </button>
      {problem.value && (
        <p class="problem" role="alert">
          {say('failed')}
        </p>
      )}
    </form>
  );
}
