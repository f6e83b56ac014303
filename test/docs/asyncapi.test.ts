import { readFileSync, writeFileSync } from 'node:fs';
import asyncApiSpecs from '@asyncapi/specs';
import { Ajv, type AnySchema } from 'ajv';
import { expect, it } from 'vitest';
import { Document, isMap, isScalar, parse, visit } from 'yaml';
import { asyncApi } from './asyncapi.ts';

const file = new URL('../../docs/asyncapi.yaml', import.meta.url);

/** As YAML in which lists of words and maps of one word take a line. */
function written(value: object): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Collection(_key, node) {
      const words = isMap(node) ? node.items.map(({ value }) => value) : node.items;
      if (words.every(isScalar) && (!isMap(node) || words.length === 1)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 120, flowCollectionPadding: false });
}

/** `LOKET_WRITE_DOCS=1 npx vitest run test/docs` writes it anew. */
it('docs/asyncapi.yaml is the contract as it is in the code', () => {
  const right = written(asyncApi());
  if (process.env.LOKET_WRITE_DOCS === '1') writeFileSync(file, right);
  expect(readFileSync(file, 'utf8')).toBe(right);
});

it('docs/asyncapi.yaml is valid AsyncAPI 3, by the schema of those who make AsyncAPI', () => {
  const document = parse(readFileSync(file, 'utf8'));
  // Their schema carries its own copy of the meta-schema, and names formats that are defined nowhere.
  const ajv = new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false });
  const valid = ajv.compile(asyncApiSpecs.schemas['3.0.0'] as AnySchema);
  valid(document);
  expect(valid.errors).toBeNull();
  document.operations['command-recall'].action = 'shout';
  expect(valid(document)).toBe(false);
});

it('every reference in docs/asyncapi.yaml leads somewhere', () => {
  const document = parse(readFileSync(file, 'utf8'));
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
    ([, path = '']) => path,
  );
  expect(references.length).toBeGreaterThan(100);
  for (const path of references) {
    const found = path.split('/').reduce((here, name) => here?.[name], document);
    expect(found, path).toBeDefined();
  }
});
