import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { has } from './programs.ts';

/** All files but those that are made: of git where it is there, which knows them better, else of the folder. */
function allFiles(): readonly string[] {
  if (has('git') && existsSync('.git')) {
    const asked = ['ls-files', '--cached', '--others', '--exclude-standard'];
    return execFileSync('git', asked, { encoding: 'utf8' }).split('\n');
  }
  const made = /^(node_modules|dist|coverage|\.[a-z]+)(\/|$)/;
  return readdirSync('.', { recursive: true, encoding: 'utf8' }).filter(
    (path) => !made.test(path) || path.startsWith('.ci/'),
  );
}

/** The project's own sources: path -> text. Tests are held to fewer rules and are listed apart. */
const files = allFiles().filter((path) => /\.(tsx?|css|mjs|js|yaml|md|sh)$/.test(path) || path === '.ci/run');
const sources = new Map(files.map((path) => [path, readFileSync(path, 'utf8')]));
const code = [...sources].filter(([path]) =>
  /^(firmware-host|devices|config|simulators|office|pages)\/.*\.tsx?$/.test(path),
);

const lineMax = 300;
/** Code is held to 110 columns by biome, which leaves comments alone. */
const commentColumnsMax = 120;

interface Import {
  readonly from: string;
  /** A path from the root for a relative import, else the package's name. */
  readonly what: string;
  readonly typeOnly: boolean;
}

function importsOf(path: string, text: string): readonly Import[] {
  const found: Import[] = [];
  const written = [
    ...text.matchAll(/^(?:import|export) (?<type>type )?(?:[^'";]*? from )?'(?<what>[^']+)';/gms),
    // Loaded when it is needed, or required.
    ...text.matchAll(/\b(?:import|require)\(\s*'(?<what>[^']+)'/g),
  ];
  for (const match of written) {
    const { what = '', type } = match.groups ?? {};
    found.push({
      from: path,
      what: what.startsWith('.') ? normalize(join(dirname(path), what)) : what.replace(/^node:/, 'node:'),
      typeOnly: type !== undefined,
    });
  }
  return found;
}

const imports = code.flatMap(([path, text]) => importsOf(path, text));
const within = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const list = (broken: readonly Import[]) => broken.map(({ from, what }) => `${from} imports ${what}`);

/** Exceptions that nothing needs any more: paths, or beginnings of them, that none of `found` begins with. */
const stale = (exceptions: readonly string[], found: readonly string[]) =>
  exceptions.filter((exception) => !found.some((path) => path.startsWith(exception)));

describe('the tree is the data flow', () => {
  it('the queue imports nothing outside itself, so that it can be reasoned about alone', () => {
    const inside = within('firmware-host/queue');
    expect(list(imports.filter(({ from, what }) => inside(from) && !inside(what)))).toEqual([]);
  });

  it('hardware packages are touched at the edge only, so that everything else runs without hardware', () => {
    const packages = [
      'johnny-five',
      'firmata-io',
      'onoff',
      'node-hid',
      'serialport',
      'spi-device',
      'i2c-bus',
    ];
    const broughtAlong = ['@serialport', 'epoll'];
    const isHardware = (what: string) =>
      [...packages, ...broughtAlong].some((name) => `${what}/`.startsWith(`${name}/`));
    const edge = within('firmware-host/edge');
    expect(list(imports.filter(({ from, what }) => isHardware(what) && !edge(from)))).toEqual([]);
    const edges = imports.filter(({ from }) => edge(from)).map(({ what }) => what);
    expect(stale(packages, edges)).toEqual([]);
  });

  it('each other package with effects has one home', () => {
    const homes: { readonly [name: string]: (path: string) => boolean } = {
      '@photostructure/sqlite': within('firmware-host/database'),
      aedes: within('firmware-host/mqtt'),
      mqtt: within('firmware-host/mqtt'),
      pg: within('office/store/postgres'),
      ws: (path) => /^firmware-host\/(mqtt|web)\//.test(path),
      preact: within('pages'),
      '@preact/signals': within('pages'),
      '@clack/prompts': within('firmware-host/cli/init'),
      commander: within('firmware-host/cli'),
      yaml: within('config'),
      pngjs: (path) => /^(simulators|firmware-host\/pictures)\//.test(path),
      receiptline: (path) => /^(simulators|firmware-host\/pictures)\//.test(path),
      'opentype.js': within('firmware-host/pictures'),
    };
    const astray = imports.filter(({ from, what }) => homes[what] !== undefined && !homes[what](from));
    expect(list(astray)).toEqual([]);
    expect(Object.keys(homes).filter((name) => !imports.some(({ what }) => what === name))).toEqual([]);
  });

  it('takes of zod what it uses: by its name `z` the whole of it would be bundled, in thirty languages', () => {
    expect(code.filter(([, text]) => /import \{ z \} from 'zod'/.test(text)).map(([path]) => path)).toEqual(
      [],
    );
  });

  it('drivers know neither the host nor the simulators', () => {
    const device = within('devices');
    const foreign = imports.filter(
      ({ from, what }) => device(from) && /^(firmware-host|simulators|config)\//.test(what),
    );
    expect(list(foreign)).toEqual([]);
  });

  it('pages know the messages they are sent, and nothing else of the host or the simulators', () => {
    const page = within('pages');
    const foreign = imports.filter(
      ({ from, what, typeOnly }) =>
        page(from) &&
        !page(what) &&
        /^(firmware-host|devices|config|simulators|office)\//.test(what) &&
        !typeOnly,
    );
    expect(list(foreign)).toEqual([]);
  });

  it('simulators are known to the command line, the pages and the tests only', () => {
    const simulator = within('simulators');
    const known = ['firmware-host/cli/', 'pages/'];
    const foreign = imports.filter(({ from, what }) => simulator(what) && !simulator(from));
    expect(list(foreign.filter(({ from }) => !known.some((path) => from.startsWith(path))))).toEqual([]);
    expect(
      stale(
        known,
        foreign.map(({ from }) => from),
      ),
    ).toEqual([]);
  });

  it('a simulated fleet shares no code with the office or the hall, whose contract it tries', () => {
    const fleet = within('simulators/fleet');
    const foreign = imports.filter(
      ({ from, what, typeOnly }) =>
        fleet(from) && /^(office|firmware-host|config|devices)\//.test(what) && !typeOnly,
    );
    expect(list(foreign)).toEqual([]);
  });

  it('the office knows the messages of a hall, listeners, the way to SQLite and the arithmetic of satisfaction; only the command line knows the office', () => {
    const office = within('office');
    const host = ['mqtt', 'database', 'async', 'listeners', 'web', 'satisfaction'].map(
      (name) => `firmware-host/${name}/`,
    );
    const known = ['office/', 'config/', 'devices/', ...host];
    const its = imports.filter(({ from, what }) => office(from) && /\/.*\.tsx?$/.test(what));
    const astray = its.filter(({ what }) => !known.some((path) => what.startsWith(path)));
    // The office's page knows the messages that it is sent.
    const mayKnow = ({ from, typeOnly }: Import) =>
      /^firmware-host\/cli\//.test(from) || (/^pages\/office\//.test(from) && typeOnly);
    const intruding = imports.filter((one) => office(one.what) && !office(one.from) && !mayKnow(one));
    expect(list([...astray, ...intruding])).toEqual([]);
    expect(
      stale(
        known,
        its.map(({ what }) => what),
      ),
    ).toEqual([]);
  });

  it('the verdict of the office imports nothing with effects, so that it can be replayed', () => {
    const verdict = within('office/verdict');
    const pure = (what: string, typeOnly: boolean): boolean =>
      verdict(what) || what === 'zod' || (what === 'devices/ports.ts' && typeOnly);
    const astray = imports.filter(({ from, what, typeOnly }) => verdict(from) && !pure(what, typeOnly));
    expect(list(astray)).toEqual([]);
  });

  it('the arithmetic of satisfaction imports nothing with effects: nobody else reckons an index', () => {
    const inside = within('firmware-host/satisfaction');
    const pure = (what: string, typeOnly: boolean): boolean =>
      inside(what) || (typeOnly && /^firmware-host\/(queue|journal)\//.test(what));
    const astray = imports.filter(({ from, what, typeOnly }) => inside(from) && !pure(what, typeOnly));
    expect(list(astray)).toEqual([]);
  });

  it('only the composition root and the command line reach across the folders of the host', () => {
    const allowed: { readonly [folder: string]: readonly string[] } = {
      async: [],
      supervise: [],
      queue: [],
      database: [],
      journal: ['queue', 'database', 'voice'],
      bookings: ['queue'],
      loop: ['queue', 'journal', 'bookings'],
      perform: ['queue', 'journal', 'supervise', 'mqtt', 'voice'],
      requests: ['queue', 'journal', 'supervise', 'mqtt', 'perform', 'voice'],
      mqtt: ['queue', 'journal', 'listeners', 'satisfaction', 'voice'],
      health: ['supervise'],
      homeassistant: ['mqtt', 'perform'],
      edge: [],
      web: ['mqtt', 'listeners', 'queue', 'status'],
      listeners: [],
      machine: [],
      voice: ['queue'],
      clips: ['voice'],
      status: ['queue', 'mqtt'],
      pictures: [],
      satisfaction: ['queue', 'journal'],
    };
    const broken = imports.filter(({ from, what }) => {
      const here = /^firmware-host\/([a-z]+)\//.exec(from)?.[1];
      const there = /^firmware-host\/([a-z]+)\//.exec(what)?.[1];
      if (here === undefined || there === undefined || here === there || here === 'cli') return false;
      // What runs the process puts it together, and knows nothing of the commands that start it.
      if (here === 'process') return there === 'cli';
      return there !== 'async' && !(allowed[here] ?? []).includes(there);
    });
    expect(list(broken)).toEqual([]);
    const host = /^firmware-host\/([a-z]+)\//;
    const made = new Set(
      imports.map(({ from, what }) => `${host.exec(from)?.[1]} -> ${host.exec(what)?.[1]}`),
    );
    const unused = Object.entries(allowed).flatMap(([from, to]) =>
      to.map((there) => `${from} -> ${there}`).filter((way) => !made.has(way)),
    );
    expect(unused).toEqual([]);
    const folders = Object.keys(allowed).map((folder) => `firmware-host/${folder}/`);
    expect(
      stale(
        folders,
        code.map(([path]) => path),
      ),
    ).toEqual([]);
  });
});

describe('the sources', () => {
  it('use no clock, timer or randomness but through the ports, so that a run can be replayed', () => {
    const wild = /\b(Date\.now|performance\.now|setTimeout|setInterval|Math\.random|new Date\(\))/;
    // A page lives in a browser, by its clock; the edge and what runs the process are the ports.
    const free = ['pages/', 'firmware-host/edge/', 'firmware-host/cli/', 'firmware-host/process/'];
    const found = code.flatMap(([path, text]) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          wild.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line) ? [`${path}:${index + 1}`] : [],
        ),
    );
    expect(found.filter((place) => !free.some((path) => place.startsWith(path)))).toEqual([]);
    expect(stale(free, found)).toEqual([]);
  });

  it('of the host have limits in time, intervals and rates from firmware-host/async, and none of their own', () => {
    // A timer that settles a promise; a timer that sets itself again; a rate that is reckoned by hand.
    const again = /after\([^;]*?\b(resolve|reject)\b|after\([^;]*?function again|\* *perSecond\b/;
    const homes = ['firmware-host/async/', 'firmware-host/edge/'];
    const found = code
      .filter(([path, text]) => path.startsWith('firmware-host/') && again.test(text))
      .map(([path]) => path);
    expect(found.filter((path) => !homes.some((home) => path.startsWith(home)))).toEqual([]);
    expect(stale(homes, found)).toEqual([]);
  });

  it('run one thing after the other by devices/serial-execution.ts, and by no chain of their own', () => {
    const chain = /\b(\w+) = \1\s*\.then\(|const (\w+) = \w+\.then\([^;]*;\s*(\/\/.*\s*)?\w+ = \2\b/;
    const homes = ['devices/serial-execution.ts'];
    const found = code
      .filter(([path, text]) => !/^(simulators|pages)\//.test(path) && chain.test(text))
      .map(([path]) => path);
    expect(found).toEqual(homes);
  });

  it(`have at most ${lineMax} lines a file, one idea each`, () => {
    const long = [...sources]
      .filter(([path, text]) => /\.tsx?$/.test(path) && text.split('\n').length > lineMax + 1)
      .map(([path]) => path);
    expect(long.filter((path) => !path.startsWith('test/'))).toEqual([]);
  });

  it(`have comments that wrap at ${commentColumnsMax} columns`, () => {
    const wide = [...sources]
      .filter(([path]) => /\.(tsx?|m?js)$/.test(path))
      .flatMap(([path, text]) =>
        text
          .split('\n')
          .flatMap((line, index) =>
            line.length > commentColumnsMax && /^\s*(\*|\/\*|\/\/)|\s\/\/\s/.test(line)
              ? [`${path}:${index + 1}`]
              : [],
          ),
      );
    expect(wide).toEqual([]);
  });

  it("have names in kebab case and none that says nothing ('utils', 'manager', 'helper')", () => {
    const bad = code
      .map(([path]) => path)
      .filter(
        (path) =>
          !/^[a-z0-9-/]+(\.d)?\.tsx?$/.test(path) || /(util|manager|helper|common|misc)s?\b/.test(path),
      );
    expect(bad).toEqual([]);
  });

  it('name no path of a workplace and no registry', () => {
    const secret = new RegExp(['/wo' + 'rk/', 'registry\\.npm' + 'js', '/ro' + 'ot/'].join('|'));
    expect([...sources].filter(([, text]) => secret.test(text)).map(([path]) => path)).toEqual([]);
  });
});
