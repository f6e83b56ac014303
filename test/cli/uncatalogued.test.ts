import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parsedSources } from '../parsed-sources.ts';

/** What a person reads is given to one of these, or thrown for them. */
const toPeople =
  /^(console\.(log|error|warn|info)|process\.(stdout|stderr)\.write|print|tell|refuse|explain|advise|Error|InvalidArgumentError|Fault|[\w.]*\.(description|summary|option|requiredOption|argument|addHelpText))$/;

/** Two words beside each other, or one at the beginning of a sentence, are language; a path or a column is not. */
const isLanguage = (text: string): boolean => /\p{L}{2,},? \p{L}{2,}/u.test(text);

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
  return undefined;
}

/** The text of a literal that stands in one language only, where it is printed. */
function* printed(node: ts.Node, within = false): Generator<string> {
  // Words in both languages: `{ id: ..., en: ... }`.
  if (ts.isPropertyAssignment(node) && /^['"]?(id|en)['"]?$/.test(node.name.getText())) return;
  const text = textOf(node);
  if (within && text !== undefined && isLanguage(text)) yield text;
  const called =
    ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText().replace(/\s/g, '') : '';
  const inside = within || toPeople.test(called);
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  // What is called with it is no text; nor are types.
  for (const child of children) yield* printed(child, inside);
}

/** What is still said in one language; a line may go from here, and none may come. */
const exceptions: readonly string[] = [
  // Before anything is loaded, in both languages.
  'firmware-host/cli/loket.ts: Loket needs Node 20.19 or newer; this is ….',
  'firmware-host/cli/loket.ts: Loket membutuhkan Node 20.19 atau lebih baru. On Debian: apt install nodejs',
  // For the log of a service, and for programmers.
  'firmware-host/cli/kiosk/devtools-pipe.ts: … was not answered',
  'firmware-host/cli/kiosk/page-watch.ts: no answer within … s',
  'firmware-host/cli/office/demo-office.ts: the demonstration has no valid settings',
  'firmware-host/cli/simulated-machine.ts: the hall has not been started',
  'firmware-host/cli/ticket/printed.ts: no ticket came out of the simulated printer',
];

describe('what a command prints', () => {
  const found = [...parsedSources()]
    .filter(([path]) => path.startsWith('firmware-host/cli/'))
    .flatMap(([path, file]) => [...printed(file)].map((text) => `${path}: ${text}`));

  it('comes from a catalogue in both languages', () => {
    expect(found.filter((one) => !exceptions.includes(one))).toEqual([]);
  });

  it('has no exception that nothing needs any more', () => {
    expect(exceptions.filter((one) => !found.includes(one))).toEqual([]);
  });

  it('is found by this test where it does not', () => {
    const source = ts.createSourceFile(
      'a.ts',
      [
        "console.log(`no ticket here`); throw new Error('not so fast');",
        "const w = { id: 'dua kata', en: 'two words' }; console.log(w.id, 'a/b c');",
      ].join('\n'),
      ts.ScriptTarget.Latest,
      true,
    );
    expect([...printed(source)]).toEqual(['no ticket here', 'not so fast']);
  });
});
