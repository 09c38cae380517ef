/** What files of a branch were before: for going back. */
import * as v from 'valibot';
import type { GitHubClient } from '../client/client.ts';
import { type Operation, runOperation } from '../client/operation.ts';
import type { RepositoryName } from '../repository/repository.ts';
import { blobId } from './files.ts';

export type FileVersion = {
  readonly commit: string;
  /** ISO 8601, as the committer's clock had it. */
  readonly date: string;
  readonly text: string;
};

/** Versions of a file that are looked at. */
export const VERSIONS = 30;

/** Files of one question: each is asked for in thirty commits, and GitHub ends a question after ten seconds. */
const FILES_AT_ONCE = 20;

/** For a number of files, each of which appears with the path that it had at every commit that touched it. */
export function historyOperation(files: number): Operation {
  const indexes = Array.from({ length: files }, (_, index) => index);
  return {
    name: 'FileHistory',
    document: `query FileHistory($owner: String!, $repo: String!, $head: GitObjectID!${indexes.map((index) => `, $f${index}: String!`).join('')}) {
  repository(owner: $owner, name: $repo) {
    object(oid: $head) {
      ... on Commit {
        ${indexes
          .map(
            (index) =>
              `h${index}: history(first: ${VERSIONS}, path: $f${index}) { nodes { oid committedDate file(path: $f${index}) { object { ... on Blob { oid text } } } } }`,
          )
          .join('\n        ')}
      }
    }
  }
}`,
  };
}

const Versions = v.object({
  nodes: v.array(
    v.object({
      oid: v.string(),
      committedDate: v.string(),
      file: v.nullable(
        v.object({
          object: v.nullable(v.object({ oid: v.optional(v.string()), text: v.nullish(v.string()) })),
        }),
      ),
    }),
  ),
});
const Answer = v.object({
  repository: v.nullable(v.object({ object: v.nullable(v.record(v.string(), Versions)) })),
});

/**
 * For each file its versions at a commit and before, the newest first; versions whose text GitHub does not give whole
 * are left out.
 */
export async function readFileHistory(
  client: GitHubClient,
  repository: RepositoryName,
  head: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, readonly FileVersion[]>> {
  const found = new Map<string, readonly FileVersion[]>();
  for (let at = 0; at < files.length; at += FILES_AT_ONCE)
    for (const [file, versions] of await readSome(
      client,
      repository,
      head,
      files.slice(at, at + FILES_AT_ONCE),
    ))
      found.set(file, versions);
  return found;
}

async function readSome(
  client: GitHubClient,
  repository: RepositoryName,
  head: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, readonly FileVersion[]>> {
  const { repository: found } = await runOperation(client, historyOperation(files.length), {
    repository,
    variables: {
      owner: repository.owner,
      repo: repository.repo,
      head,
      ...Object.fromEntries(files.map((file, index) => [`f${index}`, file])),
    },
    answer: Answer,
    permission: 'contents: read',
  });
  return new Map(
    files.map((file, index) => [
      file,
      (found?.object?.[`h${index}`]?.nodes ?? []).flatMap(({ oid, committedDate, file: entry }) => {
        const blob = entry?.object;
        return typeof blob?.text === 'string' && blobId(blob.text) === blob.oid
          ? [{ commit: oid, date: committedDate, text: blob.text }]
          : [];
      }),
    ]),
  );
}
