import type { Planted } from './planted.ts';

/** Bugs on purpose of the board for the public. */
export const plantedBoardPage: readonly Planted[] = [
  {
    name: 'a title beside its number is higher than its row',
    file: 'pages/board/desk-panel.ts',
    from: 'besideTop(column) + titleHeight : line',
    to: 'titleHeight : line',
    test: 'test/page/board-layout.test.ts',
  },
  {
    name: 'the letters of the board are as large as its designer liked them',
    file: 'pages/board/board-layout.ts',
    from: 'const capShare = 0.0376;',
    to: 'const capShare = 0.034;',
    test: 'test/page/board-layout.test.ts',
  },
  {
    name: 'the last page of the counters is never shown',
    file: 'pages/board/board-layout.ts',
    from: 'const at = turn % Math.max(1, pages);',
    to: 'const at = turn % Math.max(1, pages - 1);',
    test: 'test/page/board-layout.test.ts',
  },
  {
    name: 'the board draws the eye to calls that were made before it was switched on',
    file: 'pages/board/board-model.ts',
    from: 'const call = live ?',
    to: 'const call = live || now > 0 ?',
    test: 'test/page/board-model.test.ts',
  },
  {
    name: 'the board says announcements that are long over',
    file: 'pages/board/heard-calls.ts',
    from: 'if (of.now() - next.since < lateMs)',
    to: 'if (of.now() >= next.since)',
    test: 'test/page/board-model.test.ts',
  },
];
