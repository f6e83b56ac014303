import type { Planted } from './planted.ts';

const page = 'test/page/counter.test.ts';
const teller = 'test/web/desk-teller.test.ts';

/** Mistakes of an officer's stand-in; each is found by the test it names. */
export const plantedCounterPage: readonly Planted[] = [
  {
    name: 'a double click on the page of a counter presses twice',
    file: 'pages/counter/press-function.ts',
    from: 'return before !== undefined && now - before < twiceMs;',
    to: 'return before !== undefined && now - before < 0;',
    test: page,
  },
  {
    name: 'Enter held down on a key of the page presses it again and again',
    file: 'pages/counter/counter-shortcuts.ts',
    from: "if (event.repeat && event.key === 'Enter') {",
    to: "if (event.repeat && event.key === 'Return') {",
    test: page,
  },
  {
    name: 'a letter typed into a list of the page presses a key',
    file: 'pages/counter/counter-shortcuts.ts',
    from: '/^(INPUT|TEXTAREA|SELECT)$/',
    to: '/^(INPUT|TEXTAREA)$/',
    test: page,
  },
  {
    name: 'a refusal on the page moves the keys under the pointer',
    file: 'pages/counter/counter.css',
    from: '  flex: none;\n  height: 5.2rem;\n',
    to: '  flex: none;\n  min-height: 1rem;\n',
    test: page,
  },
  {
    name: 'a press whose answer does not come is said to be refused',
    file: 'pages/counter/press-function.ts',
    from: "outcome.code === 'lost' || ",
    to: '',
    test: page,
  },
  {
    name: 'the page of a counter opens a closed counter and closes an open one with one key',
    file: 'pages/counter/desk-functions.ts',
    from: "(one === 'open-close' ? ['open', 'close'] : [one])",
    to: '[one]',
    test: page,
  },
  {
    name: 'the keypad of a hall that is not heard works as it did',
    file: 'firmware-host/web/desk-teller.ts',
    from: "book.of('controller/state')?.state === 'online'",
    to: 'true',
    test: teller,
  },
  {
    name: 'another site file does not change the keys of an open page',
    file: 'firmware-host/web/desk-teller.ts',
    from: "else if (address === 'controller/info') tellDesk();",
    to: "else if (address === 'controller/never') tellDesk();",
    test: teller,
  },
];
