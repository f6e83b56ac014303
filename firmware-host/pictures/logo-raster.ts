import { PNG } from 'pngjs';
import { Fault, wordsOf } from '../../devices/fault.ts';
import type { Raster } from '../../devices/raster.ts';
import { type Dots, put, rasterOf, whiteDots } from './dots.ts';

/** A logo is at most so wide, as a part of the paper, and so high: 25 mm. The number is what a ticket is for. */
const widthShare = 0.8;
const heightMaxDots = 200;

/** 2,000 x 2,000: a larger image would take more memory than the hall has to spare. */
const pixelsMax = 4_000_000;

/** A picture in grey: one number a pixel, 0 black to 1 white. */
interface Grey {
  readonly width: number;
  readonly height: number;
  readonly light: Float32Array;
}

/** A PNG image as black dots in the middle of paper `paperDots` wide. Throws a Fault where it cannot be read. */
export function logoRaster(png: Uint8Array, paperDots: number): Raster {
  const image = fitted(greyOf(png), Math.floor(paperDots * widthShare), heightMaxDots);
  const paper = whiteDots(paperDots, image.height);
  put(paper, dithered(image), Math.floor((paperDots - image.width) / 2), 0);
  return rasterOf(paper);
}

/** What is wrong with a PNG image, if it cannot be printed. */
export function logoWrong(png: Uint8Array): string | undefined {
  try {
    greyOf(png);
    return undefined;
  } catch (thrown) {
    return `this PNG image cannot be used: ${wordsOf(thrown)}`;
  }
}

/** Lightness as the eye sees it (ITU-R BT.601), on white paper where the image is transparent. */
function greyOf(png: Uint8Array): Grey {
  const { width, height, data } = read(png);
  const light = new Float32Array(width * height);
  for (let pixel = 0; pixel < light.length; pixel++) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(pixel * 4, pixel * 4 + 4);
    const seen = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
    light[pixel] = 1 - (1 - seen) * (alpha / 255);
  }
  return { width, height, light };
}

/** Where width and height are at the same place in every PNG (ISO/IEC 15948, IHDR), in bytes. */
const sizeAt = { width: 16, height: 20, end: 24 } as const;

function read(png: Uint8Array): PNG {
  const bytes = Buffer.from(png);
  if (
    bytes.length >= sizeAt.end &&
    bytes.readUInt32BE(sizeAt.width) * bytes.readUInt32BE(sizeAt.height) > pixelsMax
  )
    throw new Fault('ticket.logo', `it has more than ${pixelsMax} pixels`);
  try {
    return PNG.sync.read(bytes);
  } catch (cause) {
    // The words of the library say what it stumbled over, which helps nobody.
    throw new Fault('ticket.logo', 'it is damaged or was copied in part only: copy it again', { cause });
  }
}

/** Made smaller until it fits, never larger: each new pixel is the mean of the old ones below it. */
function fitted(image: Grey, widthMax: number, heightMax: number): Grey {
  const scale = Math.min(1, widthMax / image.width, heightMax / image.height);
  if (scale === 1) return image;
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const light = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      light[y * width + x] = mean(image, [x / width, (x + 1) / width], [y / height, (y + 1) / height]);
  }
  return { width, height, light };
}

/** The mean lightness of a rectangle; its edges are parts of the whole, from 0 to 1. */
function mean({ width, height, light }: Grey, across: readonly number[], down: readonly number[]): number {
  const [left = 0, right = 0] = across.map((part) => part * width);
  const [top = 0, bottom = 0] = down.map((part) => part * height);
  let sum = 0;
  let area = 0;
  for (let y = Math.floor(top); y < bottom; y++) {
    const high = Math.min(y + 1, bottom) - Math.max(y, top);
    for (let x = Math.floor(left); x < right; x++) {
      const part = high * (Math.min(x + 1, right) - Math.max(x, left));
      sum += part * (light[y * width + x] ?? 1);
      area += part;
    }
  }
  return sum / area;
}

/**
 * Floyd-Steinberg: what a dot is too light or too dark goes to its neighbours to the right and below. Rows run to and
 * fro, so that no slanting lines appear in even grey.
 */
function dithered({ width, height, light }: Grey): Dots {
  const dots = whiteDots(width, height);
  const left = Float32Array.from(light);
  for (let y = 0; y < height; y++) {
    const step = y % 2 === 0 ? 1 : -1;
    for (let x = step === 1 ? 0 : width - 1; x >= 0 && x < width; x += step) {
      const wanted = left[y * width + x] ?? 1;
      const black = wanted < 0.5;
      if (black) dots.black[y * width + x] = 1;
      const error = wanted - (black ? 0 : 1);
      const give = (toX: number, toY: number, part: number): void => {
        const at = toY * width + toX;
        if (toX >= 0 && toX < width && toY < height) left[at] = (left[at] ?? 0) + error * part;
      };
      give(x + step, y, 7 / 16);
      give(x - step, y + 1, 3 / 16);
      give(x, y + 1, 5 / 16);
      give(x + step, y + 1, 1 / 16);
    }
  }
  return dots;
}
