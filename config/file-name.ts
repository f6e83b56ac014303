/**
 * The file names allowed in a site file: letters, digits, `.`, `_` and `-`, relative to the site file's folder or from
 * `/`. `..` is refused, and so are all characters with a meaning in a unit file, a shell or a terminal.
 */
export const fileName = /^\/?(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)*$/;

export function isFileName(path: string): boolean {
  return fileName.test(path);
}
