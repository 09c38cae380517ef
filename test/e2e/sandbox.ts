/** One sandbox for a test file, and small repositories whose images are built in a second. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@sealift/action-kit/clock';
import { createTimeline } from '@sealift/rehearsal/report/timeline';
import { createRepositories, type Repositories } from '@sealift/rehearsal/repositories';
import { git, repositoryFromFiles } from '@sealift/rehearsal/sources';
import { type Sandbox, type SandboxOptions, startSandbox } from '@sealift/sandbox/sandbox';

/** Why whole pipelines cannot run here, or undefined. */
export const obstacle: string | undefined =
  process.platform !== 'linux'
    ? 'BuildKit needs Linux'
    : process.getuid?.() !== 0
      ? 'BuildKit needs root'
      : undefined;

if (obstacle !== undefined) process.stderr.write(`\nEND-TO-END TESTS ARE LEFT OUT: ${obstacle}.\n\n`);

export type TestSandbox = { readonly sandbox: Sandbox; readonly folder: string; stop(): Promise<void> };

export async function startTestSandbox(
  options: Pick<SandboxOptions, 'proxyLogin' | 'hosts'> = {},
): Promise<TestSandbox> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealift-e2e-'));
  const silent = () => {};
  const sandbox = await startSandbox({
    ...options,
    dir: path.join(folder, 'sandbox'),
    env: process.env,
    timeline: createTimeline(silent),
    log: {
      debug: silent,
      info: silent,
      notice: silent,
      warning: silent,
      error: silent,
      secret: silent,
      group: (_, work) => work(),
      openGroup: () => () => {},
    },
    clock: systemClock,
  });
  return {
    sandbox,
    folder,
    stop: async () => {
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type AppFiles = Readonly<Record<string, string>>;

/** A Python package as pip installs it: what Trivy and Syft look at. */
export const pythonPackage = (name: string, version: string): AppFiles => ({
  [`site-packages/${name}-${version}.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\nLicense: MIT\n`,
});

/** A Debian system with that many packages in its database. */
export const debianPackages = (count: number): AppFiles => ({
  'etc/os-release': 'ID=debian\nVERSION_ID="13"\nPRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n',
  'etc/debian_version': '13.1\n',
  'var/lib/dpkg/status': Array.from(
    { length: count },
    (_, at) =>
      `Package: package-${at}\nStatus: install ok installed\nVersion: 1.${at}.0-1\nArchitecture: amd64\n` +
      `Maintainer: Somebody <somebody@example.org>\nDescription: package ${at}\n\n`,
  ).join(''),
});

export const CLEAN = pythonPackage('h11', '0.16.0');
/** CVE-2025-43859, CRITICAL, fixed in 0.16.0. */
export const VULNERABLE = pythonPackage('h11', '0.14.0');

const values = (prefix: string, app: string) =>
  `# Values of ${app}\nimage:\n  repository: "${prefix}/${app}"\n  tag: "sha-none"   # moved by pull requests\n`;

export type Fixture = { readonly repositories: Repositories; readonly app: string; readonly owner: string };

export type FixtureOptions = {
  /** Text of `.github/sealift.yml`. */
  readonly config?: string;
  readonly visibility?: 'private' | 'public';
  /** Where the ops repository has its images from. Default: `ghcr.io/<owner>/shop`. */
  readonly images?: string;
  /** What the caller gives besides: lines below `with:` and `secrets:`. */
  readonly inputs?: readonly string[];
  readonly secrets?: readonly string[];
  /** Files of the app repository in place of those that it would have. */
  readonly files?: AppFiles;
};

/** An app repository `<owner>/shop` with these apps (files by app) and its ops repository. */
export async function createFixture(
  { sandbox, folder }: TestSandbox,
  owner: string,
  apps: Readonly<Record<string, AppFiles>>,
  {
    config,
    visibility,
    images = `ghcr.io/${owner}/shop`,
    inputs = [],
    secrets = [],
    files: own = {},
  }: FixtureOptions = {},
): Promise<Fixture> {
  const files = path.join(folder, owner);
  await writeTree(path.join(files, 'app-files'), {
    '.github/workflows/release.yml': caller(owner, inputs, secrets),
    ...(config === undefined ? {} : { '.github/sealift.yml': config }),
    ...Object.fromEntries(
      Object.entries(apps).flatMap(([app, content]) => [
        [`apps/${app}/Dockerfile`, `FROM scratch\nCOPY apps/${app}/root /\nCMD ["/run"]\n`],
        [`apps/${app}/root/run`, `#!/bin/${app}\n`],
        ...Object.entries(content).map(([name, text]) => [`apps/${app}/root/${name}`, text] as const),
      ]),
    ),
    ...own,
  });
  await writeTree(
    path.join(files, 'ops-files'),
    Object.fromEntries(
      Object.keys(apps).map((app) => [`deploy/helm/${app}/values-prod.yaml`, values(images, app)]),
    ),
  );
  const app = path.join(files, 'app');
  const ops = path.join(files, 'ops');
  await repositoryFromFiles(path.join(files, 'app-files'), app);
  await repositoryFromFiles(path.join(files, 'ops-files'), ops);
  return {
    repositories: await createRepositories(sandbox, {
      ...{ app, appName: `${owner}/shop`, ops },
      ...(visibility === undefined ? {} : { visibility }),
    }),
    app,
    owner,
  };
}

/** A further commit on top of what the fixture has. */
export async function commitChange(
  { app }: Fixture,
  changes: AppFiles,
): Promise<{ from: string; commit: string }> {
  await writeTree(app, changes);
  await git(app, 'add', '--all');
  await git(app, 'commit', '--quiet', '--message', 'A change');
  return { from: app, commit: await git(app, 'rev-parse', 'HEAD') };
}

async function writeTree(folder: string, files: AppFiles): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

const below = (lines: readonly string[]) => lines.map((line) => `\n      ${line}`).join('');

const caller = (owner: string, inputs: readonly string[], secrets: readonly string[]) => `name: release
on: { push: { branches: [main] }, pull_request: {}, workflow_dispatch: {} }
permissions: {}
jobs:
  release:
    uses: sealift/sealift/.github/workflows/build-and-push.yml@v1
    permissions: { contents: read, packages: write, security-events: write, id-token: write }
    with:
      ops-repository: ${owner}/ops${below(inputs)}
    secrets:
      ops-app-private-key: \${{ secrets.OPS_APP_PRIVATE_KEY }}${below(secrets)}
`;
