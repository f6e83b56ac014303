import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Sign } from './grades.tsx';
import { type ListedSite, nameOf, now } from './office-store.ts';
import { say } from './office-texts.ts';
import { reasonWords, verdictWords } from './said-words.tsx';
import { duration, fullTime } from './time-words.ts';
import { found, onlyGrade, pathToSite, query } from './view.ts';

/** Height of a row, which office.css has too; there are thousands of rows, and only those in sight are made. */
const rowHeights = { wide: 58, narrow: 84 } as const;
const narrow = matchMedia('(max-width: 640px)');
const spareRows = 6;

/** The row that the keyboard is on; it is focused when it is made, once. */
const cursor = signal<string | undefined>(undefined);
const wantsFocus = signal(false);

const scrolled = signal(0);
const height = signal(innerHeight);
const isNarrow = signal(narrow.matches);
let frame = 0;
const measure = (): void => {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    scrolled.value = scrollY;
    height.value = innerHeight;
    isNarrow.value = narrow.matches;
  });
};
addEventListener('scroll', measure, { passive: true });
addEventListener('resize', measure);

const rowHeight = (): number => (isNarrow.value ? rowHeights.narrow : rowHeights.wide);
const listTop = signal(0);

/** Moves the keyboard by so many rows. */
export function moveCursor(by: number): void {
  const list = found.value;
  const at = list.findIndex(({ id }) => id === cursor.value);
  const next = list[Math.min(list.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
  if (next === undefined) return;
  cursor.value = next.id;
  wantsFocus.value = true;
  const top = listTop.value + list.indexOf(next) * rowHeight();
  const margin = rowHeight() * 2;
  if (top < scrollY + margin) scrollTo({ top: top - margin });
  else if (top + margin > scrollY + innerHeight) scrollTo({ top: top + margin - innerHeight });
  scrolled.value = scrollY;
}

/** The keyboard goes on where it was, when the list is shown again. */
export function returnToCursor(): void {
  if (cursor.value !== undefined) moveCursor(0);
}

export function SiteList() {
  const list = found.value;
  const box = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    const top = (box.current?.getBoundingClientRect().top ?? 0) + scrollY;
    if (Math.abs(top - listTop.value) > 1) listTop.value = top;
  });
  const each = rowHeight();
  const first = Math.max(0, Math.floor((scrolled.value - listTop.value) / each) - spareRows);
  const last = Math.min(
    list.length,
    Math.ceil((scrolled.value + height.value - listTop.value) / each) + spareRows,
  );
  return (
    <section class="sites" aria-labelledby="sites-title">
      <div class="list-head">
        <h2 id="sites-title">
          {say('sites')} <span class="count">{list.length}</span>
        </h2>
        <input
          type="search"
          class="search"
          value={query.value}
          placeholder={`${say('search')}  ( / )`}
          aria-label={say('search')}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
        />
      </div>
      {list.length === 0 && (
        <p class="empty">
          {say(query.value === '' && onlyGrade.value === undefined ? 'noSites' : 'nothingFound')}
        </p>
      )}
      <ol class="rows" ref={box} style={{ height: `${list.length * each}px` }} data-total={list.length}>
        {list.slice(first, last).map((site, at) => (
          <SiteRowView key={site.id} site={site} at={first + at} of={list.length} top={(first + at) * each} />
        ))}
      </ol>
    </section>
  );
}

function SiteRowView({
  site,
  at,
  of,
  top,
}: {
  readonly site: ListedSite;
  readonly at: number;
  readonly of: number;
  readonly top: number;
}) {
  const link = useRef<HTMLAnchorElement>(null);
  const isHere = cursor.value === site.id;
  const isWanted = isHere && wantsFocus.value;
  useLayoutEffect(() => {
    if (!isWanted) return;
    wantsFocus.value = false;
    link.current?.focus({ preventScroll: true });
  });
  const { grade, verdict, code, of: what, unwell, devices } = site;
  const why = code === '' ? '' : `${reasonWords(code)}${what === '' || grade === 'bad' ? '' : ` (${what})`}`;
  return (
    <li
      class={`row ${grade}${isHere ? ' here' : ''}`}
      aria-setsize={of}
      aria-posinset={at + 1}
      data-site={site.id}
      data-verdict={verdict}
      style={{ transform: `translateY(${top}px)` }}
    >
      <a
        href={pathToSite(site.id)}
        ref={link}
        onFocus={() => {
          cursor.value = site.id;
        }}
      >
        <Sign of={grade} />
        <span class="row-name">
          <strong>{nameOf(site)}</strong>
          <small>{site.region || say('noRegion')}</small>
        </span>
        <span class="row-verdict">
          <span class="row-words">
            <b>{verdictWords(verdict)}</b>
            {verdict !== 'well' && (
              <time title={fullTime(site.since)}>{duration(now.value - site.since)}</time>
            )}
          </span>
          <small>
            {why}
            {unwell > 1 && ` · ${unwell}/${devices} ${say('unwell')}`}
          </small>
        </span>
        <QueueFigures site={site} />
      </a>
    </li>
  );
}

/** Figures of a site that is not heard now are its last word, and shown as that. */
function QueueFigures({ site: { queue, grade } }: { readonly site: ListedSite }) {
  if (queue === undefined) return <span class="row-queue none">–</span>;
  const [waiting, longest, isSurging] = queue;
  const isOld = grade === 'bad' || grade === 'unknown';
  return (
    <span
      class={`row-queue${isOld ? ' old' : ''}${isSurging && !isOld ? ' hot' : ''}`}
      title={isOld ? say('lastWord') : undefined}
    >
      <strong class="row-figure">{waiting ?? '–'}</strong> <span>{say('waiting')}</span>
      {isSurging && !isOld ? <span class="surge"> {say('surge')}</span> : ''}
      <small>
        {longest === null || waiting === 0 ? '' : `${say('longest')} ${duration(longest * 60_000)}`}
      </small>
    </span>
  );
}
