import type { Said } from '../../config/texts/words.ts';
import type { Content } from './web-server.ts';

/** The largest file: a logo of a ministry has 10 to 100 KB. */
export const logoMaxKb = 512;
/** The most pixels in a row or a column: a small file can hold a picture that fills the memory of a television. */
const sideMaxPixels = 4_096;

/** An image for the board as it is served, or what is wrong with its bytes. */
export function logoImage(bytes: Buffer): Pick<Content, 'type' | 'body'> | { readonly wrong: Said } {
  if (bytes.length > logoMaxKb * 1_024) return wrong(tooLarge(bytes.length));
  const found = png(bytes) ?? jpeg(bytes);
  if (found === undefined) return svg(bytes);
  const { type, width, height } = found;
  if (width >= 1 && height >= 1 && width <= sideMaxPixels && height <= sideMaxPixels)
    return { type, body: bytes };
  return wrong({
    en: `the image has ${width} x ${height} pixels, and ${sideMaxPixels} x ${sideMaxPixels} is the most`,
    id: `gambarnya ${width} x ${height} piksel, paling besar ${sideMaxPixels} x ${sideMaxPixels}`,
  });
}

/** The sentence for a file of so many bytes. */
export const tooLarge = (bytes: number): Said => ({
  en: `the file has ${Math.ceil(bytes / 1_024)} KB, and ${logoMaxKb} KB is the most`,
  id: `berkasnya ${Math.ceil(bytes / 1_024)} KB, paling besar ${logoMaxKb} KB`,
});

interface Picture {
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/** PNG (ISO/IEC 15948): the signature, then IHDR with width and height. */
function png(bytes: Buffer): Picture | undefined {
  const signature = '\x89PNG\r\n\x1a\n';
  if (bytes.length < 24 || bytes.toString('latin1', 0, 8) !== signature) return undefined;
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** JPEG (ITU-T T.81, annex B): segments of a marker and a length; the one that begins a frame has the size. */
function jpeg(bytes: Buffer): Picture | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return undefined;
    // SOF0 to SOF15, without the tables DHT, JPG and DAC, which have numbers among them.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { type: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** What an SVG may not hold: it is shown as a picture, and a picture neither runs nor loads anything. */
const active =
  /<script|<foreignObject|<!ENTITY|\son\w+\s*=|javascript:|(?:href|src)\s*=\s*["']\s*(?:\w+:)?\/\//i;

function svg(bytes: Buffer): ReturnType<typeof logoImage> {
  const text = new TextDecoder().decode(bytes);
  const before = /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE svg[^>[]*>\s*)*<svg[\s>]/s;
  if (!before.test(text) || text.includes('\ufffd'))
    return wrong({ en: 'this is no PNG, JPEG or SVG image', id: 'ini bukan gambar PNG, JPEG atau SVG' });
  if (active.test(text))
    return wrong({
      en: 'this SVG image holds a script or something from elsewhere',
      id: 'gambar SVG ini memuat skrip atau sesuatu dari tempat lain',
    });
  return { type: 'image/svg+xml; charset=utf-8', body: bytes };
}

const wrong = (said: Said) => ({ wrong: said });
