/** Releases to a registry of a cloud: a sandbox with a real registry behind the double, and what holds of every release. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Credentials, type DockerEntry, toDockerEntry } from '@sealift/registry/login';
import type { StoredRepository } from '@sealift/rehearsal/assertions/registry-storage';
import { assertSignatures } from '@sealift/rehearsal/assertions/signatures';
import { git } from '@sealift/rehearsal/sources';
import { startRegistry } from '@sealift/sandbox/registry/registry';
import { expect } from 'vitest';
import { type Fixture, startTestSandbox, type TestSandbox } from '../e2e/sandbox.ts';
import type { Shown } from './registry-front.ts';
import { type Ran, stored } from './releases.ts';
import { findBelow, findIn, formsOf } from './traces.ts';

export type Cloud = TestSandbox & {
  /** Of the real registry, which asks for no login. */
  readonly port: number;
  /** What it holds below the first part of a name, by its files. */
  holds(below: string): Promise<readonly StoredRepository[]>;
};

/**
 * @param name of the cloud's registry among the sandbox's folders
 * @param hosts that the doubles answer for
 */
export async function startCloud(name: string, hosts: readonly string[]): Promise<Cloud> {
  const test = await startTestSandbox({ hosts });
  const { engines, dir } = test.sandbox;
  const registry = await startRegistry({ name, engine: engines.paths.registry, dir: path.join(dir, name) });
  return {
    ...test,
    port: registry.port,
    holds: (below) => stored(test.sandbox, below, name),
    stop: async () => {
      await registry.stop();
      await test.stop();
    },
  };
}

export type Released = {
  /** registry/repository of the image. */
  readonly image: string;
  readonly digest: string;
  /** How somebody who may read is logged in to that registry. */
  readonly login: Credentials;
};

/** The real cosign, as somebody who may read, finds everything that a release signs, in that registry alone. */
export async function expectVerified(
  { sandbox }: TestSandbox,
  { owner }: Fixture,
  ran: Ran,
  { image, digest, login }: Released,
): Promise<void> {
  const home = await mkdtemp(path.join(sandbox.dir, 'cosign-'));
  const auths: Record<string, DockerEntry> = { [image.split('/')[0] ?? '']: toDockerEntry(login) };
  await writeFile(path.join(home, 'config.json'), JSON.stringify({ auths }));
  const judged = await assertSignatures(
    {
      ...{ app: 'api', reference: `${image}@${digest}`, platforms: [] },
      ...{ identity: ran.identity, repository: `${owner}/shop`, ref: 'refs/heads/main' },
      githubRoot: undefined,
    },
    {
      exec: sandbox.exec,
      cosign: sandbox.engines.paths.cosign,
      env: { ...sandbox.env, PATH: sandbox.path, HOME: home, DOCKER_CONFIG: home },
    },
  );
  // It holds a login, which is not what a release has left.
  await rm(home, { recursive: true });
  expect(judged.filter(({ ok }) => !ok)).toEqual([]);
  expect(judged.length).toBeGreaterThan(3);
}

/** One pull request in the ops repository, which brings the tag of the commit. */
export async function expectBump({ sandbox }: TestSandbox, { owner, repositories }: Fixture, ran: Ran) {
  const { pulls } = sandbox.github.report(ran.run);
  const own = pulls.filter(({ repository }) => repository === `${owner}/ops`);
  expect(own).toHaveLength(1);
  const changed = await git(repositories.ops?.gitDir ?? '', 'diff', 'main', own[0]?.headSha ?? '');
  expect(changed).toContain(`sha-${ran.event.sha}`);
}

/**
 * Only the job that signs is the signer, and each job showed itself.
 * @param builds how often the job that builds did
 */
export function expectJobs(shown: readonly Shown[], repository: string, ran: Ran, builds = 1): void {
  const files = shown.map(({ job_workflow_ref: file }) => /\/([a-z-]+\.yml)@/.exec(file)?.[1]);
  const build = Array.from({ length: builds }, () => 'build-app.yml');
  expect(files).toEqual(['build-and-push.yml', ...build, 'release-app.yml', 'build-and-push.yml']);
  expect(new Set(shown.map((each) => each.repository))).toEqual(new Set([repository]));
  expect(ran.identity).toContain('/release-app.yml@');
}

/**
 * Nothing that a cloud gave is in a log, an annotation, a summary or an output, nor in a file that is left: artifacts,
 * layers, statements, folders of jobs.
 */
export async function expectNoTrace({ sandbox }: TestSandbox, ran: Ran, tokens: readonly string[]) {
  expect(tokens.length).toBeGreaterThan(0);
  const forms = formsOf(tokens.map((value, at) => ({ name: `token ${at}`, value })));
  expect(findIn(Buffer.from(ran.told), 'told', forms)).toEqual([]);
  const { traces, files } = await findBelow(sandbox.dir, forms);
  expect(traces).toEqual([]);
  expect(files).toBeGreaterThan(100);
}
