import type { Planted } from './planted.ts';

const told = 'firmware-host/queue/told-ratings.ts';
const pure = 'test/queue/told-ratings.test.ts';
const hall = 'test/hall/page-pad.test.ts';
const web = 'test/web/rating-page.test.ts';
const page = 'test/page/rating.test.ts';

/** Mistakes in what is told of answers, in the rating pad on a screen, and in complaints. */
export const plantedRatingPage: readonly Planted[] = [
  {
    name: 'each answer is told, and so that of the last visitor',
    file: told,
    from: 'answers - told.answers >= TOLD_TOGETHER',
    to: 'answers >= TOLD_TOGETHER',
    test: pure,
  },
  {
    name: 'a second thought about an answer that was told is seen',
    file: told,
    from: ' && hall - told.lastAt >= SETTLED_AFTER_MS',
    to: '',
    test: pure,
  },
  {
    name: 'what is told goes along with the counts that it was copied from',
    file: told,
    from: '{ counts: { ...counts }, answers }',
    to: '{ counts, answers }',
    test: pure,
  },
  {
    name: 'what is told is forgotten with the next answer',
    file: told,
    from: '{ ...toldAt(told, counts, at.hall), lastAt: at.hall }',
    to: '{ ...told, lastAt: at.hall }',
    test: pure,
  },
  {
    name: 'an element that falls on a weekday with a closed hall is never asked',
    file: 'firmware-host/queue/asked-element.ts',
    from: 'const PLACES_A_WEEK = 13;',
    to: 'const PLACES_A_WEEK = 7;',
    test: 'test/queue/asked-element.test.ts',
  },
  {
    name: 'everybody at the broker hears what a single visitor answered',
    file: 'firmware-host/mqtt/embedded/access.ts',
    from: "if (singleAnswer.test(topic)) return mayDo(role, 'maintain');",
    to: '',
    test: 'test/mqtt/embedded-rules.test.ts',
  },
  {
    name: 'the rating pad on a screen is told the number that is called',
    file: 'firmware-host/web/page-listener.ts',
    from: 'hear({ address }) {',
    to: "hear({ address, payload }) {\n          tell({ type: 'mqtt', address, payload });",
    test: web,
  },
  {
    name: 'an account that only looks may not show the rating pad',
    file: 'firmware-host/web/hall-access.ts',
    from: "rating: 'view',",
    to: "rating: 'operate',",
    test: web,
  },
  {
    name: 'an answer can be given at a page that is no rating pad',
    file: 'firmware-host/web/hall-access.ts',
    from: "return place.page === 'rating' ? undefined : 'not-here';",
    to: 'return undefined;',
    test: 'test/web/hall-access.test.ts',
  },
  {
    name: 'a page counts answers to what the site does not ask',
    file: 'firmware-host/pad-desk.ts',
    from: "if (!site().rating.asks.includes(element)) return { error: 'bad-field', about: 'element' };",
    to: '',
    test: hall,
  },
  {
    name: 'the complaint of a screen comes out of the printer too',
    file: 'firmware-host/perform/complaint-slips.ts',
    from: " && cause === 'key'",
    to: '',
    test: hall,
  },
  {
    name: 'a double touch on a face gives two answers',
    file: 'pages/rating/rating-visit.ts',
    from: ' || score === this.chosen)',
    to: ')',
    test: page,
  },
  {
    name: 'the face of the visitor before stays chosen',
    file: 'pages/rating/rating-visit.ts',
    from: 'if (this.#sent === undefined) this.chosen = undefined;',
    to: '',
    test: page,
  },
  {
    name: 'the code of a complaint stays for the next visitor',
    file: 'pages/rating/rating-visit.ts',
    from: 'now - this.#changedAt >= ratingLimits.complaintMs',
    to: 'this.#changedAt > now',
    test: page,
  },
  {
    name: 'the second touch that closes a complaint is an answer',
    file: 'pages/rating/rating-visit.ts',
    from: '    this.complaint = undefined;\n    this.#changedAt = now;',
    to: '    this.complaint = undefined;',
    test: page,
  },
  {
    name: 'faces can be touched while the counter is closed',
    file: 'pages/rating/rating-page.ts',
    from: "if (!pad.isOpen) return nothing('closed');",
    to: '',
    test: page,
  },
];
