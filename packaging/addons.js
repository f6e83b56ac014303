// The npm packages beside the program, with their addons for one kind of machine and nothing that only builds them.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { licenceFile } from '../bundle/third-party.js';
import { builtBefore } from './built-before.js';
import { called } from './called.js';

/** Headers for compilers: no program asks for them. */
const headerPackages = ['nan', 'node-addon-api'];
/** What a package is built from, tested with and described by. Licences stay. */
const needless =
  /^(binding\.gyp|src|deps|scripts|build|test|tests|example|examples|integration-test|performance-test|\.[a-z].*|doc|docs|bin|hidapi|(?!licen|copying|notice).*\.(md|markdown|ts|mts|cts|map|c|cc|cpp|h|hh|hpp|gyp|gypi|tgz|yml|yaml|sh|bat|ps1))$/i;

/**
 * Installs the packages of `lock` into `folder`/node_modules, and builds their addons. `node` has Node's headers. With
 * `cache`, a folder, what was compiled of the same sources before is taken from there.
 */
export function installPackages(folder, project, machine) {
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(project, name), join(folder, name));
  called('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  rmSync(join(folder, 'package-lock.json'));
  for (const own of packagesIn(join(folder, 'node_modules'))) {
    if (!existsSync(join(own, 'binding.gyp'))) continue;
    if (existsSync(join(own, 'prebuilds'))) keepBuilds(join(own, 'prebuilds'), machine.cpu);
    else builtBefore(own, machine, () => compile(own, machine));
  }
  for (const own of packagesIn(join(folder, 'node_modules'))) {
    if (headerPackages.includes(basename(own))) rmSync(own, { recursive: true });
    else prune(own);
  }
  rmSync(join(folder, 'node_modules/.package-lock.json'));
  rmSync(join(folder, 'node_modules/.bin'), { recursive: true, force: true });
}

/** The folders of all packages in `modules`, those inside of others included. */
export function packagesIn(modules) {
  if (!existsSync(modules)) return [];
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(join(modules, name)).map((one) => join(modules, name, one))
        : [join(modules, name)],
    )
    .sort()
    .flatMap((own) => [own, ...packagesIn(join(own, 'node_modules'))]);
}

/** Debian has glibc. A package has no build for `cpu`: it is to be compiled, which nobody has tried. */
function keepBuilds(prebuilds, cpu) {
  const fits = (name) => new RegExp(`linux-${cpu}(?![a-z0-9])`).test(name);
  const isMusl = (name) => name.includes('musl');
  for (const system of readdirSync(prebuilds)) {
    const path = join(prebuilds, system);
    if (!fits(system) || isMusl(system)) rmSync(path, { recursive: true });
    else for (const file of readdirSync(path).filter(isMusl)) rmSync(join(path, file));
  }
  if (readdirSync(prebuilds).length === 0) throw new Error(`${prebuilds} has no build for linux-${cpu}`);
}

/** Leaves `built`/*.node, which `prune` puts where the packages look for it. */
function compile(own, { cpu, triplet, node }) {
  const gyp = join(called('npm', ['root', '-g']).trim(), 'npm/node_modules/node-gyp/bin/node-gyp.js');
  called(process.execPath, [gyp, 'rebuild', `--arch=${cpu}`, `--nodedir=${node}`], {
    cwd: own,
    env: compilerEnvironment(own, triplet, process.env),
  });
  const made = join(own, 'build/Release');
  const addons = readdirSync(made).filter((name) => name.endsWith('.node'));
  if (addons.length === 0) throw new Error(`${own} was compiled to nothing`);
  const kept = join(own, 'built');
  for (const name of addons) {
    called(`${triplet}-strip`, ['--strip-unneeded', join(made, name)]);
    cpSync(join(made, name), join(kept, name));
  }
}

/**
 * The environment in which the package in `own` is compiled. The settings of npm are left out, which `npm run` passes
 * on: one that names the headers of another Node (`nodedir`) would stand before ours.
 */
export function compilerEnvironment(own, triplet, environment) {
  // Neither the folder of this build nor names made of it may get into the addon.
  const flags = `-ffile-prefix-map=${own}=. -O2`;
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !/^npm_config_/i.test(name))),
    ...{ CC: `${triplet}-gcc`, CXX: `${triplet}-g++`, AR: `${triplet}-ar` },
    ...{ CFLAGS: flags, CXXFLAGS: flags },
  };
}

function prune(own) {
  // What the package itself says that it loads stays, whatever its name is.
  const { main = '' } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'));
  const loaded = String(main).replace(/^\.\//, '').split('/')[0];
  for (const name of readdirSync(own))
    if (needless.test(name) && name !== loaded && name !== 'node_modules') takeAway(own, name);
  if (!existsSync(join(own, 'built'))) return;
  cpSync(join(own, 'built'), join(own, 'build/Release'), { recursive: true });
  rmSync(join(own, 'built'), { recursive: true });
}

/** The licences of what an addon was compiled from stay, beside that of its package. */
function takeAway(own, name) {
  const path = join(own, name);
  if (statSync(path).isDirectory())
    for (const file of readdirSync(path, { recursive: true, encoding: 'utf8' }))
      if (licenceFile.test(basename(file)) && statSync(join(path, file)).isFile())
        cpSync(join(path, file), join(own, `LICENSE-${name}-${file.replaceAll('/', '-')}`));
  rmSync(path, { recursive: true });
}
