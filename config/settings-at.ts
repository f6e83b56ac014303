import * as z from 'zod';
import type { Path } from './locate.ts';

/** The names of the settings that `schema` knows in the group at `path`; empty where any name may stand. */
export function settingsAt(schema: z.ZodType, path: Path): readonly string[] {
  const [step, ...rest] = path;
  const groups = groupsOf(schema);
  if (step === undefined)
    return groups.flatMap((group) => (group instanceof z.ZodObject ? Object.keys(group.shape) : []));
  for (const group of groups) {
    const inside = member(group, step);
    if (inside !== undefined) return settingsAt(inside, rest);
  }
  return [];
}

/** The object schemas inside `schema`, under its defaults, transformations and alternatives. */
function groupsOf(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return groupsOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodPipe) return groupsOf(schema.in as z.ZodType);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => groupsOf(option as z.ZodType));
  return [schema];
}

function member(group: z.ZodType, step: string | number): z.ZodType | undefined {
  if (group instanceof z.ZodObject) return group.shape[step] as z.ZodType | undefined;
  if (group instanceof z.ZodRecord) return group.valueType as z.ZodType;
  if (group instanceof z.ZodArray) return group.element as z.ZodType;
  return undefined;
}
