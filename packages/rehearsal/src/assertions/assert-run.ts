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
import type { Outcome, PlatformManifest, Release } from './outcome.ts';
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
  const releases = (
    await Promise.all(stored.map((repository) => releaseOf(sandbox, repository, tag)))
  ).flat();
  const pull =
    ops && report.pulls.find(({ repository, state }) => repository === ops.fullName && state === 'open');
  const body = pull && bodyOf(sandbox, pull);
  const change = ops && pull && (await changeOf(ops.gitDir, pull));
  const ofPull =
    change === undefined || pull === undefined
      ? []
      : await assertPullRequest({
          ...change,
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
      body === undefined || change === undefined
        ? undefined
        : { repository, number, title, body, diff: ofPull[0]?.detail ?? '', patch: await patchOf(change) },
    report,
  };
}

type PullChange = { readonly gitDir: string; readonly base: string; readonly head: string };

const changeOf = async (gitDir: string, { headSha, base }: Pull): Promise<PullChange> => ({
  gitDir,
  base: await git(gitDir, 'merge-base', headSha, `refs/heads/${base}`),
  head: headSha,
});

const patchOf = ({ gitDir, base, head }: PullChange): Promise<string> =>
  git(gitDir, 'diff', '--no-color', '--unified=3', base, head);

/** One for each upload: the category names the image. */
export const scanAssertions = ({ sarifs }: Pick<Report, 'sarifs'>): readonly Assertion[] =>
  sarifs.map(({ status, categories, results, errors }) => ({
    subject: `code scanning of ${categories.join(', ')}`,
    claim: 'GitHub accepted and processed the findings',
    judge: 'GitHub',
    ok: status === 'complete',
    detail: [`${results} results`, ...errors].join(', '),
  }));

const githubAgrees = ({ failures }: Report): Assertion => ({
  subject: 'GitHub',
  claim: "every request and answer is as GitHub's description says",
  judge: 'GitHub',
  ok: failures.length === 0,
  detail: failures.join('\n') || 'no deviation',
});

const nothingLeft = (refused: ReadonlyMap<string, number>): Assertion => ({
  subject: 'network',
  claim: 'nothing tried to leave the machine',
  judge: 'network proxy',
  ok: refused.size === 0,
  detail: [...refused].map(([place, times]) => `${place} (${times}×)`).join(', ') || 'no attempt',
});

async function releaseOf(
  sandbox: Sandbox,
  { name, tags }: StoredRepository,
  tag: string,
): Promise<readonly Release[]> {
  const digest = tags.get(tag);
  if (digest === undefined) return [];
  const own = [...tags].filter(([, other]) => other === digest).map(([label]) => label);
  const image = `ghcr.io/${name}`;
  const manifests = await platformManifests(sandbox, image, digest);
  return [{ app: path.basename(name), image, digest, tags: own, manifests }];
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
    releases.map(({ app, image, digest, manifests }) =>
      assertSignatures(
        {
          app,
          reference: `${image}@${digest}`,
          platforms: manifests.map((manifest) => `${image}@${manifest.digest}`),
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

type Index = {
  readonly manifests?: readonly {
    readonly digest: string;
    readonly platform?: { readonly os?: string; readonly architecture?: string; readonly variant?: string };
  }[];
};

/** From the registry's own blob, on disk. */
async function platformManifests(
  sandbox: Sandbox,
  image: string,
  digest: Digest,
): Promise<readonly PlatformManifest[]> {
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
  if (index.manifests === undefined) return [{ digest, platform: '' }];
  const found = index.manifests
    .filter(({ platform }) => platform?.os !== 'unknown')
    .map(({ digest: of, platform = {} }) => ({ digest: of, platform: platformName(platform) }));
  if (found.length === 0) throw new Error(`${image}@${digest} lists no platform`);
  return found;
}

const platformName = ({
  os,
  architecture,
  variant,
}: {
  os?: string;
  architecture?: string;
  variant?: string;
}) => [os, architecture, variant].filter((part) => part !== undefined).join('/');

/** As it is named where a link would lead nowhere. */
const nameOf = ({ repository, number }: Pull): string => `${repository}#${number}`;

const pullRequestExists = (pull: Pull | undefined): Assertion => ({
  subject: 'pull request',
  claim: 'there is one in the ops repository',
  judge: 'GitHub',
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
    judge: 'registry',
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
  judge: 'registry',
  ok: stored.every(({ manifests }) => manifests.length === 0) && pull === undefined,
  detail: stored.map(({ name }) => name).join(', ') || 'the registry is empty',
});
