import type { Planted } from './planted.ts';

const folder = 'firmware-host/web';
const access = `${folder}/hall-access.ts`;
const roles = 'test/web/hall-access.test.ts';
const logins = 'test/web/hall-login.test.ts';
const orders = 'test/web/page-orders.test.ts';
const door = 'test/web/http-door.test.ts';
const file = 'test/process/web-session-file.test.ts';

/** Mistakes in who may do what at the pages of the hall, and in its door. */
export const plantedPages: readonly Planted[] = [
  {
    name: 'a session of the pages outlives another role of its user',
    file: 'firmware-host/process/web-session-file.ts',
    from: "[role, salt.toString('base64'), key.toString('base64')]",
    to: "[salt.toString('base64'), key.toString('base64')]",
    test: file,
  },
  {
    name: 'a session of the pages outlives another password of its user',
    file: 'firmware-host/process/web-session-file.ts',
    from: "[role, salt.toString('base64'), key.toString('base64')]",
    to: '[role]',
    test: file,
  },
  {
    name: 'a session of the pages gets younger by a clock that is behind',
    file: 'firmware-host/process/web-session-file.ts',
    from: 'Math.max(0, now - time)',
    to: '(now - time)',
    test: file,
  },
  {
    name: 'the sessions of another site are taken',
    file: 'firmware-host/process/web-session-file.ts',
    from: "if (read.data.site !== of.site) throw new Error('it is of another site');",
    to: '',
    test: file,
  },
  {
    name: 'everybody on the machine may read who has logged in',
    file: 'firmware-host/process/web-session-file.ts',
    from: 'const onlyOwner = 0o600;',
    to: 'const onlyOwner = 0o644;',
    test: file,
  },
  {
    name: 'the page of a counter sends commands of another one',
    file: access,
    from: 'isOfCounter && command.fields.counter === place.counter ?',
    to: 'isOfCounter ?',
    test: roles,
  },
  {
    name: 'a page sends a command above the role of its reader',
    file: access,
    from: "if (visitor.role === undefined || !mayDo(visitor.role, row?.role ?? 'operate')) return 'role';",
    to: '',
    test: roles,
  },
  {
    name: 'a ticket machine on a screen sends other commands',
    file: access,
    from: "return command.name === 'issue-ticket' ? undefined : 'not-here';",
    to: 'return undefined;',
    test: roles,
  },
  {
    name: 'the page of the state of the hall has keys',
    file: access,
    from: "return place.page === 'counter' ? undefined : 'not-here';",
    to: 'return undefined;',
    test: orders,
  },
  {
    name: 'pages are told of commands and replies',
    file: access,
    from: "  page !== 'status' && heard[page].test(address);",
    to: "  page !== 'tickets' || heard[page].test(address);",
    test: orders,
  },
  {
    name: 'whoever may look may be an officer',
    file: access,
    from: "counter: 'operate',\n  tickets",
    to: "counter: 'view',\n  tickets",
    test: roles,
  },
  {
    name: 'scripts can read the cookie of a session',
    file: `${folder}/web-cookie.ts`,
    from: 'Path=/; HttpOnly; ',
    to: 'Path=/; ',
    test: logins,
  },
  {
    name: 'other sites can use the cookie of a session',
    file: `${folder}/web-cookie.ts`,
    from: 'SameSite=Strict',
    to: 'SameSite=None',
    test: logins,
  },
  {
    name: 'a browser behind a proxy is taken for one on the machine',
    file: `${folder}/page-readers.ts`,
    from: ' &&\n    !Object.keys(headers).some((name) => ofProxy.test(name));',
    to: ';',
    test: logins,
  },
  {
    name: 'a site without users lets anybody log in',
    file: `${folder}/hall-requests.ts`,
    from: "check === undefined ? 'wrong' :",
    to: "check === undefined ? 'maintain' :",
    test: logins,
  },
  {
    name: 'a login leads to another site',
    file: `${folder}/page-answers.ts`,
    from: "place !== undefined && of.pages.includes(place.page) ? pathOfPlace(place) : '/login'",
    to: "place !== undefined ? pathOfPlace(place) : typeof asked === 'string' ? asked : '/login'",
    test: logins,
  },
  {
    name: 'a title of the site file is HTML on the login page',
    file: `${folder}/login-page.ts`,
    from: 'title === undefined ? both(webTexts[kind]) : escaped(title)',
    to: 'title === undefined ? both(webTexts[kind]) : title',
    test: logins,
  },
  {
    name: 'the login is taken from the page of another site',
    file: `${folder}/request-body.ts`,
    from: "return site === undefined || site === 'same-origin';",
    to: "return site !== 'cross-site';",
    test: logins,
  },
  {
    name: 'a page stays open after its session',
    file: `${folder}/page-feed.ts`,
    from: 'session?.onEnd(() => visitor.leave());',
    to: 'session?.onEnd(() => undefined);',
    test: logins,
  },
  {
    name: 'pages may order as fast as they like',
    file: `${folder}/page-feed.ts`,
    from: "if (!of.mayOrder()) return refuseOrLeave(order?.id ?? null, 'too-often');",
    to: '',
    test: orders,
  },
  {
    name: 'a page that floods is answered for ever',
    file: `${folder}/page-feed.ts`,
    from: 'isGone = !mayBeRefused();',
    to: '',
    test: orders,
  },
  {
    name: 'each tab of a session has a budget of its own',
    file: `${folder}/page-feed.ts`,
    from: 'return () => mine() && shared();',
    to: 'return mine;',
    test: orders,
  },
  {
    name: 'a field of an order takes the place of its id',
    file: `${folder}/page-order.ts`,
    from: '{ ...fields, ...envelope }',
    to: '{ ...envelope, ...fields }',
    test: orders,
  },
  {
    name: 'what is behind a body is read as a request',
    file: 'firmware-host/listeners/web-traffic.ts',
    from: "if (behind > body) return 'pipelined';",
    to: '',
    test: door,
  },
  {
    name: 'a body is waited for without end',
    file: `${folder}/request-body.ts`,
    from: "        request.destroy();\n        done({ refusal: 'too-long' });",
    to: '',
    test: door,
  },
  {
    name: 'a press from a page is answered on MQTT',
    file: 'firmware-host/mqtt/commands/intake.ts',
    from: "handle({ ...order, way: 'page' }, payload, false)",
    to: "handle({ ...order, to: onTopic, way: 'page' }, payload, false)",
    test: 'test/hall/page-desk.test.ts',
  },
  {
    name: 'what was typed on a page is left for the next reader',
    file: 'firmware-host/page-desk.ts',
    from: 'close: () => void entry.take(),',
    to: 'close: () => undefined,',
    test: 'test/hall/page-desk.test.ts',
  },
];
