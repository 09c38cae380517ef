/** Where a failure is explained: the entry of its code in docs/troubleshooting.md, at the version that runs. */
import { anchorOf, type FailureCode } from '@sealift/core/failure';

/** For an action that is used from a checkout (`uses: ./`), where the runner names no repository. */
const HOME = { server: 'https://github.com', repository: 'sealift/sealift', ref: 'main' } as const;

const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}\/[A-Za-z0-9._-]{1,100}$/;
/** A commit, or a name that git takes for a branch or tag and that means nothing more in an address. */
const REF = /^(?!.*(?:\.\.|\/\/))[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;

/**
 * The address of a code's entry.
 * @param env GITHUB_ACTION_REPOSITORY and GITHUB_ACTION_REF say which version of the action runs. A copy under another
 * name has its pages on its own server, GITHUB_SERVER_URL. Anything that is not what a runner sets leads to the project.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function troubleshootingUrl(
  code: FailureCode,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const { server, repository, ref } = versionThatRuns(env);
  return `${server}/${repository}/blob/${ref}/docs/troubleshooting.md#${anchorOf(code)}`;
}

type Version = { readonly server: string; readonly repository: string; readonly ref: string };

function versionThatRuns(env: Readonly<Record<string, string | undefined>>): Version {
  const repository = env['GITHUB_ACTION_REPOSITORY'] ?? '';
  const ref = env['GITHUB_ACTION_REF'] ?? '';
  if (!REPOSITORY.test(repository) || !REF.test(ref)) return HOME;
  if (repository.toLowerCase() === HOME.repository) return { ...HOME, ref };
  const server = URL.parse(env['GITHUB_SERVER_URL'] ?? HOME.server);
  return server?.protocol === 'https:' ? { server: server.origin, repository, ref } : HOME;
}
