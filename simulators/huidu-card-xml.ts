/** An element of what a card is sent; `text` is what stands in it, without that of its children. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  text: string;
}

/** Reads XML character by character, as a small parser on a card does. Undefined when it is not well formed. */
export function parseElement(xml: string): Element | undefined {
  const open: Element[] = [];
  let root: Element | undefined;
  let rest = xml.replace(/^\s*<\?xml[^>]*\?>\s*/, '');
  while (rest !== '') {
    if (!rest.startsWith('<')) {
      const end = rest.indexOf('<');
      const text = end < 0 ? rest : rest.slice(0, end);
      const inside = open.at(-1);
      if (inside !== undefined) inside.text += plain(text);
      else if (text.trim() !== '') return undefined;
      rest = rest.slice(text.length);
      continue;
    }
    const end = rest.indexOf('>');
    if (end < 0) return undefined;
    const tag = rest.slice(1, end);
    rest = rest.slice(end + 1);
    if (tag.startsWith('/')) {
      if (open.pop()?.name !== tag.slice(1).trim()) return undefined;
      continue;
    }
    const element = elementOf(tag);
    const inside = open.at(-1);
    if (inside !== undefined) inside.children.push(element);
    else if (root === undefined) root = element;
    else return undefined;
    if (!tag.endsWith('/')) open.push(element);
  }
  return open.length === 0 ? root : undefined;
}

/** The first element `name` in `element` or below. */
export function find(element: Element | undefined, name: string): Element | undefined {
  if (element === undefined || element.name === name) return element;
  for (const child of element.children) {
    const found = find(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function elementOf(tag: string): Element {
  const body = tag.endsWith('/') ? tag.slice(0, -1) : tag;
  const [name = ''] = body.split(/\s/);
  const attributes = new Map<string, string>();
  let at = name.length;
  for (;;) {
    const equals = body.indexOf('="', at);
    const close = equals < 0 ? -1 : body.indexOf('"', equals + 2);
    if (close < 0) return { name, attributes, children: [], text: '' };
    attributes.set(body.slice(at, equals).trim(), plain(body.slice(equals + 2, close)));
    at = close + 1;
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const plain = (text: string): string =>
  text.replace(/&(\w+);/g, (whole, name: string) => named[name] ?? whole);

export const marked = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
