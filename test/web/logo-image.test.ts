import { describe, expect, it } from 'vitest';
import { logoImage, logoMaxKb } from '../../firmware-host/web/logo-image.ts';

/** The head of a PNG image of this size. */
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  head.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  head.writeUInt32BE(13, 8);
  head.write('IHDR', 12, 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

/** A JPEG image of this size: a segment of its maker, a table, and the head of a frame. */
function jpeg(width: number, height: number): Buffer {
  const app = Buffer.from([0xff, 0xe0, 0, 4, 1, 2]);
  const table = Buffer.from([0xff, 0xc4, 0, 3, 0]);
  const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app, table, frame]);
}

const svg = (inside: string) => Buffer.from(`<?xml version="1.0"?>\n<!-- Lambang -->\n<svg>${inside}</svg>`);
const typeOf = (bytes: Buffer) => {
  const found = logoImage(bytes);
  return 'type' in found ? found.type : found.wrong.en;
};

describe('a logo', () => {
  it('is known by its bytes, whatever its name is', () => {
    expect(typeOf(png(400, 200))).toBe('image/png');
    expect(typeOf(jpeg(400, 200))).toBe('image/jpeg');
    expect(typeOf(svg('<path d="M0 0h9"/>'))).toBe('image/svg+xml; charset=utf-8');
    for (const other of ['', 'GIF89a', '<html><svg></svg></html>', '\x89PNG'])
      expect(typeOf(Buffer.from(other, 'latin1'))).toBe('this is no PNG, JPEG or SVG image');
    expect(typeOf(jpeg(400, 200).subarray(0, 12))).toBe('this is no PNG, JPEG or SVG image');
  });

  it('is not so large that a television runs out of memory', () => {
    expect(typeOf(png(4_096, 4_096))).toBe('image/png');
    expect(typeOf(png(4_097, 1))).toContain('4097 x 1 pixels');
    expect(typeOf(jpeg(9, 5_000))).toContain('9 x 5000 pixels');
    expect(typeOf(Buffer.concat([png(9, 9), Buffer.alloc(logoMaxKb * 1_024)]))).toContain(
      '512 KB is the most',
    );
  });

  it.each([
    '<script>alert(1)</script>',
    '<rect onload="alert(1)"/>',
    '<a href="javascript:alert(1)"/>',
    '<image xlink:href="https://example.test/a.png"/>',
    '<image href="//example.test/a.png"/>',
    '<foreignObject/>',
  ])('is no SVG image with %s in it', (inside) => {
    expect(typeOf(svg(inside))).toContain('holds a script or something from elsewhere');
  });

  it('may hold a picture in itself, and the names of its own format', () => {
    const inside = '<image xlink:href="data:image/png;base64,AA//BB=="/><use href="#a"/>';
    expect(typeOf(Buffer.from(`<svg xmlns:xlink="http://www.w3.org/1999/xlink">${inside}</svg>`))).toContain(
      'svg',
    );
  });
});
