/**
 * How a site file may name a file: letters, digits, `.`, `_` and `-`, in folders below the site file's or from `/`.
 * Never out of a folder by `..`, and without what a unit file, a shell or a terminal would take for its own.
 */
export const fileName = /^\/?(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)*$/;

export function isFileName(path: string): boolean {
  return fileName.test(path);
}
