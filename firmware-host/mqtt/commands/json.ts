/** Whether the JSON text nests arrays and objects more than `most` deep. To be called before the text is parsed. */
export function isDeeper(text: string, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      depth++;
      if (depth > most) return true;
    } else if (character === '}' || character === ']') depth--;
  }
  return false;
}

/**
 * Whether every text and name in a parsed JSON value is well-formed Unicode. A lone surrogate, which JSON can escape,
 * has no UTF-8 encoding: the text stored or sent would differ from the text compared. A name like `__proto__` is an
 * ordinary own property after JSON.parse, and is later refused as an unknown field.
 */
export function isHarmless(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => name.isWellFormed() && isHarmless(inner));
}
