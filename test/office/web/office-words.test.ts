import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { faultCatalogue } from '../../../devices/fault-catalogue.ts';
import { allWords, officeReasons, wordsOfReason } from '../../../office/web/office-words.ts';

/** Functions of office/verdict that take a code, and as which argument. */
const takesCode: Readonly<Record<string, number>> = {
  ...{ causeOf: 1, away: 1, answer: 2, cause: 0, unknown: 0, is: 1 },
};
/** Constants that are codes. */
const codeNames = /^(code|[a-z]+Code)$/;

/** Every code that stands in the sources of the verdict. */
function codesOfVerdict(): ReadonlySet<string> {
  const codes = new Set<string>();
  const used = new Set<string>();
  const take = (node: ts.Node | undefined): void => {
    if (node === undefined) return;
    if (ts.isStringLiteral(node)) codes.add(node.text);
    else if (ts.isConditionalExpression(node)) for (const side of [node.whenTrue, node.whenFalse]) take(side);
  };
  const folder = 'office/verdict/';
  for (const name of readdirSync(folder)) {
    const file = ts.createSourceFile(name, readFileSync(folder + name, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        const at = takesCode[node.expression.text];
        if (at !== undefined) {
          used.add(node.expression.text);
          take(node.arguments[at]);
        }
      }
      const isCode =
        (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) &&
        codeNames.test(node.name.getText());
      if (isCode) take(node.initializer);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  expect([...used].sort()).toEqual(Object.keys(takesCode).sort());
  return codes;
}

it('there are words for every code that a verdict gives as its reason, and for no other', () => {
  const codes = codesOfVerdict();
  expect(codes.size).toBeGreaterThan(25);
  expect([...codes].filter((code) => wordsOfReason(code)[0] === code)).toEqual([]);
  // What a device says of its own state goes through as it is (`withoutCause`).
  const states = ['starting', 'unknown'];
  const needless = Object.keys(officeReasons).filter((code) => !codes.has(code) && !states.includes(code));
  expect(needless).toEqual([]);
});

it('faults have the words of the fault catalogue, and an unknown code of a newer site stays what it is', () => {
  const { id, en } = faultCatalogue['paper.out'];
  expect(wordsOfReason('paper.out')).toEqual([id, en]);
  expect(wordsOfReason('flux.low')).toEqual(['flux.low', 'flux.low']);
  for (const name of ['constructor', 'toString', '__proto__'])
    expect(wordsOfReason(name)).toEqual([name, name]);
});

it('all words are there in both languages', () => {
  const { reasons, ...more } = allWords();
  const all = [...Object.values(reasons), ...Object.values(more).flatMap((group) => Object.values(group))];
  for (const words of all) {
    expect(words).toHaveLength(2);
    for (const text of words) expect(text.trim()).not.toBe('');
  }
  const same = Object.entries(reasons).filter(([, [id, en]]) => id === en);
  expect(same).toEqual([]);
});
