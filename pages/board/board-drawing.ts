import type { Piece, Scene } from './scene.ts';

interface Drawn {
  readonly element: HTMLElement;
  readonly tag: string;
  readonly children: Map<string, Drawn>;
  /** What was written to the element last, so that only changes are written. */
  readonly written: Map<string, string>;
}

export interface Drawing {
  draw(scene: Scene): void;
  /** Removes everything. */
  clear(): void;
}

/** Puts scenes on the screen. An element stays as long as its piece does, so that what moves goes on moving. */
export function createDrawing(within: HTMLElement): Drawing {
  const root: Drawn = { element: within, tag: '', children: new Map(), written: new Map() };
  return {
    draw(scene) {
      document.documentElement.lang = scene.language;
      if (document.title !== scene.title) document.title = scene.title;
      drawChildren(root, scene.pieces);
    },
    clear() {
      drawChildren(root, []);
    },
  };
}

function drawChildren(parent: Drawn, pieces: readonly Piece[]): void {
  const wanted = new Set(pieces.map(({ key }) => key));
  parent.children.forEach((child, key) => {
    if (wanted.has(key)) return;
    child.element.remove();
    parent.children.delete(key);
  });
  let before: Element | null = parent.element.firstElementChild;
  for (const piece of pieces) {
    let child = parent.children.get(piece.key);
    if (child !== undefined && child.tag !== piece.tag) {
      if (before === child.element) before = before.nextElementSibling;
      child.element.remove();
      child = undefined;
    }
    if (child === undefined) {
      const element = document.createElement(piece.tag);
      child = { element, tag: piece.tag, children: new Map(), written: new Map() };
      parent.children.set(piece.key, child);
    }
    if (child.element === before) before = before.nextElementSibling;
    else parent.element.insertBefore(child.element, before);
    drawPiece(child, piece);
  }
}

function drawPiece(drawn: Drawn, piece: Piece): void {
  const { element } = drawn;
  const { box, text, attributes = {}, runsMs } = piece;
  const style = (name: string, value: string) =>
    write(drawn, `style ${name}`, value, () => element.style.setProperty(name, value));
  write(drawn, 'class', piece.look, () => {
    element.className = piece.look;
  });
  style('left', px(box.x));
  style('top', px(box.y));
  style('width', px(box.width));
  style('height', px(box.height));
  for (const name of Object.keys(attributes)) {
    const value = attributes[name] ?? '';
    write(drawn, `attribute ${name}`, value, () => element.setAttribute(name, value));
  }
  if (text !== undefined) {
    style('font-size', px(text.size));
    style('font-weight', text.bold ? '700' : '400');
    style('text-align', text.align);
    const whole = text.lines.join('\n');
    write(drawn, 'text', whole, () => {
      element.textContent = whole;
    });
  }
  if (runsMs !== undefined) {
    style('animation-duration', `${Math.round(runsMs)}ms`);
    // From its place beyond the right edge to beyond the left one.
    style('animation-name', 'running');
  }
  if (piece.pieces !== undefined) drawChildren(drawn, piece.pieces);
}

function write(drawn: Drawn, name: string, value: string, perform: () => void): void {
  if (drawn.written.get(name) === value) return;
  drawn.written.set(name, value);
  perform();
}

const px = (size: number) => `${Math.round(size * 100) / 100}px`;
