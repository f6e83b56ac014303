import type { Planted } from './planted.ts';

/** Of Debian's package, and of `loket install` from it. */
export const plantedPackage: readonly Planted[] = [
  {
    name: 'a package is taken for a version among others when it is gone back to',
    file: 'firmware-host/cli/install/installed.ts',
    from: 'to === undefined || to === places.packaged ? to : basename(to)',
    to: 'to === undefined ? to : basename(to)',
    test: 'test/install/plan.test.ts',
  },
  {
    name: 'a crashed hall is dead for a second before it is even started',
    file: 'firmware-host/cli/install/unit.ts',
    from: 'const restartMs = 100;',
    to: 'const restartMs = 1_000;',
    test: 'test/install/plan.test.ts',
  },
  {
    name: 'addons of a package are compiled for the Node that a setting of npm names',
    file: 'packaging/addons.js',
    from: '.filter(([name]) => !/^npm_config_/i.test(name))',
    to: '',
    test: 'test/packaging/what-it-needs.test.ts',
  },
  {
    name: 'an older command stands before that of the package',
    file: 'firmware-host/cli/install/install-plan.ts',
    from: "? { do: 'remove', path: places.command }",
    to: "? { do: 'remove', path: places.usbPorts }",
    test: 'test/install/plan.test.ts',
  },
  {
    name: 'completion offers the options of the program for those of its commands',
    file: 'packaging/completion.js',
    from: 'options["$command"]-}',
    to: 'options[loket]-}',
    test: 'test/packaging/completion.test.ts',
  },
  {
    name: 'a command is missing in the manual',
    file: 'packaging/manual.js',
    from: '...others.flatMap(',
    to: '...others.slice(1).flatMap(',
    test: 'test/packaging/manual.test.ts',
  },
  {
    name: 'what comes after a release has its version, and apt sees nothing new',
    file: 'packaging/version.js',
    from: "if (isRelease && changed === '')",
    to: "if (changed === '')",
    test: 'test/packaging/what-it-needs.test.ts',
  },
  {
    name: 'an addon for another machine gets into a package',
    file: 'packaging/elf.js',
    from: 'if (is !== machine) throw',
    to: 'if (is === undefined) throw',
    test: 'test/packaging/what-it-needs.test.ts',
  },
];
