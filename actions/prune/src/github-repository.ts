/** GitHub's container registry: its packages API lists everything, with times, and deletes. */
import { mapBounded } from '@sealift/core/bounded';
import type { Digest } from '@sealift/core/image/digest';
import type { GitHubClient } from '@sealift/github/client/client';
import {
  deleteVersion,
  listPackage,
  type Package,
  type PackageName,
  readVersion,
} from '@sealift/github/packages/versions';
import { type DocumentReader, type Repository, sameTags, versionsOf } from './repository.ts';

const PARALLEL = 8;
/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api: 80 such requests a minute */
const PAUSE = 800;

export function createGitHubRepository(
  client: GitHubClient,
  name: PackageName,
  read: DocumentReader,
): Repository {
  const ids = new Map<Digest, number>();
  let found: Package | undefined;
  return {
    pause: PAUSE,
    async versions() {
      const listed = await listPackage(client, name);
      found = listed.found;
      const all = await mapBounded(listed.versions, PARALLEL, async ({ id, digest, tags, changed }) => {
        ids.set(digest, id);
        const document = await read(digest);
        // Gone since the list was made.
        return document === undefined ? [] : [{ document, tags, pushed: changed }];
      });
      return versionsOf(all.flat());
    },
    async remove({ digest, tags }) {
      const id = ids.get(digest);
      if (found === undefined || id === undefined) return 'absent';
      const now = await readVersion(client, found, id);
      if (now === undefined) return 'absent';
      if (now.digest !== digest || !sameTags(now.tags, tags)) return 'changed';
      return deleteVersion(client, found, id);
    },
  };
}
