import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** The floors of the house, from the ground up. A package stands on those of lower floors only. */
const FLOORS: readonly (readonly string[])[] = [
  ['core'],
  ['net', 'deploy', 'evidence', 'workflow-runner'],
  // GitHub's stand-in grants what workflows can ask for.
  ['registry', 'github', 'fake-github'],
  // Above the registry, whose logins the inputs of every action give.
  ['action-kit', 'tools'],
  // How this repository releases itself.
  ['release'],
  ['engines', 'testing'],
  ['sandbox'],
  ['cluster'],
  ['rehearsal'],
];
/** What the actions stand on; the rest exists for tests and rehearsals. */
const ACTIONS_MAY = ['core', 'net', 'deploy', 'evidence', 'action-kit', 'registry', 'github', 'tools'];
/** What does no I/O: parsers, valibot and the pure parts of Node. */
const PURE = {
  packages: ['core', 'deploy'],
  imports: [
    'yaml',
    'jsonc-parser',
    'toml-eslint-parser',
    'valibot',
    'packageurl-js',
    'csv-parse/sync',
    'semver',
    '@renovatebot/pep440',
    're2js',
    // Types alone, which leave nothing behind.
    'sarif',
    'node:crypto',
    // Its functions from bytes to bytes.
    'node:zlib',
    'node:path',
    'node:util',
  ],
};
/** Libraries that one room alone may know, so that the rest does not depend on their ways. */
const ONE_ROOM: Readonly<Record<string, string>> = {
  '@actions/artifact': 'action-kit',
  '@actions/core': 'action-kit',
  '@actions/github': 'action-kit',
  '@actions/exec': 'tools',
  '@actions/tool-cache': 'tools',
  '@octokit/rest': 'github',
  '@actions/workflow-parser': 'workflow-runner',
  '@actions/expressions': 'workflow-runner',
};
/** Declared and found by a path, by the type checker, or by require without its types: no import names it. */
const UNNAMED = (name: string) =>
  name.startsWith('@types/') || ['@octokit/openapi', '@cdktn/hcl2json'].includes(name);

type Manifest = {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
};
type Member = { readonly folder: string; readonly manifest: Manifest };

const members: readonly Member[] = ['packages', 'actions'].flatMap((parent) =>
  readdirSync(path.join(root, parent))
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(path.join(root, folder, 'package.json')))
    .map((folder) => ({
      folder,
      manifest: JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Manifest,
    })),
);

const sources = (folder: string): readonly string[] =>
  existsSync(path.join(root, folder))
    ? readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.includes('fixtures/'))
        .map((file) => path.join(folder, file))
    : [];

/** Specifiers of all imports and exports of a file, type-only ones included. */
const imports = (file: string): readonly string[] =>
  [
    ...readFileSync(path.join(root, file), 'utf8').matchAll(
      /^(?:import|export|\}).*?from '([^'$]+)'|^import '([^'$]+)'|import\(\s*'([^'$]+)'/gm,
    ),
  ].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');

/** `@scope/name` or `name` of a specifier that is no path and no part of Node. */
function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || path.isAbsolute(specifier) || isBuiltin(specifier)) return undefined;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** What there is of types alone: DefinitelyTyped names it with a prefix. */
const TYPES_ALONE = ['sarif'];

const packagesIn = (folder: string): ReadonlySet<string> =>
  new Set(
    sources(folder)
      .flatMap(imports)
      .flatMap((name) => packageOf(name) ?? [])
      .filter((name) => !TYPES_ALONE.includes(name)),
  );

const own = (name: string) => /^@sealift\/([a-z-]+)$/.exec(name)?.[1];
const floorOf = (name: string) => FLOORS.findIndex((floor) => floor.includes(name));

describe.each(members)('$folder', ({ folder, manifest }) => {
  const declared = Object.keys(manifest.dependencies ?? {});
  const forTests = Object.keys(manifest.devDependencies ?? {});
  // A package of types is imported by the name of what it is about.
  const typed = (name: string) => `@types/${name}` in (manifest.devDependencies ?? {});
  const without = (names: ReadonlySet<string>) =>
    new Set([...names].filter((name) => declared.includes(name) || forTests.includes(name) || !typed(name)));
  const used = without(packagesIn(`${folder}/src`));
  const usedByTests = without(packagesIn(`${folder}/test`));

  it('declares what its sources import, and nothing else', () => {
    expect(declared.filter((name) => !UNNAMED(name)).sort()).toEqual(
      [...used].filter((name) => name !== manifest.name).sort(),
    );
  });

  it('declares what only its tests import, and nothing else', () => {
    // vitest runs the tests of the whole workspace: the root declares it.
    const expected = [...usedByTests].filter(
      (name) => !declared.includes(name) && name !== manifest.name && name !== 'vitest',
    );
    expect(forTests.filter((name) => !UNNAMED(name)).sort()).toEqual(expected.sort());
  });

  it('stands on lower floors only', () => {
    const inside = [...used]
      .flatMap((name) => own(name) ?? [])
      .filter((name) => `@sealift/${name}` !== manifest.name);
    if (folder.startsWith('actions/'))
      expect(inside.filter((name) => !ACTIONS_MAY.includes(name))).toEqual([]);
    else {
      const floor = floorOf(path.basename(folder));
      expect(floor, `${folder} has no floor in this test`).toBeGreaterThanOrEqual(0);
      expect(inside.filter((name) => floorOf(name) < 0 || floorOf(name) >= floor)).toEqual([]);
    }
  });

  it('reaches into no other folder by a path', () => {
    const strays = [...sources(`${folder}/src`), ...sources(`${folder}/test`)].flatMap((file) =>
      imports(file)
        .filter(
          (name) =>
            name.startsWith('.') &&
            path.relative(folder, path.join(path.dirname(file), name)).startsWith('..'),
        )
        .map((name) => `${file} → ${name}`),
    );
    expect(strays).toEqual([]);
  });

  it('has no cycle of modules, type-only ones included', () => {
    expect(cycles(sources(`${folder}/src`))).toEqual([]);
  });
});

it.each(PURE.packages)('%s does no I/O', (name) => {
  const wrong = sources(`packages/${name}/src`).flatMap((file) =>
    imports(file)
      .filter(
        (specifier) =>
          !specifier.startsWith('.') &&
          !specifier.startsWith('@sealift/') &&
          !PURE.imports.includes(specifier),
      )
      .map((specifier) => `${file} → ${specifier}`),
  );
  expect(wrong).toEqual([]);
});

it.each(Object.entries(ONE_ROOM))('only one package knows %s', (library, room) => {
  const knowing = members
    .filter(({ folder }) => packagesIn(`${folder}/src`).has(library))
    .map(({ folder }) => folder);
  expect(knowing).toEqual([`packages/${room}`]);
});

/** Each cycle among the files, as `a.ts → b.ts → a.ts`. */
function cycles(files: readonly string[]): readonly string[] {
  const edges = new Map(
    files.map((file) => [
      file,
      imports(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => path.join(path.dirname(file), name)),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      found.push([...trail.slice(start), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}
