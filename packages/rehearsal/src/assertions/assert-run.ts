/** Everything that must hold after a run. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Digest } from '@sealift/core/image/digest';
import type { Report } from '@sealift/fake-github/report';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import { type PipelineResult, succeeded } from '../pipeline.ts';
import type { Repositories } from '../repositories.ts';
import { git } from '../sources.ts';
import type { Assertion } from './assertion.ts';
import type { Outcome, Release } from './outcome.ts';
import { assertPullRequest } from './pull-request.ts';
import { readRegistryStorage, type StoredRepository } from './registry-storage.ts';
import { assertSignatures } from './signatures.ts';

type Pull = Report['pulls'][number];

export async function assertRun(
  sandbox: Sandbox,
  repositories: Repositories,
  pipeline: PipelineResult,
): Promise<Outcome> {
  const { app, ops } = repositories;
  const { event } = pipeline;
  const report = sandbox.github.report(pipeline.run);
  const owner = `${app.owner.login.toLowerCase()}/`;
  const stored = (await readRegistryStorage(path.join(sandbox.dir, 'ghcr'))).filter(({ name }) =>
    name.startsWith(owner),
  );
  const tag = `sha-${event.sha}`;
  const releases = stored.flatMap((repository) => releaseOf(repository, tag));
  const pull =
    ops && report.pulls.find(({ repository, state }) => repository === ops.fullName && state === 'open');
  const body = pull && bodyOf(sandbox, pull);
  const ofPull =
    ops === undefined || pull === undefined
      ? []
      : await assertPullRequest({
          gitDir: ops.gitDir,
          base: await git(ops.gitDir, 'merge-base', pull.headSha, `refs/heads/${pull.base}`),
          head: pull.headSha,
          number: pull.number,
          apps: releases.map((release) => release.app),
          tag,
          digests: releases.map(({ digest }) => digest),
        });
  const published = event.name !== 'pull_request' && succeeded(pipeline.result);
  const assertions = [
    ...(await signatureAssertions(sandbox, repositories, pipeline, releases)),
    ...(published && ops !== undefined ? [pullRequestExists(pull)] : []),
    ...(pull === undefined ? [] : [bodyNamesDigests(pull.number, body ?? '', releases)]),
    ...ofPull,
    ...(event.name === 'pull_request' ? [nothingPublished(stored, pull)] : []),
    ...scanAssertions(report),
    githubAgrees(report),
    nothingLeft(sandbox.proxy.refused),
  ];
  const { repository = '', number = 0, title = '' } = pull ?? {};
  return {
    assertions,
    releases,
    pullRequest:
      body === undefined ? undefined : { repository, number, title, body, diff: ofPull[0]?.detail ?? '' },
    report,
  };
}

/** One for each upload: the category names the image. */
export const scanAssertions = ({ sarifs }: Pick<Report, 'sarifs'>): readonly Assertion[] =>
  sarifs.map(({ status, categories, results, errors }) => ({
    subject: `code scanning of ${categories.join(', ')}`,
    claim: 'GitHub accepted and processed the findings',
    ok: status === 'complete',
    detail: [`${results} results`, ...errors].join(', '),
  }));

const githubAgrees = ({ failures }: Report): Assertion => ({
  subject: 'GitHub',
  claim: "every request and answer is as GitHub's description says",
  ok: failures.length === 0,
  detail: failures.join('\n') || 'no deviation',
});

const nothingLeft = (refused: ReadonlyMap<string, number>): Assertion => ({
  subject: 'network',
  claim: 'nothing tried to leave the machine',
  ok: refused.size === 0,
  detail: [...refused].map(([place, times]) => `${place} (${times}×)`).join(', ') || 'no attempt',
});

function releaseOf({ name, tags }: StoredRepository, tag: string): readonly Release[] {
  const digest = tags.get(tag);
  if (digest === undefined) return [];
  const own = [...tags].filter(([, other]) => other === digest).map(([label]) => label);
  return [{ app: path.basename(name), image: `ghcr.io/${name}`, digest, tags: own }];
}

async function signatureAssertions(
  sandbox: Sandbox,
  repositories: Repositories,
  { identity, event }: PipelineResult,
  releases: readonly Release[],
): Promise<readonly Assertion[]> {
  const home = await mkdtemp(path.join(sandbox.dir, 'assertions-'));
  const token = sandbox.github.createUserToken({
    login: 'assertions',
    repositories: [repositories.app.fullName],
    permissions: { packages: 'read' },
  });
  const auth = Buffer.from(`assertions:${token}`).toString('base64');
  await writeFile(path.join(home, 'config.json'), JSON.stringify({ auths: { 'ghcr.io': { auth } } }), {
    mode: 0o600,
  });
  const call = {
    exec: sandbox.exec,
    cosign: sandbox.engines.paths.cosign,
    env: { ...sandbox.env, PATH: sandbox.path, HOME: home, DOCKER_CONFIG: home },
  };
  const asserted = await Promise.all(
    releases.map(async ({ app, image, digest }) =>
      assertSignatures(
        {
          app,
          reference: `${image}@${digest}`,
          platforms: (await platformManifests(sandbox, image, digest)).map(
            (platform) => `${image}@${platform}`,
          ),
          identity,
          repository: repositories.app.fullName,
          ref: event.ref,
          githubRoot: repositories.app.private ? sandbox.githubSigstore.trustedRoot : undefined,
        },
        call,
      ),
    ),
  );
  return asserted.flat();
}

type Index = { manifests?: readonly { digest: string; platform?: { os?: string } }[] };

/** From the registry's own blob, on disk. */
async function platformManifests(
  sandbox: Sandbox,
  image: string,
  digest: Digest,
): Promise<readonly string[]> {
  const hex = digest.slice('sha256:'.length);
  const file = path.join(
    sandbox.dir,
    'ghcr',
    'storage',
    'docker',
    'registry',
    'v2',
    'blobs',
    'sha256',
    hex.slice(0, 2),
    hex,
    'data',
  );
  const index = JSON.parse(await readFile(file, 'utf8')) as Index;
  if (index.manifests === undefined) return [digest];
  const found = index.manifests
    .filter(({ platform }) => platform?.os !== 'unknown')
    .map((entry) => entry.digest);
  if (found.length === 0) throw new Error(`${image}@${digest} lists no platform`);
  return found;
}

/** As it is named where a link would lead nowhere. */
const nameOf = ({ repository, number }: Pull): string => `${repository}#${number}`;

const pullRequestExists = (pull: Pull | undefined): Assertion => ({
  subject: 'pull request',
  claim: 'there is one in the ops repository',
  ok: pull !== undefined,
  detail: pull === undefined ? 'none is open' : nameOf(pull),
});

const bodyOf = ({ github }: Sandbox, { repository, number }: Pull): string =>
  github.repository(repository)?.pulls.get(number)?.body ?? '';

function bodyNamesDigests(number: number, body: string, releases: readonly Release[]): Assertion {
  const missing = releases.filter(({ digest }) => !body.includes(digest));
  return {
    subject: `pull request #${number}`,
    claim: 'names the digests that the registry holds under the tags',
    ok: releases.length > 0 && missing.length === 0,
    detail:
      missing.length === 0
        ? releases.map(({ digest }) => digest).join('\n')
        : `lacks ${missing.map(({ app }) => app).join(', ')}`,
  };
}

const nothingPublished = (stored: readonly StoredRepository[], pull: Pull | undefined): Assertion => ({
  subject: 'pull request event',
  claim: 'nothing was pushed, signed or opened',
  ok: stored.every(({ manifests }) => manifests.length === 0) && pull === undefined,
  detail: stored.map(({ name }) => name).join(', ') || 'the registry is empty',
});
