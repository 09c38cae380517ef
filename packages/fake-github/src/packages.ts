/** What the container registry holds, as GitHub's packages API shows it. The registry itself is somebody else's. */
import { configurationFailure } from '@sealift/core/failure';
import { stableId } from './identity.ts';

export type StoredVersion = {
  readonly id: number;
  /** `sha256:…` */
  readonly digest: string;
  tags: readonly string[];
  readonly createdAt: number;
  updatedAt: number;
};

export type VersionOptions = Pick<StoredVersion, 'digest' | 'tags'> & {
  /** Milliseconds; now when absent. */
  readonly createdAt?: number;
};

export type Packages = {
  /** Newest first; undefined when there is no such package. */
  versions(fullName: string): readonly StoredVersion[] | undefined;
  /** A push: a new version, or other tags on one that is there. A tag is of one version. */
  publish(fullName: string, version: VersionOptions): void;
  delete(fullName: string, id: number): boolean;
  /** Links a package to a repository, `owner/name`, as the push of a job does by itself. */
  link(fullName: string, repository: string): void;
  linked(fullName: string): string | undefined;
};

/** @param deleted told of what is deleted, for a registry that is to forget it too */
export function createPackages(
  now: () => number,
  deleted: (fullName: string, digest: string) => void,
): Packages {
  const all = new Map<string, Map<string, StoredVersion>>();
  const links = new Map<string, string>();
  const of = (fullName: string) => all.get(fullName.toLowerCase());
  return {
    versions: (fullName) => {
      const found = of(fullName);
      return found && [...found.values()].toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id);
    },
    publish(fullName, { digest, tags, createdAt = now() }) {
      if (!/^[^/]+\/.+$/.test(fullName))
        throw configurationFailure({
          code: 'fake-github/bad-package',
          cause: `"${fullName}" is not the name of a package.`,
          remedy: 'Write it as owner/name.',
        });
      const held = of(fullName) ?? new Map<string, StoredVersion>();
      all.set(fullName.toLowerCase(), held);
      for (const other of held.values()) other.tags = other.tags.filter((tag) => !tags.includes(tag));
      const present = held.get(digest);
      if (present === undefined)
        held.set(digest, {
          id: stableId('package version', `${fullName}@${digest}`),
          digest,
          tags,
          createdAt,
          updatedAt: createdAt,
        });
      else {
        present.tags = [...new Set([...present.tags, ...tags])];
        present.updatedAt = createdAt;
      }
    },
    link: (fullName, repository) => void links.set(fullName.toLowerCase(), repository),
    linked: (fullName) => links.get(fullName.toLowerCase()),
    delete(fullName, id) {
      const held = of(fullName);
      const found = [...(held?.values() ?? [])].find((version) => version.id === id);
      if (held === undefined || found === undefined) return false;
      held.delete(found.digest);
      deleted(fullName.toLowerCase(), found.digest);
      return true;
    },
  };
}
