import { openHallFeed } from '../shared/hall-feed.ts';
import { connectionWords } from '../shared/page-words.ts';
import { ticketsTexts } from './tickets-texts.ts';
import './tickets.css';

let language: 'id' | 'en' = 'id';
const main = document.createElement('main');
const heading = document.createElement('h1');
const said = document.createElement('p');
const list = document.createElement('ul');
said.setAttribute('role', 'status');
for (const part of [heading, said, list]) main.appendChild(part);
document.body.appendChild(main);

const feed = openHallFeed('/tickets/feed', {
  language: () => language,
  connected(isOpen) {
    said.textContent = isOpen ? '' : connectionWords.away[language];
  },
  reader: () => undefined,
  mqtt(address, payload) {
    if (address === 'controller/info') draw(JSON.parse(payload) as Info);
  },
});

interface Info {
  readonly language: 'id' | 'en';
  readonly services: readonly { readonly id: string; readonly title: string }[];
}

function draw(info: Info): void {
  language = info.language;
  document.documentElement.lang = language;
  heading.textContent = ticketsTexts.title[language];
  list.textContent = '';
  for (const { id, title } of info.services) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = title;
    button.setAttribute('data-service', id);
    button.addEventListener('click', () => void take(id));
    const item = document.createElement('li');
    item.appendChild(button);
    list.appendChild(item);
  }
}

async function take(service: string): Promise<void> {
  const outcome = await feed.command('issue-ticket', { service });
  if (!outcome.ok) {
    said.textContent = outcome.text;
    return;
  }
  const { ticket } = outcome.result as { readonly ticket: string | null };
  said.textContent = `${ticketsTexts.taken[language]}: ${ticket ?? ''}`;
}

heading.textContent = ticketsTexts.title[language];
