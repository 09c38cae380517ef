/** Lightweight tags, moved by compare-and-swap like branches. */
import * as v from 'valibot';
import { orAbsent, parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { policy } from '../client/policy.ts';
import { moveRef, type RefResult } from '../git/refs.ts';
import type { RepositoryName } from '../repository/repository.ts';

const Ref = v.object({ ref: v.string(), object: v.object({ sha: v.string(), type: v.string() }) });

export type Tag = {
  readonly name: string;
  /** Of what it points to: a commit, or the tag object of an annotated tag. */
  readonly id: string;
  readonly annotated: boolean;
};

const fromRef = ({ ref, object }: v.InferOutput<typeof Ref>): Tag => ({
  name: ref.slice('refs/tags/'.length),
  id: object.sha,
  annotated: object.type === 'tag',
});

/** All tags whose names begin like this. @throws Failure `github/…` */
export async function listTags(
  client: GitHubClient,
  repository: RepositoryName,
  prefix: string,
): Promise<readonly Tag[]> {
  const refs = await client.paginate(client.rest.git.listMatchingRefs, {
    ...repository,
    ref: `tags/${prefix}`,
    request: policy({ permission: 'contents: read' }),
  });
  return parseAnswer(v.array(Ref), { url: 'matching-refs', data: refs }).map(fromRef);
}

export async function readTag(
  client: GitHubClient,
  repository: RepositoryName,
  name: string,
): Promise<Tag | undefined> {
  const request = policy({ permission: 'contents: read' });
  const answer = await orAbsent(client.rest.git.getRef({ ...repository, ref: `tags/${name}`, request }));
  return answer === undefined ? undefined : fromRef(parseAnswer(Ref, answer));
}

/**
 * Puts a tag on a commit if it still is where it was seen.
 * @param id node id of the repository
 * @param from undefined: there was none
 * @throws Failure `github/…` for everything but a lost comparison
 */
export const moveTag = (
  client: GitHubClient,
  repository: RepositoryName,
  id: string,
  { name, from, to }: { readonly name: string; readonly from: string | undefined; readonly to: string },
): Promise<RefResult> =>
  moveRef(
    client,
    repository,
    id,
    { ref: `refs/tags/${name}`, from, to, force: true },
    async () => (await readTag(client, repository, name))?.id,
  );
