const here = (path) => new URL(path, import.meta.url).pathname;

/** The entry of the program as it is shipped, and of the same program as modules. */
export const sides = {
  bundle: here('../../../dist/firmware-host/cli/loket.js'),
  modules: here('as-modules.js'),
};
