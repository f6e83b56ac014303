import type { Planted } from './planted.ts';

const folder = 'office/web';
/** What the pages of a hall use too. */
const shared = 'firmware-host/web';

/** Mistakes in what the office shows, and to whom. */
export const plantedOfficeWeb: readonly Planted[] = [
  {
    name: 'the office shows one site whatever its region is',
    file: `${folder}/user-scope.ts`,
    from: 'return found !== undefined && isOwn(found.region) ? found : undefined;',
    to: 'return found;',
    test: 'test/office/web/region-scope.test.ts',
  },
  {
    name: 'the office lists the incidents of other regions',
    file: `${folder}/user-scope.ts`,
    from: 'return found.filter(({ incident }) => sees(incident));',
    to: 'return found;',
    test: 'test/office/web/region-scope.test.ts',
  },
  {
    name: 'the office tells a regional user of changes in other regions',
    file: `${folder}/user-scope.ts`,
    from: 'const own = new Set([...sites].filter((id) => seen.has(id) || site(id) !== undefined));',
    to: 'const own = new Set(sites);',
    test: 'test/office/web/region-scope.test.ts',
  },
  {
    name: 'the office shows the maintenance windows of other regions',
    file: `${folder}/user-scope.ts`,
    from: '(await history.windows()).filter(seesWindow)',
    to: 'history.windows()',
    test: 'test/office/web/region-scope.test.ts',
  },
  {
    name: 'the office takes any cookie for a session',
    file: `${shared}/web-sessions.ts`,
    from: 'if (session === undefined) return undefined;',
    to: 'if (session === undefined) return sessions.values().next().value;',
    test: 'test/office/web/web-session.test.ts',
  },
  {
    name: 'a session of the office goes on after the logout',
    file: `${shared}/web-sessions.ts`,
    from: 'if (!sessions.delete(key)) return;\n        for',
    to: 'for',
    test: 'test/office/web/web-session.test.ts',
  },
  {
    name: 'whoever may look at the office may change it',
    file: `${folder}/office-requests.ts`,
    from: "if (!mayDo(user, route.role)) return { refusal: 'role' };",
    to: '',
    test: 'test/office/web/web-session.test.ts',
  },
  {
    name: 'the office takes changes from the page of another site',
    file: `${shared}/request-body.ts`,
    from: "return site === undefined || site === 'same-origin';",
    to: 'return true;',
    test: 'test/office/web/web-session.test.ts',
  },
  {
    name: 'passwords of the office may be guessed without end',
    file: `${shared}/web-login.ts`,
    from: "if (!may() || !inAll()) return 'too-many';",
    to: '',
    test: 'test/office/web/web-session.test.ts',
  },
  {
    name: 'the office keeps all changes for a page that does not read',
    file: `${folder}/event-streams.ts`,
    from: 'if (response.writableNeedDrain) {',
    to: 'if (response.writableNeedDrain && now < 0) {',
    test: 'test/office/web/event-stream.test.ts',
  },
  {
    name: 'states that sites say again are changes to the office',
    file: 'office/fleet/site-fold.ts',
    from: 'if (before !== undefined && Object.keys(said).every(isSame)) return false;',
    to: '',
    test: 'test/office/fleet.test.ts',
  },
  {
    name: 'a closed site comes back while the rest of its topics is cleared',
    file: 'office/verdict/verdicts.ts',
    from: " || (word.of === 'cleared' && !office.sites.has(site))",
    to: '',
    test: 'test/office/site-verdict.test.ts',
  },
];
