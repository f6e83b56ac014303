import type { Score } from '../../firmware-host/queue/survey.ts';

const svgSpace = 'http://www.w3.org/2000/svg';

function shape(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(svgSpace, name) as SVGElement;
  for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key] ?? '');
  return made;
}

function drawing(view: string, name: string): SVGElement {
  return shape('svg', { viewBox: view, class: name, 'aria-hidden': 'true', focusable: 'false' });
}

/** Mouths from sad to glad: told apart by their shape, whatever colours somebody sees. */
const mouths: Readonly<Record<Score, string>> = {
  1: 'M28 74 Q50 48 72 74',
  2: 'M31 69 Q50 58 69 69',
  3: 'M31 62 Q50 76 69 62',
  4: 'M25 58 Q50 92 75 58 Z',
};

/** The face of a score. */
export function drawFace(score: Score): SVGElement {
  const face = drawing('0 0 100 100', 'face');
  face.appendChild(shape('circle', { cx: '50', cy: '50', r: '46', class: 'skin' }));
  for (const x of ['35', '65']) face.appendChild(shape('circle', { cx: x, cy: '38', r: '6', class: 'eye' }));
  face.appendChild(shape('path', { d: mouths[score], class: score === 4 ? 'mouth open' : 'mouth' }));
  return face;
}

/** White modules around a code, without which phones do not find it (ISO/IEC 18004). */
const quietModules = 4;

/** A QR code from its rows, `1` is dark. */
export function drawCode(rows: readonly string[]): SVGElement {
  const side = rows.length + 2 * quietModules;
  const code = drawing(`0 0 ${side} ${side}`, 'code');
  const dark = rows
    .map((row, y) =>
      row
        .split('')
        .map((one, x) => (one === '1' ? `M${x + quietModules} ${y + quietModules}h1v1h-1z` : ''))
        .join(''),
    )
    .join('');
  code.appendChild(shape('rect', { width: String(side), height: String(side), fill: '#ffffff' }));
  code.appendChild(shape('path', { d: dark, fill: '#000000' }));
  code.setAttribute('shape-rendering', 'crispEdges');
  return code;
}
