import type { ElementId, Score } from '../../firmware-host/queue/survey.ts';
import { append, button, element, show, write } from '../tickets/page-parts.ts';
import { bothLines } from './both-words.ts';
import { createComplaintScreen } from './complaint-screen.ts';
import { drawFace } from './face.ts';
import { type BothWords, questions, ratingTexts, scoreWords } from './rating-texts.ts';
import type { Complaint, Said } from './rating-visit.ts';

/** What the rating pad shows. */
export interface RatingView {
  /** The language that stands first. */
  readonly first: 'id' | 'en';
  /** The name of the counter. */
  readonly title: string;
  readonly shows:
    | {
        readonly what: 'faces';
        readonly element: ElementId;
        readonly chosen: Score | undefined;
        readonly said: Said | undefined;
        readonly takesComplaints: boolean;
      }
    | { readonly what: 'complaint'; readonly complaint: Complaint }
    /** Nothing can be answered, and why. */
    | { readonly what: 'nothing'; readonly why: 'closed' | 'away' | 'unknown' };
}

/** The best one is on the left, as on the keys of pads. */
const order: readonly Score[] = [4, 3, 2, 1];
const todos: Readonly<Record<'closed' | 'away' | 'unknown', BothWords | undefined>> = {
  ...{ closed: ratingTexts.closedTodo, away: ratingTexts.awayTodo, unknown: undefined },
};

export interface RatingFrame {
  update(view: RatingView): void;
  /** Puts the focus of the keyboard on the complaint, or back to the key that opened it. */
  focus(on: 'complaint' | 'faces'): void;
}

export function createRatingFrame(
  to: HTMLElement,
  on: {
    readonly touched: (score: Score) => void;
    readonly complained: () => void;
    readonly closed: () => void;
  },
): RatingFrame {
  const root = element('div', 'pad');
  const header = element('header', 'top');
  const place = element('p', 'place');
  const main = element('main', 'middle');
  const question = bothLines('h1', 'question');
  const asking = element('section', 'asking');
  const faces = element('div', 'faces');
  const keys = order.map((score) => ({ score, ...faceKey(score, on.touched) }));
  const said = bothLines('p', 'said');
  said.element.setAttribute('role', 'status');
  said.element.setAttribute('aria-live', 'polite');
  const complain = button('complain', on.complained);
  const complainWords = bothLines('span', 'words');
  const complaint = createComplaintScreen(on.closed);
  const nothing = element('section', 'nothing');
  const [why, todo] = [bothLines('h1', 'why'), bothLines('p', 'todo')];
  nothing.setAttribute('role', 'status');
  append(header, place);
  append(faces, ...keys.map(({ key }) => key));
  append(complain, complainWords.element);
  append(asking, faces, said.element, complain);
  append(nothing, why.element, todo.element);
  append(main, question.element, asking, complaint.element, nothing);
  append(root, header, main);
  to.appendChild(root);

  return {
    update({ first, title, shows }) {
      document.documentElement.lang = first;
      const name = ratingTexts.title[first];
      if (document.title !== name) document.title = name;
      write(place, title);
      question.write(shows.what === 'faces' ? questions[shows.element] : ratingTexts.title, first);
      for (const { score, key, words } of keys) {
        words.write(scoreWords[score], first);
        const isChosen = shows.what === 'faces' && shows.chosen === score;
        key.setAttribute('aria-pressed', String(isChosen));
      }
      complainWords.write(ratingTexts.complain, first);
      show(question.element, shows.what === 'faces');
      show(asking, shows.what === 'faces');
      show(complaint.element, shows.what === 'complaint');
      show(nothing, shows.what === 'nothing');
      if (shows.what === 'faces') {
        said.write(shows.said === undefined ? ratingTexts.touch : ratingTexts[shows.said], first);
        said.element.setAttribute('data-says', shows.said ?? '');
        show(complain, shows.takesComplaints);
      }
      if (shows.what === 'complaint') complaint.update(shows.complaint, first);
      if (shows.what === 'nothing') {
        why.write(ratingTexts[shows.why], first);
        todo.write(todos[shows.why], first);
      }
    },
    focus: (what) => (what === 'complaint' ? complaint.focus() : complain.focus()),
  };
}

function faceKey(score: Score, touched: (score: Score) => void) {
  const key = button('answer', () => touched(score));
  const words = bothLines('span', 'words');
  key.setAttribute('data-score', String(score));
  key.appendChild(drawFace(score));
  append(key, words.element);
  return { key, words };
}
