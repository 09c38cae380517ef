/** What an answer must look like where it decides something. */
import { remoteFailure } from '@sealift/core/failure';
import { schemaWords } from '@sealift/core/text/problem-words';
import * as v from 'valibot';
import { GitHubFailure } from './github-failure.ts';

/**
 * The checked fields of an answer; those that the schema does not name are dropped. Octokit's types say what GitHub
 * documents, not what came.
 * @throws Failure `remote`
 */
export function parseAnswer<Schema extends v.GenericSchema>(
  schema: Schema,
  { url, data }: { readonly url: string; readonly data: unknown },
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, data);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const source = url === '' ? 'The API' : url.replace(/\?.*$/s, '');
  throw remoteFailure({
    code: 'github/unexpected-answer',
    cause: `${source} answered in a form that GitHub does not document: ${schemaWords(issue)} at "${v.getDotPath(issue) ?? ''}".`,
    remedy: 'Check that the address is that of a GitHub API and that no proxy changes its answers.',
  });
}

/** The answer, or undefined when GitHub says 404. */
export async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (failure) {
    if (failure instanceof GitHubFailure && failure.status === 404) return undefined;
    throw failure;
  }
}
