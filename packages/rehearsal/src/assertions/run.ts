/** All judges of one run. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Digest } from '@sealift/core/image/digest';
import type { Report } from '@sealift/fake-github/report';
import type { World } from '../sandbox.ts';
import type { ScenarioResult, Site } from '../scenario.ts';
import { git } from '../sources.ts';
import type { Check } from './check.ts';
import { judgePullRequest } from './pull-request.ts';
import { readRegistryStorage, type StoredRepository } from './registry-storage.ts';
import { judgeSignatures } from './signatures.ts';

export type Release = {
  /** Last part of the image's name. */
  readonly app: string;
  /** registry/repository */
  readonly image: string;
  readonly digest: Digest;
  readonly tags: readonly string[];
};

export type Judgement = {
  readonly checks: readonly Check[];
  /** Images that carry this commit's immutable tag. */
  readonly releases: readonly Release[];
  readonly pullRequest:
    | { readonly url: string; readonly title: string; readonly body: string; readonly diff: string }
    | undefined;
  readonly report: Report;
};

export async function judgeRun(world: World, site: Site, result: ScenarioResult): Promise<Judgement> {
  const report = world.github.report(result.run);
  const owner = `${site.app.owner.login.toLowerCase()}/`;
  const stored = (await readRegistryStorage(path.join(world.dir, 'ghcr'))).filter(({ name }) =>
    name.startsWith(owner),
  );
  const tag = `sha-${result.event.sha}`;
  const releases = stored.flatMap((repository) => releaseOf(repository, tag));
  const pull =
    site.ops &&
    report.pulls.find(({ repository, state }) => repository === site.ops?.fullName && state === 'open');
  const signatures = await signatureChecks(world, site, result, releases);
  const pullChecks =
    site.ops === undefined || pull === undefined
      ? []
      : await judgePullRequest({
          gitDir: site.ops.gitDir,
          base: await git(site.ops.gitDir, 'merge-base', pull.headSha, `refs/heads/${pull.base}`),
          head: pull.headSha,
          number: pull.number,
          apps: releases.map(({ app }) => app),
          tag,
        });
  const published = result.event.name !== 'pull_request' && result.workflow.success;
  const checks: Check[] = [
    ...signatures,
    ...(published && site.ops !== undefined ? [pullRequestExists(pull?.url)] : []),
    ...(pull === undefined ? [] : [bodyNamesDigests(world, site, pull.number, releases)]),
    ...pullChecks,
    ...(result.event.name === 'pull_request' ? [nothingPublished(stored, pull?.url)] : []),
    ...report.sarifs.map(
      (sarif): Check => ({
        subject: 'code scanning',
        claim: 'GitHub accepted and processed the findings',
        ok: sarif.status === 'complete',
        detail: `${sarif.categories.join(', ')}: ${sarif.results} results${sarif.errors.map((error) => `, ${error}`).join('')}`,
      }),
    ),
    {
      subject: 'GitHub',
      claim: "every request and answer is as GitHub's description says",
      ok: report.failures.length === 0,
      detail: report.failures.join('\n') || 'no deviation',
    },
    {
      subject: 'network',
      claim: 'nothing tried to leave the machine',
      ok: world.edge.refused.size === 0,
      detail:
        [...world.edge.refused].map(([place, times]) => `${place} (${times}×)`).join(', ') || 'no attempt',
    },
  ];
  return {
    checks,
    releases,
    pullRequest:
      pull === undefined
        ? undefined
        : {
            url: pull.url,
            title: pull.title,
            body: bodyOf(world, site, pull.number),
            diff: pullChecks[0]?.detail ?? '',
          },
    report,
  };
}

function releaseOf({ name, tags }: StoredRepository, tag: string): readonly Release[] {
  const digest = tags.get(tag);
  if (digest === undefined) return [];
  const own = [...tags].filter(([, other]) => other === digest).map(([label]) => label);
  return [{ app: path.basename(name), image: `ghcr.io/${name}`, digest, tags: own }];
}

async function signatureChecks(
  world: World,
  site: Site,
  { identity, event }: ScenarioResult,
  releases: readonly Release[],
): Promise<readonly Check[]> {
  const home = await mkdtemp(path.join(world.dir, 'judge-'));
  const token = world.github.createUserToken({
    login: 'judge',
    repositories: [site.app.fullName],
    permissions: { packages: 'read' },
  });
  const auth = Buffer.from(`judge:${token}`).toString('base64');
  await writeFile(path.join(home, 'config.json'), JSON.stringify({ auths: { 'ghcr.io': { auth } } }), {
    mode: 0o600,
  });
  const call = {
    exec: world.exec,
    cosign: world.engines.paths.cosign,
    env: { ...world.env, PATH: world.path, HOME: home, DOCKER_CONFIG: home },
  };
  const judged = await Promise.all(
    releases.map(async ({ app, image, digest }) =>
      judgeSignatures(
        {
          app,
          reference: `${image}@${digest}`,
          platforms: (await platformManifests(world, image, digest)).map(
            (platform) => `${image}@${platform}`,
          ),
          identity,
          repository: site.app.fullName,
          ref: event.ref,
        },
        call,
      ),
    ),
  );
  return judged.flat();
}

type Index = { manifests?: readonly { digest: string; platform?: { os?: string } }[] };

/** From the registry's own blob, on disk. */
async function platformManifests(world: World, image: string, digest: Digest): Promise<readonly string[]> {
  const hex = digest.slice('sha256:'.length);
  const file = path.join(
    world.dir,
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

const pullRequestExists = (url: string | undefined): Check => ({
  subject: 'pull request',
  claim: 'there is one in the ops repository',
  ok: url !== undefined,
  detail: url ?? 'none is open',
});

const bodyOf = (world: World, site: Site, number: number): string =>
  world.github.repository(site.ops?.fullName ?? '')?.pulls.get(number)?.body ?? '';

function bodyNamesDigests(world: World, site: Site, number: number, releases: readonly Release[]): Check {
  const body = bodyOf(world, site, number);
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

const nothingPublished = (stored: readonly StoredRepository[], pull: string | undefined): Check => ({
  subject: 'pull request event',
  claim: 'nothing was pushed, signed or opened',
  ok: stored.every(({ manifests }) => manifests.length === 0) && pull === undefined,
  detail: stored.map(({ name }) => name).join(', ') || 'the registry is empty',
});
