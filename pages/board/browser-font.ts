import type { Font } from './text-fit.ts';

/** The style sheet names the same ones. */
const family = '"Noto Sans", "DejaVu Sans", Arial, sans-serif';
/** Texts are measured at this size, and capital letters on a canvas of twice its height. */
const measuredPx = 100;
/** More texts than a board has in weeks: then measuring begins again, so that memory does not fill. */
const rememberedMax = 20_000;

/** Measures texts as this browser draws them, on a canvas that is never shown. */
export function browserFont(): Font {
  const canvas = document.createElement('canvas');
  canvas.width = measuredPx * 2;
  canvas.height = measuredPx * 2;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser cannot measure texts');
  const widths = new Map<string, number>();
  return {
    capEm: capHeight(context) / measuredPx,
    width(text, bold) {
      const key = bold ? `b${text}` : `n${text}`;
      const known = widths.get(key);
      if (known !== undefined) return known;
      if (widths.size >= rememberedMax) widths.clear();
      context.font = `${bold ? 700 : 400} ${measuredPx}px ${family}`;
      const width = context.measureText(text).width / measuredPx;
      widths.set(key, width);
      return width;
    },
  };
}

/** Rows of pixels of a capital letter: old browsers measure no heights. */
function capHeight(context: CanvasRenderingContext2D): number {
  context.font = `400 ${measuredPx}px ${family}`;
  context.fillText('H', measuredPx / 2, measuredPx * 1.5);
  const { data, width, height } = context.getImageData(0, 0, measuredPx * 2, measuredPx * 2);
  let rows = 0;
  for (let y = 0; y < height; y++) {
    let inked = false;
    for (let x = 0; x < width; x++) if ((data[(y * width + x) * 4 + 3] ?? 0) > 127) inked = true;
    if (inked) rows++;
  }
  return rows === 0 ? measuredPx * 0.7 : rows;
}
