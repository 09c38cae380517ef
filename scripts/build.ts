// Bundles every action into dist/<action>/, or with --check proves that the committed bundles are what the sources give.
//
//   node scripts/node24.mjs scripts/build.ts [--check] [--dist=<folder>] [--sbom=<file>] [action …]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  keyOf,
  mayBeBundled,
  type Package,
  packagesOf,
  renderNotices,
  renderSbom,
} from './bundle-contents.ts';
import { type Bundle, differences } from './bundle-differences.ts';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const check = args.includes('--check');
const wanted = args.filter((argument) => !argument.startsWith('--'));
/** Where the bundles lie, from the top of the repository. */
const dist = args.find((argument) => argument.startsWith('--dist='))?.slice('--dist='.length) ?? 'dist';

/** Where a list of what the bundles are made of is written. */
const sbom = args.find((argument) => argument.startsWith('--sbom='))?.slice('--sbom='.length);

type Module = { readonly resource?: string; readonly modules?: Iterable<Module> };

type Ncc = (
  input: string,
  options: {
    cache: false;
    minify: false;
    sourceMap: false;
    quiet: true;
    filterAssetBase: string;
  },
) => Promise<{
  code: string;
  assets: Record<string, { source: string | Buffer }>;
  stats: { compilation: { modules: Iterable<Module> } };
}>;

const say = (line: string) => process.stdout.write(`${line}\n`);

const actions = readdirSync(path.join(root, 'actions'))
  .filter((name) => existsSync(path.join(root, 'actions', name, 'action.yml')))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .sort();

// ncc crashes on TypeScript 7 sources, so it gets what the compiler emits.
const compiled = spawnSync(
  path.join(root, 'node_modules', '.bin', 'tsc'),
  ['-b', ...actions.map((name) => `actions/${name}`)],
  { cwd: root, stdio: 'inherit' },
);
if (compiled.status !== 0) process.exit(1);

const ncc = createRequire(import.meta.url)('@vercel/ncc') as Ncc;

/** Files that the bundler read; modules that it joined to one stand inside of it. */
const filesOf = (modules: Iterable<Module>): string[] =>
  [...modules].flatMap(({ resource, modules: joined }) => [
    ...(resource === undefined ? [] : [resource]),
    ...(joined === undefined ? [] : filesOf(joined)),
  ]);

async function bundle(action: string): Promise<{ files: Bundle; packages: readonly Package[] }> {
  const { code, assets, stats } = await ncc(path.join(root, 'actions', action, 'build', 'main.js'), {
    cache: false,
    minify: false,
    sourceMap: false,
    quiet: true,
    // ncc takes path.join(variable, …) for the name of an asset and would rewrite it and copy folders. Nothing here is one.
    filterAssetBase: path.join(root, 'no-assets'),
  });
  // What a source imports only when it needs it lies in a file of its own beside the bundle.
  const isPart = (name: string) => /^\d+\.index\.js$/.test(name);
  const strays = Object.keys(assets).filter((name) => name !== 'package.json' && !isPart(name));
  if (strays.length > 0 || /__nccwpck_require__\.ab \+/.test(code))
    throw new Error(
      `${action}: ncc took something for an asset (${strays.slice(0, 3).join(', ') || 'a path in the code'})`,
    );
  const files = new Map<string, Buffer>([
    ['index.js', Buffer.from(code)],
    ['package.json', Buffer.from('{\n  "type": "module"\n}\n')],
  ]);
  for (const [name, { source }] of Object.entries(assets))
    if (name !== 'package.json') files.set(name, Buffer.from(source));
  const packages = packagesOf(root, filesOf(stats.compilation.modules));
  const refused = packages.filter((one) => !mayBeBundled(keyOf(one), one.license));
  if (refused.length > 0)
    throw new Error(
      `${action}: ${refused.map(({ name, license }) => `${name} (${license})`).join(', ')} may not be bundled`,
    );
  files.set('licenses.txt', Buffer.from(renderNotices(root, packages)));
  return { files, packages };
}

function committed(folder: string): Bundle {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name))]));
}

function write(folder: string, files: Bundle): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, bytes] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
}

// Module paths in the bundles are relative to the working folder: it must be the same on every machine.
process.chdir(root);
const contents = new Map<string, readonly Package[]>();
for (const action of actions) {
  const { files, packages } = await bundle(action);
  contents.set(action, packages);
  const folder = path.resolve(root, dist, action);
  if (check) {
    const found = differences(files, committed(folder));
    for (const difference of found) say(`dist/${action}: ${difference}`);
    if (found.length > 0) process.exitCode = 1;
  } else {
    write(folder, files);
    say(`dist/${action}: ${((files.get('index.js')?.length ?? 0) / 1e6).toFixed(2)} MB`);
  }
}
if (sbom !== undefined) {
  const { stdout } = spawnSync('git', ['show', '--no-patch', '--format=%ct', 'HEAD'], { encoding: 'utf8' });
  const created = `${new Date(Number(stdout) * 1_000).toISOString().slice(0, 19)}Z`;
  mkdirSync(path.dirname(path.resolve(root, sbom)), { recursive: true });
  writeFileSync(path.resolve(root, sbom), renderSbom(contents, created));
}
if (check && wanted.length === 0)
  for (const name of existsSync(path.resolve(root, dist)) ? readdirSync(path.resolve(root, dist)) : [])
    if (!actions.includes(name)) {
      say(`dist/${name}: there is no such action`);
      process.exitCode = 1;
    }
if (check)
  say(
    process.exitCode
      ? 'Run "npm run build" and commit dist/.'
      : `dist/ matches the sources (${actions.length} bundles).`,
  );
