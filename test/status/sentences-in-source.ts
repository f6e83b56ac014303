import ts from 'typescript';

/** Files whose texts nobody in a hall reads as a detail: they have both languages, or are for programmers. */
export const notForPeople: readonly RegExp[] = [
  // Names and templates of Home Assistant, in both languages.
  /^firmware-host\/homeassistant\/(?:discovery|entity|[a-z]+-entities)\.ts$/,
  // Both languages stand in them; cli has a test of its own (test/cli/uncatalogued.test.ts).
  /^firmware-host\/(cli|status)\//,
  /^firmware-host\/web\/(welcome|login-page|web-server)\.ts$/,
  /^firmware-host\/mqtt\/messages\//,
  /^devices\/(\w+-faults|fault-catalogue|complaints)\.ts$/,
  // For the generated pages of docs, which are English.
  /(link|job)-states\.ts$|job-ends\.ts$|-models\.ts$/,
  // SQL.
  /^firmware-host\/journal\/sqlite\/retention\.ts$/,
  // What cannot be: for programmers.
  /^firmware-host\/queue\//,
  /^firmware-host\/health\/(what-waits|status-line)\.ts$/,
];

/** Single texts that are no details: file -> texts. */
const drops: Readonly<Record<string, readonly string[]>> = {
  // Names of places, which are the same in both languages.
  'devices/keys/key-options.ts': ['GPIO …', 'pin … of …'],
  'firmware-host/edge/chips.ts': ['chip 0x… on …'],
  'firmware-host/edge/gpio-gpiod.ts': ['GPIO …'],
  'firmware-host/edge/gpio-sysfs.ts': ['GPIO …'],
  'firmware-host/edge/hid-place.ts': ['HID …', 'serial …', 'at …'],
  'firmware-host/perform/infos.ts': ['gpio …', 'usb …:…'],
  'firmware-host/process/secrets.ts': ['mqtt.users …'],
  // A state after the name of the device: each has a line of its own in the table.
  'firmware-host/supervise/shown-state.ts': ['… is …'],
  // Commands and programs.
  'firmware-host/database/database.ts': ['BEGIN IMMEDIATE'],
  'firmware-host/edge/line-keeper.ts': ['setpriv --pdeathsig KILL $held "$line=$level" & holds=$!'],
  'firmware-host/machine/permission.ts': ['sudo usermod -aG … …', 'sudo loket install site.yaml'],
  'firmware-host/process/explain-failure.ts': ['loket: …'],
  // The end of a list of names; keys of announcements, which nobody reads; a thread started as a program.
  'firmware-host/clips/clip-store.ts': [' and … more'],
  'firmware-host/voice/announcer.ts': ['call … …', 'closed …', 'text …', 'refused …'],
  'firmware-host/journal/sqlite/worker.ts': ['worker.ts runs in a worker thread only'],
  // Read as `no {place} answers`.
  'simulators/simulated-chips.ts': ['no chip … on … answers'],
  // Words of HTTP, and what is printed in both languages.
  'firmware-host/web/page-sockets.ts': ['503 Service Unavailable'],
  'firmware-host/requests/device-test.ts': ['Uji cetak: bukan nomor antrean', 'Print test: not a ticket'],
};

export const dropsOf = (path: string): readonly string[] => drops[path] ?? [];

/** Two words beside each other, or a word beside a value, are language; a path or a column is not. */
const isLanguage = (text: string): boolean =>
  /\p{L}{2,}[,:]? (\p{L}{2,}|…)|… \p{L}{2,}/u.test(text) && !/<\w|\n/.test(text);

/** Words in both languages, settings of a schema with their meaning, and SQL. */
const inBoth = /(^|\.)(both|described|entry|prepare|exec|all|get)$/;

/** The name of a timer: `board: ask again`. */
const isTimer = (node: ts.Node): boolean =>
  ts.isStringLiteral(node) &&
  ts.isCallExpression(node.parent) &&
  !/(^|\.)(warn|error|info)$/.test(node.parent.expression.getText()) &&
  /^[a-z][\w -]*: [a-z -]+$/.test(node.text);

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
  return undefined;
}

/**
 * The sentences of a file that stand there in one language; values are `…`. `isPaired`: the English of those that stand
 * there in both.
 */
export function sentencesIn(file: ts.SourceFile, isPaired = false): readonly string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const pair = ts.isPropertyAssignment(node)
      ? /^['"]?(id|en)['"]?$/.exec(node.name.getText())?.[1]
      : undefined;
    if (pair !== undefined) {
      const text = ts.isPropertyAssignment(node) ? textOf(node.initializer) : undefined;
      if (isPaired && pair === 'en' && text !== undefined) found.push(text);
      return;
    }
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (ts.isCallExpression(node) && inBoth.test(node.expression.getText())) return;
    const text = textOf(node);
    if (text !== undefined && isLanguage(text) && !isTimer(node) && !isPaired) found.push(text);
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

/** The messages of the faults that a file throws. */
export function faultsIn(file: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const text = ts.isNewExpression(node) && node.arguments?.[1] ? textOf(node.arguments[1]) : undefined;
    if (ts.isNewExpression(node) && node.expression.getText() === 'Fault' && text !== undefined)
      found.push(text);
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}
