import type { Planted } from './planted.ts';

const notices = 'firmware-host/perform/notices.ts';
const inHall = 'test/hall/notices.test.ts';
const told = 'test/perform/notices.test.ts';
const served = 'test/web/board-page.test.ts';

/** Mistakes in what a board is told besides numbers, and in how its files are served. */
export const plantedBoard: readonly Planted[] = [
  {
    name: 'a notice that people have set is forgotten at a restart',
    file: 'firmware-host/perform/set-notice.ts',
    from: "if (event.type === 'host.notice') last = { event, day };",
    to: "if (event.type === 'host.notice') last = undefined;",
    test: inHall,
  },
  {
    name: 'the notice of yesterday is shown today',
    file: 'firmware-host/perform/set-notice.ts',
    from: '|| last.day !== state.day',
    to: '',
    test: inHall,
  },
  {
    name: 'a hall that opens on a holiday, as its notice says',
    file: 'firmware-host/perform/next-opening.ts',
    from: 'holidays.has(date) ? [] : ',
    to: '',
    test: told,
  },
  {
    name: 'one counter on a break is all counters on a break',
    file: notices,
    from: "there.some(({ phase }) => phase !== 'break')",
    to: "there.every(({ phase }) => phase !== 'break')",
    test: told,
  },
  {
    name: 'the end of tickets is told by a clock that may be wrong',
    file: notices,
    from: 'switch (closedBecause(state, rules, now)) {',
    to: 'switch (closedBecause(state, rules, { ...now, trusted: true })) {',
    test: told,
  },
  {
    name: 'boards keep their look when another site file is in force',
    file: 'firmware-host/web/board-page.ts',
    from: "if (address === noticesAddress || address === 'controller/info') lookChanged();",
    to: 'if (address === noticesAddress) lookChanged();',
    test: served,
  },
  {
    name: 'a clip may have the name of any file',
    file: 'firmware-host/web/board-clips.ts',
    from: '((?:[a-z]{2,3}\\/)?[a-z0-9-]{1,60})',
    to: '(.*)',
    test: served,
  },
  {
    name: 'a logo may run scripts',
    file: 'firmware-host/web/logo-image.ts',
    from: 'if (active.test(text))',
    to: 'if (active.test(text) && text.length === 0)',
    test: 'test/web/logo-image.test.ts',
  },
  {
    name: 'colours that cannot be told apart are taken for a board',
    file: 'config/check/check-board.ts',
    from: 'if (ratio < contrastMin)',
    to: 'if (shown < contrastMin - 0.2)',
    test: 'test/config/board.test.ts',
  },
];
