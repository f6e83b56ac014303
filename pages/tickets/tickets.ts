import { openHallFeed } from '../shared/hall-feed.ts';
import './tickets.css';
import { createChooseScreen } from './choose-screen.ts';
import { createHeardHall } from './heard-hall.ts';
import { createMachineFrame, type MachineView } from './machine-frame.ts';
import type { RefusalWords } from './refusal-words.ts';
import { estimateOf, refusalOf, type ServiceOffer, serviceOffers } from './service-offers.ts';
import { createTicketVisit, type Wanted } from './ticket-visit.ts';
import type { TicketLanguage } from './tickets-texts.ts';
import { createVisitScreen } from './visit-screen.ts';
import { visitWords } from './visit-words.ts';

const lookEveryMs = 250;

const now = () => performance.now();
const hall = createHeardHall();
const visit = createTicketVisit(now());
/** What a visitor has chosen: the language, if it is not the site's, and the page of services. */
let chosen: { readonly language?: TicketLanguage; readonly page: number } = { page: 0 };
let offers: readonly ServiceOffer[] = [];
/** Seconds that the ticket that is asked for is expected to wait; undefined: nobody knows. */
let estimate: number | undefined;
let refusal: RefusalWords = { what: '', todo: '' };

const language = (): TicketLanguage => chosen.language ?? hall.machine?.language ?? 'id';
const offerOf = (service: string) => offers.filter(({ id }) => id === service)[0];

const choose = createChooseScreen({
  touched: take,
  turned: (page) => turnTo({ ...chosen, page }),
});
const screen = createVisitScreen(() => {
  visit.close(now());
  draw();
});
const frame = createMachineFrame(document.body, {
  ...{ choose, visit: screen },
  switchLanguage: () => turnTo({ ...chosen, language: language() === 'id' ? 'en' : 'id' }),
});

const feed = openHallFeed('/tickets/feed', {
  language,
  connected(isOpen) {
    hall.connected(isOpen);
    if (!isOpen) visit.lost(now());
    drawSoon();
  },
  reader: () => undefined,
  mqtt: () => undefined,
  message(message) {
    const end = hall.hear(message, now());
    if (end !== undefined) visit.paper(end, now());
    drawSoon();
  },
});

/** What a visitor chooses on the way to a ticket. */
function turnTo(next: typeof chosen): void {
  chosen = next;
  visit.touched(now());
  draw();
}

/** A touch on a service: asks the hall for one ticket, once, or says why there is none. */
function take(wanted: Wanted): void {
  const offer = offerOf(wanted.service);
  if (offer === undefined || !hall.isThere) return;
  const asked = visit.touch(wanted, offer[wanted.class] === undefined, now());
  if (asked !== undefined) {
    // A visitor with priority waits less than the estimate says, and nobody knows how much.
    estimate = asked.class === 'priority' ? undefined : estimateOf(hall, asked.service);
    void feed.command('issue-ticket', { service: asked.service, class: asked.class }).then((outcome) => {
      visit.answered(outcome, now());
      draw();
    });
  }
  draw();
}

function viewNow(): MachineView {
  const { machine } = hall;
  const at = { language: language(), now: now() };
  const isThere = machine !== undefined && hall.isThere;
  if (machine !== undefined) offers = serviceOffers({ hall, machine, ...at });
  const words = visitWords(visit, {
    ...{ ...at, estimate, refusal: refusalNow },
    title: (service) => offerOf(service)?.title ?? service,
  });
  return {
    ...{ site: machine?.title ?? '', language: at.language, notice: hall.notice(at.language) },
    shows:
      words !== undefined
        ? { what: 'visit', words }
        : isThere
          ? { what: 'services', choices: { offers, language: at.language, page: chosen.page } }
          : { what: 'away' },
  };
}

/** Why there is no ticket. It stays said although the reason may be gone meanwhile. */
function refusalNow(): RefusalWords {
  const { step } = visit;
  const { machine } = hall;
  if (step.at === 'explained') refusal = offerOf(step.service)?.[step.class] ?? refusal;
  if (step.at === 'refused' && machine !== undefined)
    refusal = refusalOf({ hall, machine, service: step.service, language: language(), now: now() }, step);
  return refusal;
}

let shownStep = visit.step;

function draw(): void {
  try {
    // For the next visitor everything begins anew.
    if (visit.look(now())) chosen = { page: 0 };
    frame(viewNow());
    if (visit.step.at !== shownStep.at) moveFocus();
    shownStep = visit.step;
    document.body.className = 'drawn';
  } catch (thrown) {
    // What cannot be drawn is not left standing: the page says that it does not work.
    console.error(thrown);
    document.body.className = '';
  }
}

/** The keyboard goes along with what is shown, and back to where it was. */
function moveFocus(): void {
  if (visit.step.at !== 'choosing') screen.focus();
  else if ('service' in shownStep) choose.focus(shownStep);
}

let soon = false;

/** Many messages come at once when the connection is made. */
function drawSoon(): void {
  if (soon) return;
  soon = true;
  setTimeout(() => {
    soon = false;
    draw();
  }, 0);
}

addEventListener('resize', drawSoon);
// A key that is held, and a long touch, are one touch.
addEventListener('keydown', (event) => {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
});
addEventListener('contextmenu', (event) => event.preventDefault());
setInterval(draw, lookEveryMs);
draw();
