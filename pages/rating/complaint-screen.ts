import { append, button, element, show, write } from '../tickets/page-parts.ts';
import { bothLines } from './both-words.ts';
import { drawCode } from './face.ts';
import { ratingTexts } from './rating-texts.ts';
import type { Complaint } from './rating-visit.ts';

/** The code of a complaint, on the whole screen, with the address as a QR code and in words. */
export interface ComplaintScreen {
  readonly element: HTMLElement;
  update(complaint: Complaint, first: 'id' | 'en'): void;
  focus(): void;
}

export function createComplaintScreen(closed: () => void): ComplaintScreen {
  const screen = element('section', 'complaint');
  const title = bothLines('h1', 'title');
  const number = element('p', 'number');
  const picture = element('div', 'picture');
  const link = element('p', 'link');
  const how = bothLines('p', 'how');
  const done = button('done', closed);
  const doneWords = bothLines('span', 'words');
  title.element.tabIndex = -1;
  picture.setAttribute('role', 'img');
  append(done, doneWords.element);
  append(screen, title.element, number, picture, link, how.element, done);
  let drawn: Complaint | undefined;

  return {
    element: screen,
    update(complaint, first) {
      title.write(ratingTexts.yourCode, first);
      how.write(ratingTexts.howToComplain, first);
      doneWords.write(ratingTexts.done, first);
      write(number, complaint.code);
      write(link, complaint.link);
      picture.setAttribute('aria-label', ratingTexts.codeOf[first]);
      show(picture, complaint.qr !== null);
      if (complaint === drawn) return;
      drawn = complaint;
      picture.textContent = '';
      if (complaint.qr !== null) picture.appendChild(drawCode(complaint.qr));
    },
    focus: () => title.element.focus(),
  };
}
