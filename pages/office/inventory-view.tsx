import { useSignal } from '@preact/signals';
import type { InventoryRow } from '../../office/web/office-messages.ts';
import { useAsked } from './asked-again.ts';
import { say } from './office-texts.ts';
import { pathToSite } from './view.ts';

const rowsMax = 200;

/** What the sites are made of, and which versions are how common. */
export function InventoryView() {
  const asked = useAsked<{ readonly sites: readonly InventoryRow[] }>(() => '/api/inventory');
  const wanted = useSignal('');
  const only = useSignal<string | undefined>(undefined);
  const rows = asked.value.value?.sites ?? [];
  const versions = countsOf(rows);
  const text = wanted.value.trim().toLowerCase();
  const shown = rows.filter(
    (row) => (only.value === undefined || versionOf(row) === only.value) && textOf(row).includes(text),
  );
  return (
    <section class="inventory" aria-labelledby="inventory-title">
      <h2 id="inventory-title">{say('inventory')}</h2>
      <section class="card" aria-labelledby="versions-title">
        <h3 id="versions-title">{say('versions')}</h3>
        <ul class="versions">
          {versions.map(([version, count]) => (
            <li key={version}>
              <button
                type="button"
                aria-pressed={only.value === version}
                data-version={version}
                onClick={() => {
                  only.value = only.value === version ? undefined : version;
                }}
              >
                <span>{version === '' ? say('notKnown') : version}</span>
                <meter min={0} max={Math.max(1, rows.length)} value={count} aria-hidden="true" />
                <strong>{count}</strong>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <div class="list-head">
        <h3>
          {say('sites')} <span class="count">{shown.length}</span>
        </h3>
        <input
          type="search"
          class="search"
          value={wanted.value}
          placeholder={`${say('search')}  ( / )`}
          aria-label={say('search')}
          onInput={(event) => {
            wanted.value = event.currentTarget.value;
          }}
        />
      </div>
      <InventoryTable of={shown} />
    </section>
  );
}

function InventoryTable({ of: shown }: { readonly of: readonly InventoryRow[] }) {
  return (
    <div class="table-box card">
      <table>
        <thead>
          <tr>
            {(['site', 'version', 'siteHash', 'os', 'kinds'] as const).map((name) => (
              <th key={name} scope="col">
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, rowsMax).map((row) => (
            <tr key={row.site}>
              <th scope="row">
                <a href={pathToSite(row.site)}>{row.title ?? row.site}</a>
              </th>
              <td>{row.version ?? '–'}</td>
              <td>
                <code title={row.siteHash ?? ''}>{row.siteHash?.slice(0, 8) ?? '–'}</code>
              </td>
              <td>
                {row.os ?? '–'} <small>{row.node ?? ''}</small>
              </td>
              <td class="kinds">{row.kinds?.join(', ') ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length > rowsMax && (
        <p class="empty">
          + {shown.length - rowsMax} {say('more')}
        </p>
      )}
    </div>
  );
}

const versionOf = ({ version }: InventoryRow): string => version ?? '';

function textOf({ site, title, version, siteHash, os, kinds }: InventoryRow): string {
  return [site, title, version, siteHash, os, ...(kinds ?? [])].join(' ').toLowerCase();
}

/** The most common first. */
function countsOf(rows: readonly InventoryRow[]): readonly (readonly [version: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(versionOf(row), (counts.get(versionOf(row)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
