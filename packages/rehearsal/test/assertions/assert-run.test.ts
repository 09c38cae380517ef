/** A run that pushed, signed and opened: what is asked of the registry's files, cosign, git and the stand-in. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import type { Exec } from '@sealift/tools/exec';
import type { JobResult, RunResult } from '@sealift/workflow-runner/result';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { assertRun, scanAssertions } from '../../src/assertions/assert-run.ts';
import type { PipelineResult } from '../../src/pipeline.ts';
import { createRepositories, type Repositories } from '../../src/repositories.ts';
import { git, repositoryFromFiles } from '../../src/sources.ts';

const SHA = 'c'.repeat(40);
const TAG = `sha-${SHA}`;
const INDEX = `sha256:${'1'.repeat(64)}`;
const AMD64 = `sha256:${'2'.repeat(64)}`;
const ATTESTATION = `sha256:${'3'.repeat(64)}`;

let standIn: StandIn;
let folder: string;
let sandbox: Sandbox;
let repositories: Repositories;
let calls: { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> }[];
beforeEach(async () => {
  standIn = await startStandIn();
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-assert-'));
  calls = [];
  const exec: Exec = async (_, args, { env }) => {
    calls.push({ args, env: env as Readonly<Record<string, string>> });
    const other = args.some((arg) => arg.endsWith('-other') || arg === 'refs/heads/other');
    const stdout = JSON.stringify([{ critical: { type: 'https://sigstore.dev/cosign/sign/v1' } }]);
    const stderr = other ? 'Error: no matching signatures: failed to verify certificate identity' : '';
    return { exitCode: other ? 1 : 0, stdout, stderr, timedOut: false };
  };
  sandbox = {
    ...{ dir: path.join(folder, 'sandbox'), github: standIn.github, env: { PROXY: 'x' }, path: '/usr/bin' },
    githubSigstore: { trustedRoot: '/root.json' },
    ...{ exec, proxy: { refused: new Map() }, engines: { paths: { cosign: '/cosign' }, provided: {} } },
  } as unknown as Sandbox;
  await mkdir(sandbox.dir);
  await writeFiles(path.join(folder, 'files'), { 'values.yaml': 'tag: sha-old\n' });
  await repositoryFromFiles(path.join(folder, 'files'), path.join(folder, 'app'));
  await repositoryFromFiles(path.join(folder, 'files'), path.join(folder, 'ops'));
  repositories = await createRepositories(sandbox, {
    ...{ app: path.join(folder, 'app'), appName: 'acme/shop', ops: path.join(folder, 'ops') },
    caller: {
      ...{ file: '.github/workflows/release.yml', name: 'release', job: 'release', slug: 'sealift/sealift' },
      ...{ ref: 'v1', inputs: { 'ops-repository': 'acme/ops' }, secrets: {} },
    },
  });
});
afterEach(async () => {
  await standIn.stop();
  await rm(folder, { recursive: true });
});

async function writeFiles(to: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(to, name)), { recursive: true });
    await writeFile(path.join(to, name), text);
  }
}
/** distribution's files for an image with an immutable and a moving tag. */
async function store(index: object): Promise<void> {
  const image = 'repositories/acme/shop/api/_manifests';
  const hex = INDEX.slice(7);
  await writeFiles(path.join(sandbox.dir, 'ghcr/storage/docker/registry/v2'), {
    [`${image}/tags/${TAG}/current/link`]: INDEX,
    [`${image}/tags/main/current/link`]: INDEX,
    [`${image}/tags/old/current/link`]: AMD64,
    [`${image}/revisions/sha256/${hex}/link`]: INDEX,
    [`repositories/other/api/_manifests/tags/${TAG}/current/link`]: INDEX,
    [`blobs/sha256/${hex.slice(0, 2)}/${hex}/data`]: JSON.stringify(index),
  });
}
async function open(values: string, body: string): Promise<void> {
  const from = path.join(folder, 'ops');
  await writeFiles(from, { 'values.yaml': values });
  await git(from, 'add', '--all');
  await git(from, 'commit', '--quiet', '--message', 'deploy');
  const commit = await git(from, 'rev-parse', 'HEAD');
  const opened = await standIn.github.openPullRequest({
    ...{
      repository: 'acme/ops',
      base: 'main',
      head: { branch: 'deploy', from, commit },
      title: 'Deploy api',
    },
  });
  const pull = standIn.github.repository('acme/ops')?.pulls.get(opened.number);
  if (pull !== undefined) Object.assign(pull, { body });
}
async function outcome(name: PipelineResult['event']['name'] = 'push') {
  const job = { conclusion: 'success' } as JobResult;
  return assertRun(sandbox, repositories, {
    result: { conclusion: 'success', jobs: [job] } as unknown as RunResult,
    event: { name, payload: {}, ref: 'refs/heads/main', sha: SHA, headRef: '', baseRef: '', fork: false },
    run: await standIn.startRun({ jobs: {} }),
    identity: 'https://github.com/sealift/sealift/x@refs/tags/v1',
  });
}
const failing = ({ assertions }: Awaited<ReturnType<typeof outcome>>) =>
  assertions.filter(({ ok }) => !ok).map(({ subject, claim, detail }) => [subject, claim, detail]);

const MANIFESTS = {
  manifests: [
    { digest: AMD64, platform: { os: 'linux', architecture: 'amd64' } },
    { digest: ATTESTATION, platform: { os: 'unknown' } },
  ],
};

it('holds when all of it is there', async () => {
  await store(MANIFESTS);
  await open(`tag: ${TAG}\n`, `api ${INDEX}`);
  const found = await outcome();
  expect(failing(found)).toEqual([]);
  expect(found.releases).toEqual([
    {
      ...{ app: 'api', image: 'ghcr.io/acme/shop/api', digest: INDEX, tags: ['main', TAG] },
      manifests: [{ digest: AMD64, platform: 'linux/amd64' }],
    },
  ]);
  expect(found.pullRequest).toMatchObject({
    ...{ repository: 'acme/ops', title: 'Deploy api', body: `api ${INDEX}` },
    diff: `-tag: sha-old\n+tag: ${TAG}`,
    patch: expect.stringContaining(`@@ -1 +1 @@\n-tag: sha-old\n+tag: ${TAG}`),
  });
  expect(found.assertions).toContainEqual({
    ...{ subject: 'pull request', claim: 'there is one in the ops repository', ok: true },
    judge: 'GitHub',
    detail: `acme/ops#${found.pullRequest?.number}`,
  });
});

it('asks cosign about the index and its platforms, with credentials in a folder of its own', async () => {
  await store(MANIFESTS);
  await outcome();
  const subjects = new Set(calls.map(({ args }) => args.at(-1)));
  expect(subjects).toEqual(new Set([INDEX, AMD64].map((digest) => `ghcr.io/acme/shop/api@${digest}`)));
  for (const { env, args } of calls) {
    expect(env).toMatchObject({ PROXY: 'x', PATH: '/usr/bin', HOME: env['DOCKER_CONFIG'] });
    expect(env['HOME']).toContain(`${sandbox.dir}/assertions-`);
    const source = args[args.indexOf('--certificate-github-workflow-repository') + 1];
    expect(['acme/shop', 'acme/shop-other']).toContain(source);
  }
});

it('takes a manifest without an index as its only platform', async () => {
  await store({ config: {} });
  await outcome();
  expect(new Set(calls.map(({ args }) => args.at(-1)))).toEqual(new Set([`ghcr.io/acme/shop/api@${INDEX}`]));
});

it('does not judge an index without a platform', async () => {
  await store({ manifests: [{ digest: ATTESTATION, platform: { os: 'unknown' } }] });
  await expect(outcome()).rejects.toThrow(`ghcr.io/acme/shop/api@${INDEX} lists no platform`);
});

it('misses the digest in the body, and a line that is not the tag', async () => {
  await store(MANIFESTS);
  await open('tag: sha-other\n', 'nothing');
  const found = await outcome();
  const subject = `pull request #${found.pullRequest?.number}`;
  expect(failing(found)).toEqual([
    [subject, 'names the digests that the registry holds under the tags', 'lacks api'],
    [subject, 'changes nothing but the tag in these lines', TAG],
  ]);
});

it('holds against a pull request that something was pushed', async () => {
  await store(MANIFESTS);
  expect(failing(await outcome('pull_request'))).toEqual([
    ['pull request event', 'nothing was pushed, signed or opened', 'acme/shop/api'],
  ]);
});

it('tells what code scanning did with each upload', () => {
  const sarif = { results: 2, errors: [] as string[], categories: ['sealift/api'] };
  const told = scanAssertions({
    sarifs: [
      { ...sarif, status: 'complete' },
      { ...sarif, status: 'failed', errors: ['no rule'] },
    ],
  } as unknown as Parameters<typeof scanAssertions>[0]);
  expect(told.map(({ subject, ok, detail }) => [subject, ok, detail])).toEqual([
    ['code scanning of sealift/api', true, '2 results'],
    ['code scanning of sealift/api', false, '2 results, no rule'],
  ]);
});
