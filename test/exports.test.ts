import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { parsedImporters, parsedSources } from './parsed-sources.ts';

/**
 * Exports that no other file imports; a test counts as another file. A type that stands in the signature of something
 * exported from the same file is part of what that says, and needs no importer.
 */

/** What is imported by a name made at run time. An entry that nothing needs fails too. */
const byName: readonly RegExp[] = [
  // The simulator of a kind is found by the kind's name.
  /^simulators\/kinds\/[a-z0-9-]+\.ts (simulator|sample)$/,
];

const sources = parsedSources();

const hasModifier = (node: ts.Node, kind: ts.SyntaxKind) =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((one) => one.kind === kind);

interface Export {
  readonly name: string;
  readonly statement: ts.Statement;
}

/** What a file exports by a statement of its own. */
function exportsOf(file: ts.SourceFile): readonly Export[] {
  return file.statements.flatMap((statement) => namesOf(statement).map((name) => ({ name, statement })));
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (
    ts.isExportDeclaration(statement) &&
    statement.exportClause &&
    ts.isNamedExports(statement.exportClause)
  )
    return statement.exportClause.elements.map(({ name }) => name.text);
  if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return [];
  if (hasModifier(statement, ts.SyntaxKind.DefaultKeyword)) return ['default'];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
  const { name } = statement as ts.DeclarationStatement;
  return name === undefined ? [] : [name.text];
}

function namesIn(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

/** What a file imports, as `path name`; `path *` where it takes the whole of it. */
function importsOf(path: string, file: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const from = (specifier: ts.Node | undefined) =>
    specifier !== undefined && ts.isStringLiteral(specifier) && specifier.text.startsWith('.')
      ? // JavaScript of the tests imports what is built.
        normalize(join(dirname(path), specifier.text)).replace(/^dist\/(.*)\.js$/, '$1.ts')
      : undefined;
  const add = (where: string | undefined, names: readonly string[]) => {
    if (where !== undefined) found.push(...names.map((name) => `${where} ${name}`));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      const names =
        bindings === undefined
          ? []
          : ts.isNamedImports(bindings)
            ? bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
            : ['*'];
      add(from(node.moduleSpecifier), node.importClause?.name ? [...names, 'default'] : names);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      const clause = node.exportClause;
      const names =
        clause !== undefined && ts.isNamedExports(clause)
          ? clause.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
          : ['*'];
      add(from(node.moduleSpecifier), names);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(from(node.arguments[0]), ['*']);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(from(node.argument.literal), ['*']);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const isType = ({ statement }: Export) =>
  ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);

/** Whether another exported statement mentions the name outside of what it does: in a signature or in a type. */
function isInSignature({ name, statement }: Export, all: readonly Export[]): boolean {
  const mentions = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && node.text === name) ||
    (ts.forEachChild(node, (child) => !ts.isBlock(child) && mentions(child)) ?? false);
  return all.some((other) => other.statement !== statement && mentions(other.statement));
}

it('every export is imported by another file', () => {
  const imported = new Set([...parsedImporters()].flatMap(([path, file]) => importsOf(path, file)));
  const dead = [...sources].flatMap(([path, file]) => {
    const all = exportsOf(file);
    return all
      .filter(({ name }) => !imported.has(`${path} ${name}`) && !imported.has(`${path} *`))
      .filter((one) => !isType(one) || !isInSignature(one, all))
      .map(({ name }) => `${path} ${name}`);
  });
  expect(byName.filter((pattern) => !dead.some((one) => pattern.test(one)))).toEqual([]);
  expect(dead.filter((one) => !byName.some((pattern) => pattern.test(one)))).toEqual([]);
});
