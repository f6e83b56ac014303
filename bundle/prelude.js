// A part of the program and of each of its threads. It has traces of errors name our sources, and those of packages, in
// place of the bundle. The maps are read when a trace is asked for; Node's own way, --enable-source-maps, reads all of
// them at each start.
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

const built = new URL('../', import.meta.url).href;
const place = /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/;
/** By the address of the built file; undefined where there is no map. */
const maps = new Map();

Error.prepareStackTrace = (error, sites) => {
  const lines = sites.map((site) => `\n    at ${String(site).replace(place, inSource)}`);
  return headline(error) + lines.join('');
};

function headline(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}

/** `firmware-host/main.ts:12:3`; as it is where nothing better is known. */
function inSource(whole, url, line, column) {
  const { originalSource, originalLine, originalColumn } =
    mapOf(url)?.findEntry(Number(line) - 1, Number(column) - 1) ?? {};
  if (originalSource === undefined) return whole;
  return `${originalSource.replace(/^(\.\.\/)+/, '')}:${originalLine + 1}:${originalColumn + 1}`;
}

function mapOf(url) {
  if (!url.startsWith(built)) return undefined;
  if (!maps.has(url)) maps.set(url, read(new URL(`${url}.map`)));
  return maps.get(url);
}

function read(file) {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // There is none, or it cannot be read: the place in the built file is said.
    return undefined;
  }
}
