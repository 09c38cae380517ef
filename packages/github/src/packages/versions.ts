/**
 * What GitHub's container registry holds: all that its own distribution API leaves out (times, what no tag names, and
 * deletion). https://docs.github.com/en/rest/packages/packages
 */
import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { isDigest } from '@sealift/core/image/digest';
import * as v from 'valibot';
import { orAbsent, parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { GitHubFailure } from '../client/github-failure.ts';
import { policy } from '../client/policy.ts';

/** A package of a person or an organisation, by the name of its image: `acme` and `shop/api`. */
export type PackageName = { readonly owner: string; readonly name: string };

/** Whose it is decides the address that it is asked for under. */
export type Package = PackageName & { readonly kind: 'organization' | 'user' };

export type PackageVersion = {
  readonly id: number;
  readonly digest: Digest;
  readonly tags: readonly string[];
  /** Milliseconds since 1970: when it came, or when its tags last changed. */
  readonly changed: number;
};

/** Far more than anybody has who looks after them: at a hundred a page, and so that no list runs for ever. */
export const MAX_VERSIONS = 50_000;
const READ = 'packages: read';
const DELETE = 'packages: write';

const Version = v.object({
  id: v.number(),
  name: v.string(),
  created_at: v.string(),
  updated_at: v.string(),
  metadata: v.optional(v.object({ container: v.optional(v.object({ tags: v.array(v.string()) })) })),
});

/**
 * The package, and all its versions, the newest first.
 * @throws Failure `github/no-package` when there is none; `github/too-many-versions`
 */
export async function listPackage(
  client: GitHubClient,
  { owner, name }: PackageName,
): Promise<{ readonly found: Package; readonly versions: readonly PackageVersion[] }> {
  // Which of the two the owner is, its own address tells: the other one does not exist.
  for (const kind of ['organization', 'user'] as const) {
    const found = { owner, name, kind };
    const versions = await orAbsent(listVersions(client, found));
    if (versions !== undefined) return { found, versions };
  }
  throw noPackage({ owner, name });
}

/** @throws Failure `github/too-many-versions`, `github/…` */
export async function listVersions(client: GitHubClient, of: Package): Promise<readonly PackageVersion[]> {
  const versions: PackageVersion[] = [];
  const { packages } = client.rest;
  const page = { ...common(of), per_page: 100, request: policy({ permission: READ }) };
  const pages =
    of.kind === 'organization'
      ? client.paginate.iterator(packages.getAllPackageVersionsForPackageOwnedByOrg, {
          ...page,
          org: of.owner,
        })
      : client.paginate.iterator(packages.getAllPackageVersionsForPackageOwnedByUser, {
          ...page,
          username: of.owner,
        });
  for await (const answer of pages) {
    versions.push(...parseAnswer(v.array(Version), answer).map((each) => versionOf(each, of)));
    if (versions.length > MAX_VERSIONS) throw tooMany(of);
  }
  return versions;
}

/** As it is now; undefined when it is gone. @throws Failure `github/…` */
export async function readVersion(
  client: GitHubClient,
  of: Package,
  id: number,
): Promise<PackageVersion | undefined> {
  const { packages } = client.rest;
  const which = { ...common(of), package_version_id: id, request: policy({ permission: READ }) };
  const answer = await orAbsent<{ readonly url: string; readonly data: unknown }>(
    of.kind === 'organization'
      ? packages.getPackageVersionForOrganization({ ...which, org: of.owner })
      : packages.getPackageVersionForUser({ ...which, username: of.owner }),
  );
  return answer === undefined ? undefined : versionOf(parseAnswer(Version, answer), of);
}

/**
 * Deletes a version; GitHub can restore it for thirty days.
 * @throws Failure `github/package-not-deletable` when GitHub keeps it, or the token may not; `github/…`
 */
export async function deleteVersion(
  client: GitHubClient,
  of: Package,
  id: number,
): Promise<'deleted' | 'absent'> {
  const { packages } = client.rest;
  const which = {
    ...common(of),
    package_version_id: id,
    // Twice is like once: what is gone stays gone.
    request: policy({ permission: DELETE, repeat: 'safe' }),
  };
  try {
    const answer = await orAbsent<unknown>(
      of.kind === 'organization'
        ? packages.deletePackageVersionForOrg({ ...which, org: of.owner })
        : packages.deletePackageVersionForUser({ ...which, username: of.owner }),
    );
    return answer === undefined ? 'absent' : 'deleted';
  } catch (thrown) {
    if (
      thrown instanceof GitHubFailure &&
      (thrown.status === 403 || thrown.status === 400) &&
      thrown.code !== 'github/rate-limited'
    )
      throw notDeletable(of, id, thrown);
    throw thrown;
  }
}

const common = ({ name }: Package) => ({ package_type: 'container', package_name: name }) as const;

function versionOf(version: v.InferOutput<typeof Version>, of: Package): PackageVersion {
  const { id, name, created_at, updated_at, metadata } = version;
  const times = [created_at, updated_at].map((time) => Date.parse(time));
  const changed = Math.max(...times);
  if (isDigest(name) && !Number.isNaN(changed))
    return { id, digest: name, tags: metadata?.container?.tags ?? [], changed };
  throw remoteFailure({
    code: 'github/unexpected-answer',
    cause: `The version ${id} of ${shown(of)} is not what a container image has: "${name.slice(0, 100)}".`,
    remedy: 'Report this as a bug in Sealift.',
  });
}

const shown = ({ owner, name }: PackageName): string => `the package ${owner}/${name}`;

const noPackage = (of: PackageName): Failure =>
  configurationFailure({
    code: 'github/no-package',
    cause: `GitHub shows no container package ${of.owner}/${of.name} to this token.`,
    remedy:
      'Check the name; give the job "packages: write", and its repository the role Admin under the package\'s settings, "Manage Actions access".',
  });

const tooMany = (of: PackageName): Failure =>
  remoteFailure({
    code: 'github/too-many-versions',
    cause: `${shown(of)} has more than ${MAX_VERSIONS} versions.`,
    remedy: 'Delete the oldest by hand, or move new images to a package of their own.',
  });

const notDeletable = (of: PackageName, id: number, failure: GitHubFailure): Failure =>
  configurationFailure({
    code: 'github/package-not-deletable',
    cause: `GitHub does not delete version ${id} of ${shown(of)}: "${failure.answer}".`,
    remedy:
      'Give the job "packages: write", and its repository the role Admin under the package\'s settings, "Manage Actions access". GitHub keeps what was downloaded more than 5,000 times from a public package.',
    error: failure,
  });
