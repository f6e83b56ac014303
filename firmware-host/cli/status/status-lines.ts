import type { Language } from '../../../config/site.ts';
import { plain, type Said } from '../../../config/texts/words.ts';
import { both, spanSaid } from '../../status/said-span.ts';
import type { DeviceRow, HallStatus, Trouble, Works } from '../../status/status-types.ts';
import { textTable } from '../printed-table.ts';

/** How a status is shown in a terminal. */
export interface StatusLines {
  readonly language: Language;
  /** Unix ms: how long ago something began is told by it. */
  readonly now: number;
  readonly columns: number;
  /** Why there are no events, where none could be read. */
  readonly noEvents?: Said | undefined;
}

const texts = {
  nothing: both('Tidak ada yang perlu diperbaiki.', 'There is nothing to mend.'),
  unheard: both('Yang lain tidak diketahui.', 'Nothing else is known.'),
  controller: both('pengendali', 'controller'),
  mends: (who: Said, since: Said) =>
    both(`oleh ${who.id}, sejak ${since.id}`, `by: ${who.en}, for ${since.en}`),
  seen: (detail: Said) => both(`Yang terlihat: ${detail.id}`, `Seen: ${detail.en}`),
  times: (count: number) => both(`, ${count} kali`, `, ${count} times`),
  troubles: both('Yang perlu diperbaiki', 'What has to be mended'),
  devices: both('Perangkat', 'Devices'),
  queues: both('Antrean', 'Queues'),
  counters: both('Loket', 'Counters'),
  machine: both('Mesin dan sambungan', 'Machine and lines'),
  events: both('Kejadian terakhir', 'Last events'),
  queue: [
    both('layanan', 'service'),
    both('keadaan', 'state'),
    both('menunggu', 'waiting'),
    both('terlama', 'longest'),
    both('sisa kuota', 'quota left'),
    both('diambil', 'issued'),
  ],
  surge: both('melonjak', 'has grown'),
} as const;

const signs: Readonly<Record<Works, string>> = {
  well: 'ok',
  impaired: '! ',
  failed: '!!',
  off: '- ',
  unknown: '? ',
};

/** The status of a hall as lines of text, worst first. */
export function statusLines(status: HallStatus, how: StatusLines): readonly string[] {
  const { language } = how;
  const version = status.version === undefined ? '' : `, Loket ${status.version}`;
  const head = [`${plain(status.title)} (${status.site})${version}`, status.says[language], ''];
  if (status.devices.length + status.services.length === 0) return folded(head, how.columns);
  const parts: readonly (readonly [Said, readonly string[]])[] = [
    [texts.troubles, troubleLines(status, how)],
    [texts.queues, queueLines(status, language)],
    [texts.counters, status.counters.map(({ title, says }) => `${plain(title)}: ${says[language]}`)],
    [texts.devices, status.devices.map((device) => deviceLine(device, language))],
    [
      texts.machine,
      status.facts.map(({ works, title, says }) => `${signs[works]}  ${title[language]}: ${says[language]}`),
    ],
    [texts.events, eventLines(status, how)],
  ];
  const told = parts.flatMap(([title, lines]) =>
    lines.length === 0 ? [] : [title[language], ...lines.map((line) => `  ${line}`), ''],
  );
  return folded([...head, ...told], how.columns).slice(0, -1);
}

function troubleLines({ hall, troubles }: HallStatus, { language, now }: StatusLines): readonly string[] {
  if (hall !== 'online') return [texts.unheard[language]];
  if (troubles.length === 0) return [texts.nothing[language]];
  return troubles.flatMap((trouble) => {
    const { device, says, detail, who, count } = trouble;
    const mends = texts.mends(who, spanSaid((now - trouble.since) / 1_000))[language];
    const times = count > 1 ? texts.times(count)[language] : '';
    return [
      `${signOf(trouble)} ${device ?? texts.controller[language]}: ${says[language]}`,
      ...(detail === undefined ? [] : [`   ${texts.seen(detail)[language]}`]),
      `   (${mends}${times}; ${trouble.code})`,
    ];
  });
}

const signOf = ({ severity }: Trouble) => signs[severity === 'error' ? 'failed' : 'impaired'];

function queueLines({ services }: HallStatus, language: Language): readonly string[] {
  if (services.length === 0) return [];
  const rows = services.map(({ title, now, says }) => {
    const state = now?.surge === true ? `${says[language]}, ${texts.surge[language]}` : says[language];
    if (now === undefined) return [plain(title), state, '-', '-', '-', '-'];
    const longest = now.waiting === 0 ? '-' : spanSaid(now.longest_wait_s)[language];
    return [plain(title), state, `${now.waiting}`, longest, `${now.quota_left ?? '-'}`, `${now.issued}`];
  });
  return textTable([texts.queue.map((said) => said[language]), ...rows]);
}

function deviceLine({ id, works, says, paper, counter, place }: DeviceRow, language: Language): string {
  const where = [counter, place].filter((one) => one !== undefined && one !== '').join(', ');
  const what = [says[language], ...(paper === undefined ? [] : [paper.says[language]])].join(', ');
  return `${signs[works]}  ${id}: ${what}${where === '' ? '' : ` (${plain(where)})`}`;
}

function eventLines({ events, zone }: HallStatus, { language, noEvents }: StatusLines): readonly string[] {
  if (events.length === 0) return noEvents === undefined ? [] : [noEvents[language]];
  const time = new Intl.DateTimeFormat('en-GB', {
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  return events.map(({ at, says }) => `${time.format(at)}  ${plain(says[language])}`);
}

/** Lines of at most `columns`: a longer one goes on in the next, below its own beginning. */
function folded(lines: readonly string[], columns: number): string[] {
  return lines.flatMap((line) => {
    const indent = ' '.repeat((/^\s*(?:(?:ok|!!|!|-|\?)\s+|\()?/.exec(line)?.[0] ?? '').length);
    const out: string[] = [];
    let rest = line;
    while (rest.length > columns) {
      const space = rest.lastIndexOf(' ', columns);
      const cut = space > indent.length ? space : columns;
      out.push(rest.slice(0, cut).trimEnd());
      rest = indent + rest.slice(cut).trimStart();
    }
    return [...out, rest];
  });
}
