/**
 * Starts a committed bundle as the runner starts it: Node 24, inputs and contexts in the environment, files for
 * outputs, state and summary. There is no network but a proxy that refuses and counts. Node's permission model keeps
 * every write inside the step's own folder, so that a bundle which writes elsewhere fails.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { type Command, parseCommands, parseFileCommand } from './runner-protocol.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The job's token, which every action with an input `token` gets. */
export const JOB_TOKEN = 'ghs_0123456789abcdefghijABCDEFGHIJ012345';

/** What the expressions stand for that action.yml has as defaults. */
const EXPRESSIONS: Readonly<Record<string, (place: Place) => string>> = {
  'github.token': () => JOB_TOKEN,
  'github.repository': () => 'Acme/Shop',
  'github.ref': () => 'refs/heads/main',
  'github.sha': () => 'a'.repeat(40),
  'runner.temp': ({ temp }) => temp,
  'github.event.repository.default_branch': () => 'main',
  // What is not in the event is empty.
  'github.event.pull_request.base.sha || github.event.merge_group.base_sha || github.event.before': () => '',
};

/** Folders of one step. */
export type Place = {
  readonly folder: string;
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
};

export type Given = {
  /** Over the defaults of action.yml. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Over what a runner sets; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The same, for what is only known when the folders are there and prepared. */
  readonly envIn?: (place: Place) => Readonly<Record<string, string | undefined>>;
  /** Files of the workspace by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** The payload of the event. */
  readonly event?: unknown;
  /** For what `files` cannot say. */
  readonly prepare?: (place: Place) => Promise<void>;
  /** Milliseconds, for a bundle that does real work. */
  readonly deadline?: number;
  /** Without Node's permission model, which lets nobody make a symbolic link. */
  readonly unconfined?: true;
  /** Milliseconds: the clock of the step's process stands there when it starts. */
  readonly now?: number;
  /** Gets the process while it runs, e.g. to end it as a machine does that dies. */
  readonly started?: (pid: number) => void;
  /** The process that a post step starts instead of the main step. */
  readonly state?: Readonly<Record<string, string>>;
};

export type BundleRun = {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Everything on stdout that a runner takes for a command. */
  readonly commands: readonly Command[];
  /** Those of them that people see beside the log. */
  readonly annotations: readonly Command[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What the proxy was asked for: nothing reaches the network otherwise. */
  readonly requests: readonly string[];
  /** Files that the step left in its workspace, temporary folder, tool cache or home, by path, as Latin-1. */
  readonly left: Readonly<Record<string, string>>;
  readonly place: Place;
};

/** Milliseconds. A bundle that waits for something is a failure of the test, with what it had said. */
const DEADLINE = 60_000;

export async function runBundle(action: string, given: Given = {}): Promise<BundleRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealift-bundle-'));
  const place: Place = {
    folder,
    workspace: path.join(folder, 'workspace'),
    temp: path.join(folder, 'temp'),
    home: path.join(folder, 'home'),
  };
  const commands = path.join(folder, 'commands');
  const proxy = await startRefusingProxy();
  try {
    for (const each of [place.workspace, place.temp, place.home, commands]) await mkdir(each);
    for (const [name, text] of Object.entries(given.files ?? {})) {
      const file = path.join(place.workspace, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    await given.prepare?.(place);
    for (const name of FILE_COMMANDS) await writeFile(path.join(commands, name), '');
    await writeFile(path.join(commands, 'event.json'), JSON.stringify(given.event ?? {}));
    const before = await readAll(place);
    const ended = await start(action, place, given, {
      ...runnerVariables(place, commands, proxy.url),
      ...(await inputVariables(action, given.inputs ?? {}, place)),
      ...Object.fromEntries(
        Object.entries(given.state ?? {}).map(([name, value]) => [`STATE_${name}`, value]),
      ),
      ...given.env,
      ...given.envIn?.(place),
    });
    const said = async (name: string) => readFile(path.join(commands, name), 'utf8');
    const parsed = parseCommands(ended.stdout);
    const after = Object.entries(await readAll(place));
    return {
      ...ended,
      commands: parsed,
      annotations: parsed.filter(({ name }) => ['error', 'warning', 'notice'].includes(name)),
      outputs: parseFileCommand(await said('GITHUB_OUTPUT')),
      state: parseFileCommand(await said('GITHUB_STATE')),
      summary: await said('GITHUB_STEP_SUMMARY'),
      requests: proxy.requests,
      left: Object.fromEntries(after.filter(([name, content]) => before[name] !== content)),
      place,
    };
  } finally {
    await proxy.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const FILE_COMMANDS = [
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_STEP_SUMMARY',
  'GITHUB_ENV',
  'GITHUB_PATH',
] as const;

const runnerVariables = (place: Place, commands: string, proxy: string): Record<string, string> => ({
  ...Object.fromEntries(FILE_COMMANDS.map((name) => [name, path.join(commands, name)])),
  // git is the only program that the actions expect of every machine.
  PATH: '/usr/bin:/bin',
  HOME: place.home,
  TMPDIR: place.temp,
  LANG: 'C.UTF-8',
  HTTPS_PROXY: proxy,
  HTTP_PROXY: proxy,
  GIT_CONFIG_NOSYSTEM: '1',
  CI: 'true',
  RUNNER_OS: 'Linux',
  RUNNER_ARCH: 'X64',
  RUNNER_TEMP: place.temp,
  RUNNER_TOOL_CACHE: path.join(place.folder, 'tools'),
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTOR: 'octocat',
  GITHUB_WORKSPACE: place.workspace,
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: path.join(commands, 'event.json'),
  GITHUB_REPOSITORY: 'Acme/Shop',
  GITHUB_REPOSITORY_OWNER: 'Acme',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_JOB: 'release',
  GITHUB_WORKFLOW: 'release',
  GITHUB_WORKFLOW_REF: 'Acme/Shop/.github/workflows/release.yml@refs/heads/main',
  GITHUB_RUN_ID: '4711',
  GITHUB_RUN_NUMBER: '7',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_API_URL: 'https://api.github.com',
});

type ActionFile = {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
};

/** The names of an action's inputs or outputs, as action.yml has them. */
export async function declaredNames(action: string, what: 'inputs' | 'outputs'): Promise<readonly string[]> {
  return Object.keys((await readAction(action))[what] ?? {});
}

const readAction = async (action: string) =>
  parse(await readFile(path.join(root, 'actions', action, 'action.yml'), 'utf8')) as ActionFile;

async function inputVariables(
  action: string,
  given: Readonly<Record<string, string>>,
  place: Place,
): Promise<Record<string, string>> {
  const { inputs = {} } = await readAction(action);
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(inputs, name));
  if (unknown !== undefined) throw new Error(`${action} has no input "${unknown}"`);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { default: preset = '' }]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      given[name] ?? evaluate(String(preset), place),
    ]),
  );
}

const evaluate = (text: string, place: Place): string =>
  text.replace(/\$\{\{\s*([^}]*?)\s*\}\}/g, (_, expression: string) => {
    const value = EXPRESSIONS[expression];
    if (value === undefined) throw new Error(`no value for the expression "${expression}"`);
    return value(place);
  });

const confinement = ({ folder }: Place): readonly string[] => [
  '--permission',
  '--allow-fs-read=*',
  `--allow-fs-write=${folder}`,
  '--allow-child-process',
  // What it says of --allow-child-process is known.
  '--disable-warning=SecurityWarning',
];

/** A module that sets the clock before anything else of the process runs. */
const clockAt = (now: number): string =>
  `data:text/javascript,${encodeURIComponent(`
    const System = Date;
    const ahead = ${now} - System.now();
    globalThis.Date = class extends System {
      constructor(...given) { super(...(given.length === 0 ? [System.now() + ahead] : given)); }
      static now() { return System.now() + ahead; }
    };`)}`;

async function start(
  action: string,
  place: Place,
  {
    unconfined,
    now,
    started,
    deadline = DEADLINE,
  }: Pick<Given, 'unconfined' | 'now' | 'started' | 'deadline'>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Pick<BundleRun, 'exitCode' | 'stdout' | 'stderr'>> {
  const permissions = unconfined === true ? [] : confinement(place);
  const clock = now === undefined ? [] : ['--import', clockAt(now)];
  const child = spawn(
    process.execPath,
    [...permissions, ...clock, path.join(root, 'dist', action, 'index.js')],
    {
      cwd: place.workspace,
      env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: deadline,
      killSignal: 'SIGKILL',
    },
  );
  if (child.pid !== undefined) started?.(child.pid);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return { exitCode, stdout, stderr };
}

async function startRefusingProxy() {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(403, { connection: 'close' }).end();
  });
  server.on('connect', (request, socket) => {
    requests.push(`CONNECT ${request.url}`);
    socket.on('error', () => {}).end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    requests,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Every file below the step's folders but the runner's own, by path; a link counts as its name. */
async function readAll({ folder }: Place): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file);
    if (name.startsWith(`commands${path.sep}`) || entry.isDirectory()) continue;
    files[name] = entry.isFile() ? await readFile(file, 'latin1') : '';
  }
  return files;
}
