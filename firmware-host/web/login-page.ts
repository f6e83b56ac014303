import { type webTexts as texts, webTexts } from './web-texts.ts';

/** A page that the reader may open. */
export interface PageLink {
  readonly path: string;
  readonly kind: 'board' | 'status' | 'counter' | 'tickets' | 'rating' | 'simulation';
  /** The name of a counter. */
  readonly title?: string;
}

/** What the page shows: a form to log in, or the pages that there are for who has logged in. */
export interface LoginView {
  readonly problem?: keyof typeof texts | undefined;
  /** Where the login leads to: a path of this server. */
  readonly to: string;
  /** Who has logged in; undefined: nobody. */
  readonly name: string | undefined;
  readonly links: readonly PageLink[];
  /** Whether there are accounts to log in with. */
  readonly hasAccounts: boolean;
  readonly isSimulated: boolean;
}

/**
 * The page `/login` as HTML. It is made here, of text alone, because it has to work without scripts; both languages
 * stand on it, because nobody has said which is wanted.
 */
export function loginPage({ problem, to, name, links, hasAccounts, isSimulated }: LoginView): string {
  const title = name === undefined && !isSimulated ? webTexts.title : webTexts.pages;
  const parts = [
    `<h1>${both(title)}</h1>`,
    problem === undefined ? '' : `<p class="problem" role="alert">${both(webTexts[problem])}</p>`,
    links.length === 0
      ? ''
      : `<nav aria-label="${escaped(webTexts.pages.id)}"><ul>${links.map(linkTo).join('')}</ul></nav>`,
    name !== undefined
      ? logoutForm(name)
      : hasAccounts
        ? loginForm(to)
        : `<p>${both(isSimulated ? webTexts.noLogin : webTexts.noAccounts)}</p>`,
  ];
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Loket: ${escaped(title.id)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/login.css">
</head>
<body>
<main>
${parts.filter((part) => part !== '').join('\n')}
</main>
</body>
</html>
`;
}

/** A sentence in both languages. */
const both = ({ id, en }: { readonly id: string; readonly en: string }): string =>
  `${escaped(id)} <span lang="en">${escaped(en)}</span>`;

const loginForm = (to: string): string => `<form method="post" action="/login">
<input type="hidden" name="to" value="${escaped(to)}">
<label>${both(webTexts.name)}
<input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus></label>
<label>${both(webTexts.password)}
<input name="password" type="password" autocomplete="current-password" required></label>
<button>${both(webTexts.enter)}</button>
</form>`;

const logoutForm = (name: string): string => `<form method="post" action="/logout">
<p>${escaped(name)}</p>
<button>${both(webTexts.leave)}</button>
</form>`;

function linkTo({ path, kind, title }: PageLink): string {
  const named = title === undefined ? both(webTexts[kind]) : escaped(title);
  // A counter has two pages with its title.
  const name = kind === 'rating' && title !== undefined ? `${both(webTexts.rating)}: ${named}` : named;
  return `<li><a href="${escaped(path)}">${name}</a></li>`;
}

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it stands in HTML: a title from the site file stays text. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? '');
