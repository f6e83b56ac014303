import type { BoardMessage } from '../../firmware-host/web/feed-messages.ts';
import { openSocket } from '../shared/socket.ts';
import { clipsFor, createAnnouncements } from './heard-calls.ts';
import './board.css';
import { createDrawing } from './board-drawing.ts';
import { createLayout, type Screen } from './board-layout.ts';
import { createBoardModel } from './board-model.ts';
import { type BoardSound, openSound } from './board-sound.ts';
import { type BoardAddress, viewOf } from './board-view.ts';
import { browserFont } from './browser-font.ts';
import { paletteOf } from './palette.ts';

/** How long a page, and a text in one of two languages, is shown. */
const turnMs = 8_000;
const lookEveryMs = 500;

const asked = new URLSearchParams(location.search);
const address: BoardAddress = {
  zone: asked.get('zone') ?? undefined,
  counters: asked.get('counters')?.split(','),
};
/** Several boards beside each other would sound like an echo: `?sound=off` leaves it to the others. */
const quiet = asked.get('sound') === 'off';

const model = createBoardModel(performance.now());
const font = browserFont();
const root = document.getElementById('board') ?? document.body;
const drawing = createDrawing(root);
const layoutOf = createLayout();
const unmoved = matchMedia('(prefers-reduced-motion: reduce)');
const logo = new Image();
let sound: BoardSound | undefined;

const announcements = createAnnouncements({
  now: () => performance.now(),
  play: (clips) => sound?.play(clips) ?? Promise.resolve(),
  failed: (thrown) => console.warn(thrown),
});

const socket = openSocket<BoardMessage>('/board/feed', {
  opened() {
    model.opened(performance.now());
    announcements.forget();
    sound?.refresh();
  },
  closed() {
    model.closed(performance.now());
  },
  message(message) {
    const event = model.hear(message, performance.now());
    if (message.type === 'look') takeLook();
    const clips = event && clipsFor(event, model.look, address);
    if (clips !== undefined && sound !== undefined) announcements.say(clips);
    drawSoon();
  },
});

function takeLook(): void {
  const palette = paletteOf(model.look?.colours);
  for (const name of Object.keys(palette))
    document.documentElement.style.setProperty(name, palette[name] ?? null);
  const path = model.look?.logo;
  if (path !== undefined && logo.getAttribute('src') !== path) logo.src = path;
  if (model.look?.sound === true && !quiet) sound = sound ?? openSound();
}

function screenNow(): Screen {
  const loaded = model.look?.logo !== undefined && logo.complete && logo.naturalHeight > 0;
  return {
    width: root.clientWidth,
    height: root.clientHeight,
    font,
    logoRatio: loaded ? logo.naturalWidth / logo.naturalHeight : undefined,
    still: unmoved.matches,
  };
}

let drawn = '';

/** Draws if anything has changed since it was drawn last. */
function draw(): void {
  const now = performance.now();
  if (model.silent(now)) socket.renew();
  const turns = Math.floor(now / turnMs);
  const muted = sound?.muted === true && model.look?.sound === true;
  const view = viewOf(model, { address, now, turns, muted });
  const screen = screenNow();
  const whole = JSON.stringify([view, screen]);
  if (whole === drawn) return;
  drawn = whole;
  drawing.draw(layoutOf(view, screen));
  document.body.className = 'drawn';
}

/** What cannot be drawn is not left standing as if it were current: the page says that it does not work. */
function drawOrSay(): void {
  try {
    draw();
  } catch (thrown) {
    console.error(thrown);
    drawn = '';
    drawing.clear();
    document.body.className = '';
  }
}

let soon = false;

/** Many messages come at once when the connection is made. */
function drawSoon(): void {
  if (soon) return;
  soon = true;
  setTimeout(() => {
    soon = false;
    drawOrSay();
  }, 0);
}

addEventListener('resize', drawSoon);
logo.onload = drawSoon;
setInterval(drawOrSay, lookEveryMs);
takeLook();
drawOrSay();
