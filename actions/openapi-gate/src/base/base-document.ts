/** The version of the API that clients use, from where the pull request cannot have put it. */
import { configurationFailure } from '@sealift/core/failure';
import { type OpenApiDocument, parseOpenApi } from '@sealift/core/openapi/document';
import { type OpenApiPolicy, parseOpenApiPolicy } from '@sealift/core/openapi/policy';
import { markdownCode } from '@sealift/core/text/sanitize';
import type { GitHubClient } from '@sealift/github/client/client';
import { readBranch } from '@sealift/github/git/refs';
import { readFilesAt } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName, type RepositoryName } from '@sealift/github/repository/repository';
import type { Dependencies } from '../dependencies.ts';
import type { Inputs } from '../inputs.ts';
import { readRelease } from './release.ts';

export type Base = {
  /** undefined: there is nothing to compare with. */
  readonly document: OpenApiDocument | undefined;
  /** For the output `compared-with`. */
  readonly name: string;
  /** Markdown, as a clause. */
  readonly described: string;
};

export type BaseQuestion = {
  readonly inputs: Inputs;
  readonly client: GitHubClient;
  readonly repository: RepositoryName;
};

const FULL_COMMIT = /^[0-9a-f]{40}$/;

/** @throws Failure `openapi/no-base`, `openapi/unverified`, and those of GitHub, the registry and cosign */
export async function readBase(question: BaseQuestion, dependencies: Dependencies): Promise<Base> {
  const { inputs } = question;
  const { base, snapshot } = inputs;
  if (base.kind === 'none') return { document: undefined, name: '', described: '' };
  if (base.kind === 'ref') return fromCommit(question, await commitOf(question, base.ref), base.ref);
  const released = await (dependencies.readRelease ?? readRelease)(base, inputs, dependencies);
  if (!('document' in released)) return fromCommit(question, released.commit, released.reference);
  return {
    document: parseOpenApi(
      JSON.stringify(released.document),
      `The document attested on ${released.reference}`,
    ),
    name: `attestation ${released.digest}`,
    described: `the document attested on ${markdownCode(released.reference)} (${markdownCode(snapshot)})`,
  };
}

async function fromCommit(
  { inputs: { snapshot }, client, repository }: BaseQuestion,
  commit: string,
  wanted: string,
): Promise<Base> {
  const head = await readFilesAt(client, repository, commit, [snapshot]);
  if (head === undefined) throw noBase(repository, wanted);
  const text = head.files.get(snapshot)?.text;
  return {
    document: text === undefined ? undefined : parseOpenApi(text, `${snapshot} at ${commit.slice(0, 7)}`),
    name: `commit ${commit}`,
    described: `${markdownCode(snapshot)} at ${markdownCode(commit.slice(0, 7))}${wanted === commit ? '' : ` (${markdownCode(wanted)})`}`,
  };
}

async function commitOf({ client, repository }: BaseQuestion, ref: string): Promise<string> {
  if (FULL_COMMIT.test(ref)) return ref;
  const commit = await readBranch(client, repository, ref.replace(/^refs\/heads\//, ''));
  if (commit !== undefined) return commit;
  throw noBase(repository, ref);
}

const noBase = (repository: RepositoryName, ref: string) =>
  configurationFailure({
    code: 'openapi/no-base',
    cause: `${formatRepositoryName(repository)} has no branch or commit "${ref}".`,
    remedy: 'Give the branch that the pull request is for, or a full commit, as "base-ref".',
  });

/**
 * What was reviewed before: the file at the base of the pull request.
 * @throws Failure `config/malformed`, and those of GitHub
 */
export async function readPolicy(question: BaseQuestion): Promise<OpenApiPolicy> {
  const { inputs, client, repository } = question;
  if (inputs.baseRef === undefined) return {};
  const commit = await commitOf(question, inputs.baseRef);
  const head = await readFilesAt(client, repository, commit, [inputs.policy]);
  const text = head?.files.get(inputs.policy)?.text;
  return text === undefined ? {} : parseOpenApiPolicy(text, inputs.policy);
}
