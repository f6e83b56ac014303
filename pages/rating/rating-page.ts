import type { Score } from '../../firmware-host/queue/survey.ts';
import type { PageMessage, ScreenPad } from '../../firmware-host/web/hall-page-messages.ts';
import { openHallFeed } from '../shared/hall-feed.ts';
import './rating.css';
import { createRatingFrame, type RatingView } from './rating-frame.ts';
import { RatingVisit } from './rating-visit.ts';

const lookEveryMs = 250;

const now = () => performance.now();
const visit = new RatingVisit();
/** What the hall says that this pad asks; null: it has no such counter; undefined: it has not said anything yet. */
let pad: ScreenPad | null | undefined;
let isOpen = false;

const frame = createRatingFrame(document.body, {
  touched(score) {
    // A touch that was under way while the faces went is nobody's answer, and is not waited for.
    if (viewNow().shows.what !== 'faces') return;
    const answer = visit.touch(score, now());
    if (answer !== undefined) give(answer);
    draw();
  },
  complained() {
    if (visit.complain(now()))
      void feed.complain().then((outcome) => {
        visit.opened(outcome, now());
        draw();
      });
    draw();
  },
  closed() {
    visit.close(now());
    draw();
  },
});

const feed = openHallFeed(`${location.pathname.replace(/\/$/, '')}/feed`, {
  language: () => pad?.language ?? 'id',
  connected(open) {
    isOpen = open;
    if (open) pad = undefined;
    draw();
  },
  reader: () => undefined,
  message(message: PageMessage) {
    if (message.type === 'pad') pad = message.pad;
    draw();
  },
});

/** Gives the hall an answer to the question that is on the screen, and what was touched meanwhile after it. */
function give(score: Score): void {
  if (pad === undefined || pad === null) return;
  void feed.rate(pad.element, score).then((outcome) => {
    const next = visit.answered(outcome, now());
    if (next !== undefined) give(next);
    draw();
  });
}

function viewNow(): RatingView {
  const first = pad?.language ?? 'id';
  const title = pad?.title ?? '';
  const nothing = (why: 'closed' | 'away' | 'unknown'): RatingView => ({
    ...{ first, title, shows: { what: 'nothing', why } },
  });
  // A code that a visitor writes down stays, whatever becomes of the connection.
  if (visit.complaint !== undefined)
    return { first, title, shows: { what: 'complaint', complaint: visit.complaint } };
  if (!isOpen || pad === undefined) return nothing('away');
  if (pad === null) return nothing('unknown');
  if (!pad.isOpen) return nothing('closed');
  const { element, takesComplaints } = pad;
  return {
    ...{ first, title },
    shows: { what: 'faces', element, takesComplaints, chosen: visit.chosen, said: visit.said },
  };
}

let shown: RatingView['shows']['what'] = 'nothing';

function draw(): void {
  try {
    visit.look(now());
    const view = viewNow();
    frame.update(view);
    const { what } = view.shows;
    if (what === 'complaint' && shown !== what) frame.focus('complaint');
    if (what === 'faces' && shown === 'complaint') frame.focus('faces');
    shown = what;
    document.body.className = 'drawn';
  } catch (thrown) {
    // What cannot be drawn is not left standing: the page says that it does not work.
    console.error(thrown);
    document.body.className = '';
  }
}

// A key that is held, and a long touch, are one touch.
addEventListener('keydown', (event) => {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
});
addEventListener('contextmenu', (event) => event.preventDefault());
setInterval(draw, lookEveryMs);
draw();
