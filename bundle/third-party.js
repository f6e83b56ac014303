import { readdirSync, readFileSync } from 'node:fs';

/** The names under which packages keep their licences. */
export const licenceFile = /^(licen[cs]e|copying|notice)/i;

/**
 * The licences of the packages that the bundled files are from, with their texts. `files` are paths from `root`, a URL.
 * Throws for a package that names no licence: it must not be shipped by accident.
 */
export function thirdParty(files, root) {
  const folders = new Set(files.map((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0]));
  folders.delete(undefined);
  return [...folders]
    .sort()
    .map((folder) => licenceOf(new URL(`${folder}/`, root)))
    .join(`\n\n${'-'.repeat(80)}\n\n`);
}

function licenceOf(folder) {
  const { name, version, license, licenses } = JSON.parse(
    readFileSync(new URL('package.json', folder), 'utf8'),
  );
  const named = [license ?? licenses ?? []].flat().map((one) => one.type ?? one);
  const texts = readdirSync(folder)
    .filter((file) => licenceFile.test(file))
    .map((file) => readFileSync(new URL(file, folder), 'utf8').trim());
  if (named.length + texts.length === 0) throw new Error(`${name} names no licence: is it to be shipped?`);
  return [`${name} ${version}: ${named.join(', ') || 'see below'}`, ...texts].join('\n\n');
}
