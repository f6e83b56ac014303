import { siteSchema } from '../../config/json-schema.ts';
import { kinds } from '../../devices/index.ts';

/** `loket schema`: the JSON Schema of site files, for editors, to standard output. */
export function printSchema(): void {
  console.log(JSON.stringify(siteSchema(kinds), null, 2));
}
