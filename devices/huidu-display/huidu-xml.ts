/**
 * Requests to a card and its answers: `<sdk guid><in method>` and `<sdk guid><out method result>`, as in the maker's
 * documents "AddProgram", "RealTimeUpdate" and "GetProgram".
 */

/** Our program, its only area and the text in it. They are the same in every session, so that the card keeps one. */
const PROGRAM = 'loket';
const AREA = 'loket-area';
const TEXT = 'loket-text';

/** In tenths of a second. The card shows the text anew each time, at once, which is not seen. */
const SHOWN_FOR = 600;

/** Stands for the guid before the card has given one. */
const NO_GUID = '##GUID';

/** How the text looks. `size`: of the font, in dots. */
export interface TextLook {
  readonly font: string;
  readonly size: number;
  /** As `#rrggbb`. */
  readonly color: string;
}

export interface CardScreen {
  readonly width: number;
  readonly height: number;
}

export type Method = 'GetIFVersion' | 'GetDeviceInfo' | 'AddProgram' | 'RealTimeUpdate' | 'GetProgram';

export function request(guid: string | undefined, method: Method, content = ''): string {
  const call = content === '' ? `<in method="${method}"/>` : `<in method="${method}">${content}</in>`;
  return `<?xml version="1.0" encoding="utf-8"?>\n<sdk guid="${escaped(guid ?? NO_GUID)}">${call}</sdk>`;
}

/** The version of the XML that the maker's demo names. */
export const interfaceVersion = '<version value="1000000"/>';

/** A screen with one program: our text, over all of it. `stamp` tells it from the screens before it. */
export function screenWith(
  text: string,
  look: TextLook,
  { width, height }: CardScreen,
  stamp: number,
): string {
  return [
    `<screen timeStamps="${stamp}"><program guid="${PROGRAM}" type="normal" id="0" name="${PROGRAM}">`,
    '<playControl count="1" disabled="false"/>',
    `<area guid="${AREA}" alpha="255"><rectangle x="0" y="0" width="${width}" height="${height}"/>`,
    `<resources>${textNode(text, look)}</resources></area></program></screen>`,
  ].join('');
}

/** Another text in the program that is there, without showing the whole screen anew. */
export function textUpdate(text: string, look: TextLook): string {
  return `<content guid="${TEXT}" type="local">${textNode(text, look)}</content>`;
}

function textNode(text: string, { font, size, color }: TextLook): string {
  return [
    `<text guid="${TEXT}" singleLine="false"><style align="center" valign="middle"/>`,
    `<string>${escaped(text)}</string>`,
    `<font name="${escaped(font)}" size="${size}" color="${color}" bold="true" italic="false" underline="false"/>`,
    `<effect in="0" out="0" inSpeed="0" outSpeed="0" duration="${SHOWN_FOR}"/></text>`,
  ].join('');
}

export interface CardAnswer {
  readonly guid: string | undefined;
  readonly method: string | undefined;
  readonly result: string | undefined;
  readonly xml: string;
}

export function readAnswer(xml: string): CardAnswer {
  const [sdk] = tags(xml, 'sdk');
  const [out] = tags(xml, 'out');
  return { guid: sdk?.get('guid'), method: out?.get('method'), result: out?.get('result'), xml };
}

/** The id of the card and the size of its screen in dots; undefined where it does not say them. */
export function readDevice({ xml }: CardAnswer): {
  readonly id: string | undefined;
  readonly screen: CardScreen | undefined;
} {
  const [device] = tags(xml, 'device');
  const [screen] = tags(xml, 'screen');
  const [width, height] = [Number(screen?.get('width')), Number(screen?.get('height'))];
  return { id: device?.get('id'), screen: width > 0 && height > 0 ? { width, height } : undefined };
}

/** Whether the card shows our program and no other. */
export function showsOurs({ xml }: CardAnswer): boolean {
  const programs = tags(xml, 'program');
  return programs.length === 1 && programs[0]?.get('guid') === PROGRAM;
}

/** Longer attributes are cut: an id or a result is a word, and a card chooses what it sends. */
const ELEMENT_MOST_CHARACTERS = 1_000;

/** The attributes of each element `name`. Cards write attributes in any order. */
function tags(xml: string, name: string): readonly ReadonlyMap<string, string>[] {
  // No attribute holds a `<`, so that what never ends is given up at the next element and takes no time.
  return [...xml.matchAll(new RegExp(`<${name}(?=[\\s/>])([^<>]*)>`, 'g'))].map(
    ([, inside = '']) =>
      new Map(
        [
          ...inside.slice(0, ELEMENT_MOST_CHARACTERS).matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g),
        ].map(([, key = '', double, single]) => [key, unescaped(double ?? single ?? '')]),
      ),
  );
}

const entities: readonly (readonly [character: string, entity: string])[] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
];

const escaped = (text: string): string =>
  entities.reduce((done, [character, entity]) => done.replaceAll(character, entity), text);

const unescaped = (text: string): string =>
  entities.reduceRight((done, [character, entity]) => done.replaceAll(entity, character), text);
