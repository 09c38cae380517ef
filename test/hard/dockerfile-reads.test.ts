/**
 * What plan says that a build reads, against what a real BuildKit reads. Every file of a context holds words of its own,
 * and every case puts all that it reads into the image: what is found there was read. Then what was not read is changed
 * and the image must stay, and what was read, and it must not.
 */
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppConfig } from '@sealift/core/config/pipeline';
import { createAffected } from '@sealift/core/release/plan/affected';
import { createBuildFiles, wantedTexts } from '@sealift/core/release/plan/build-files';
import { changedFiles } from '@sealift/core/release/plan/changed-files';
import { memoryLog } from '@sealift/testing/log';
import { createExec } from '@sealift/tools/exec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBuildTools, startFreshBuilder } from '../bundles/buildkit.ts';

const tools = await findBuildTools();

type Case = {
  readonly name: string;
  readonly dockerfile: readonly string[];
  /** Beside those that every case has. */
  readonly files?: readonly string[];
  /** Ignore files and their like, by path. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Targets by path. */
  readonly links?: Readonly<Record<string, string>>;
  readonly app?: AppConfig;
  /** What plan takes for read although it is not: a build too many, and said in the decision on the parser. */
  readonly tooMany?: readonly string[];
};

/** Of every case. */
const FILES = [
  ...['README.md', 'package.json', 'package-lock.json', 'my file.txt', '.env', 'a/x.txt', 'a/y.txt'],
  ...['a/.hidden', 'a/deep/down/z.txt', 'b/x.txt', 'docs/guide.md', 'docs/keep.txt', 'docs/api/index.html'],
  ...[
    'services/one/main-one.go',
    'services/one/one.log',
    'services/two/main-two.go',
    'bin/amd64',
    'bin/arm64',
  ],
];
const SHELL = ['FROM scratch AS shell', 'COPY busybox /bin/busybox'];
const copyOut = (flags: string, from: string) =>
  `RUN ${flags} ["/bin/busybox", "cp", "-r", "${from}", "/out"]`;

const CASES: readonly Case[] = [
  { name: 'files, folders and patterns', dockerfile: ['FROM scratch', 'COPY package*.json a /app/'] },
  { name: 'a pattern in the middle', dockerfile: ['FROM scratch', 'COPY services/*/main-*.go /app/'] },
  { name: 'ADD', dockerfile: ['FROM scratch', 'ADD a/x.txt docs /app/'] },
  { name: 'names with spaces', dockerfile: ['FROM scratch', 'COPY ["my file.txt", "a/y.txt", "/app/"]'] },
  {
    name: 'everything, less an ignore file that takes back',
    dockerfile: ['FROM scratch', 'COPY . /app/'],
    texts: { '.dockerignore': 'docs\n**/*.md\n!docs/keep.txt\n!README.md\n# words\n*.json\n!package.json\n' },
  },
  {
    name: 'nothing but what an ignore file takes back',
    dockerfile: ['FROM scratch', 'COPY . /app/'],
    texts: { '.dockerignore': '*\n!services\n!a/deep\nservices/**/*.log\n' },
  },
  {
    name: "the Dockerfile's own ignore file alone",
    dockerfile: ['FROM scratch', 'COPY . /app/'],
    texts: { '.dockerignore': 'a\n', 'Dockerfile.dockerignore': '/b/\n./docs/*.md\n**/.*\n' },
  },
  {
    name: 'less what --exclude names',
    dockerfile: ['FROM scratch', 'COPY --exclude=*.txt --exclude=deep a /app/'],
  },
  {
    name: '--parents',
    dockerfile: ['FROM scratch', 'COPY --parents services/**/*.go a/./deep /app/'],
    tooMany: ['services/one/one.log'],
  },
  {
    name: 'a bind mount of a folder, and of a file',
    dockerfile: [
      ...SHELL,
      copyOut('--mount=type=bind,source=a,target=/a --mount=target=/b.txt,source=b/x.txt', '/a'),
      'RUN --mount=type=bind,source=b/x.txt,target=/b.txt ["/bin/busybox", "cp", "/b.txt", "/out-b"]',
    ],
  },
  {
    name: 'a bind mount of everything, less what is ignored',
    dockerfile: [...SHELL, copyOut('--mount=target=/src', '/src')],
    texts: { '.dockerignore': 'docs/**\n!docs/api/**\nb\n' },
  },
  {
    name: 'stages: those that the last one needs',
    dockerfile: [
      ...['FROM scratch AS unused', 'COPY b /b', 'FROM scratch AS base', 'COPY a/x.txt /x'],
      ...['FROM base AS Other', 'COPY docs /docs', 'FROM scratch', 'COPY --from=other / /'],
    ],
  },
  {
    name: 'stages: those that a target needs',
    app: { target: 'wanted' },
    dockerfile: [
      ...['FROM scratch AS first', 'COPY a /a', 'FROM scratch AS wanted', 'COPY --from=0 /a/deep /deep'],
      ...['COPY package.json /', 'FROM scratch', 'COPY b /b'],
    ],
    // A folder of a stage is not looked into.
    tooMany: ['a/x.txt', 'a/y.txt', 'a/.hidden'],
  },
  {
    name: 'a mount of a stage',
    dockerfile: [
      ...['FROM scratch AS unused', 'COPY b /', 'FROM scratch AS data', 'COPY docs /docs', ...SHELL],
      copyOut('--mount=type=bind,from=data,target=/data', '/data'),
    ],
  },
  {
    name: 'here-documents are no files',
    dockerfile: [
      ...['FROM scratch', 'COPY <<EOF <<"END" a/y.txt /app/', 'COPY b /b', 'EOF', 'COPY docs /docs'],
      ...['END', 'COPY a/x.txt \\', '# COPY services /', '  package.json /app/'],
    ],
  },
  {
    name: 'arguments and the platform',
    app: { 'build-args': { WHAT: 'docs' } },
    dockerfile: [
      ...['ARG GLOBAL=services', 'FROM scratch', 'ARG WHAT=b', 'ARG GLOBAL', 'ARG TARGETARCH'],
      ...['ENV ONE=one', 'COPY $WHAT ${GLOBAL}/${ONE} bin/$TARGETARCH /app/'],
    ],
  },
  {
    name: 'named contexts, each with its ignore file',
    app: { 'build-contexts': { more: 'docs', image: 'docker-image://busybox' } },
    dockerfile: ['FROM scratch', 'COPY --from=more . /docs/', 'COPY a/x.txt /'],
    texts: { 'docs/.dockerignore': 'api\n' },
  },
  {
    name: 'links that are sources, and links in a folder',
    dockerfile: ['FROM scratch', 'COPY linked /app/', 'COPY c /c/'],
    files: ['c/own.txt'],
    links: { linked: 'docs', 'c/inner': '../b' },
  },
];

describe.skipIf(tools === undefined)('what a build reads', () => {
  let folder = '';
  let build: (given: Case, context: string) => Promise<{ readonly digest: string; readonly image: Buffer }>;
  const closing: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    if (tools === undefined) return;
    folder = await mkdtemp(path.join(tmpdir(), 'sealift-reads-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const builder = await startFreshBuilder(tools, []);
    closing.push(() => builder.stop());
    build = await createBuild(path.join(tools.tools, 'buildx'), builder.endpoint, folder);
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  it.each(CASES)('$name', async (given) => {
    const context = await mkdtemp(path.join(folder, 'context-'));
    const files = [...FILES, ...(given.files ?? [])];
    await writeContext(given, context, files);
    const first = await build(given, context);
    const read = files.filter((file) => first.image.includes(wordsOf(file)));
    const affected = await readByPlan(given, context);
    expect(files.filter(affected)).toEqual(
      files.filter((file) => read.includes(file) || given.tooMany?.includes(file)),
    );
    // A case that reads all or nothing would show nothing.
    expect(read).not.toHaveLength(0);
    const unread = files.filter((file) => !read.includes(file));
    expect(unread).not.toHaveLength(0);

    for (const file of unread) await writeFile(path.join(context, file), `${wordsOf(file)} changed`);
    if ((given.tooMany ?? []).length === 0) expect((await build(given, context)).digest).toBe(first.digest);
    for (const file of read) {
      await writeFile(path.join(context, file), `${wordsOf(file)} changed`);
      const { digest, image } = await build(given, context);
      expect([file, digest === first.digest]).toEqual([file, false]);
      expect(image.includes(`${wordsOf(file)} changed`)).toBe(true);
      // One is enough where many are read.
      if (read.length > 3) break;
    }
  });
});

/** What no other file holds. */
const wordsOf = (file: string): string => `words of <${file}>`;

async function writeContext(given: Case, context: string, files: readonly string[]): Promise<void> {
  const write = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(context, file)), { recursive: true });
    await writeFile(path.join(context, file), text);
  };
  for (const file of files) await write(file, wordsOf(file));
  for (const [file, text] of Object.entries(given.texts ?? {})) await write(file, text);
  for (const [link, target] of Object.entries(given.links ?? {})) {
    await mkdir(path.dirname(path.join(context, link)), { recursive: true });
    await symlink(target, path.join(context, link));
  }
  await write('Dockerfile', `${given.dockerfile.join('\n')}\n`);
  // Only who copies it by its name may have it in the image, where it is large.
  if (given.dockerfile.includes('COPY busybox /bin/busybox'))
    await copyFile(tools?.busybox ?? '', path.join(context, 'busybox'));
}

/** Whether plan builds the app when this file, and no other, has changed. */
async function readByPlan(given: Case, context: string): Promise<(file: string) => boolean> {
  const app = { name: 'api', config: { ...given.app, context: '.', file: 'Dockerfile' } };
  const texts = new Map<string, string>();
  for (const file of wantedTexts(app)) {
    const text = await readFile(path.join(context, file), 'utf8').catch(() => undefined);
    if (text !== undefined) texts.set(file, text);
  }
  const facts = {
    config: {},
    platforms: ['linux/amd64'],
    texts,
    links: new Map(Object.entries(given.links ?? {})),
  };
  const affected = createAffected(createBuildFiles(facts), {
    configFile: '.github/sealift.yml',
    prepared: false,
  });
  return (file) => affected(app, { files: changedFiles([file]), entryChanged: false }) !== undefined;
}

/** One build at a time, on one BuildKit. */
async function createBuild(buildx: string, endpoint: string, folder: string) {
  const exec = createExec(memoryLog());
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: folder,
    BUILDX_CONFIG: path.join(folder, 'buildx'),
    SOURCE_DATE_EPOCH: '0',
  };
  const run = async (args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await exec(buildx, args, { env, timeout: 120_000 });
    if (exitCode !== 0) throw new Error(`buildx ended with ${exitCode}: ${stdout}${stderr}`);
  };
  await run(['create', '--name', 'reads', '--driver', 'remote', endpoint]);
  const output = path.join(folder, 'image.tar');
  const metadata = path.join(folder, 'metadata.json');
  return async ({ app = {} }: Case, context: string) => {
    const pairs = (flag: string, values: Readonly<Record<string, string>> = {}) =>
      Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
    const contexts = Object.fromEntries(
      Object.entries(app['build-contexts'] ?? {}).map(([name, value]) => [
        name,
        value.includes(':') ? value : path.join(context, value),
      ]),
    );
    await run([
      ...['build', '--builder', 'reads', '--platform', 'linux/amd64', '--provenance=false'],
      ...['--output', `type=oci,dest=${output},compression=uncompressed,force-compression=true`],
      ...['--metadata-file', metadata, ...(app.target === undefined ? [] : ['--target', app.target])],
      ...pairs('--build-arg', app['build-args']),
      ...pairs('--build-context', contexts),
      context,
    ]);
    const { 'containerimage.digest': digest } = JSON.parse(await readFile(metadata, 'utf8'));
    return { digest: String(digest), image: await readFile(output) };
  };
}
