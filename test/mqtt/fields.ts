import { z } from 'zod';

/** Every field that a schema has, as a path such as `reasons[].code`; also inside lists and alternatives. */
export function fieldsOf(schema: z.ZodType, path = ''): readonly string[] {
  const below = (inner: unknown, at = path) => fieldsOf(inner as z.ZodType, at);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, field]) => {
      const at = path === '' ? name : `${path}.${name}`;
      return [at, ...below(field, at)];
    });
  if (schema instanceof z.ZodArray) return below(schema.element, `${path}[]`);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => below(option));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return below(schema.unwrap());
  return [];
}

/** The fields of a message that say something: what is null says nothing. */
export function saidIn(value: unknown, path = ''): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((one) => saidIn(one, `${path}[]`));
  return Object.entries(value).flatMap(([name, field]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return field === null ? [] : [at, ...saidIn(field, at)];
  });
}
