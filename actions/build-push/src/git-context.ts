/** Where a build takes its files from: a folder, or a Git repository that BuildKit fetches. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type GitHubContext, requireContext } from '@sealift/action-kit/github-context';
import { configurationFailure } from '@sealift/core/failure';
import type { Inputs } from './inputs.ts';
import type { SecretValue } from './secrets.ts';

export type Place = {
  /** A folder as it was given, or a URL. */
  readonly context: string;
  /** `name=place` */
  readonly buildContexts: readonly string[];
  /** What lets BuildKit read the run's own repository, when one of them is in it. */
  readonly gitSecrets: readonly SecretValue[];
};

/** https://docs.docker.com/build/concepts/context/#remote-context */
export const isFetched = (context: string): boolean =>
  /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i.test(context);

const PLACEHOLDER = /\{\{\{?\s*([^{}]*?)\s*\}?\}\}/g;

/**
 * Fills in `{{defaultContext}}`. Without a context it is the workspace where something is checked out, and the commit
 * itself where nothing is: what earlier steps wrote is not left out, and a job without a checkout builds all the same.
 * @throws Failure `build-push/bad-input`, `action/context`
 */
export async function findPlace(
  inputs: Pick<
    Inputs,
    'context' | 'file' | 'buildContexts' | 'gitToken' | 'secrets' | 'secretVariables' | 'secretFiles'
  >,
  workspace: string,
  github: GitHubContext,
): Promise<Place> {
  const fill = (name: string, text: string) =>
    text.replace(PLACEHOLDER, (_, word: string) => {
      if (word === 'defaultContext') return defaultContext(github);
      throw configurationFailure({
        code: 'build-push/bad-input',
        cause: `The input "${name}" has the placeholder "{{${word}}}".`,
        remedy: 'Use {{defaultContext}}, which stands for the commit of this run as a Git context.',
      });
    });
  const context =
    inputs.context === undefined
      ? (await isCheckedOut(workspace, inputs.file))
        ? '.'
        : defaultContext(github)
      : fill('context', inputs.context);
  const buildContexts = inputs.buildContexts.map((pair) => fill('build-contexts', pair));
  const places = [context, ...buildContexts.map((pair) => pair.slice(pair.indexOf('=') + 1))];
  return { context, buildContexts, gitSecrets: gitSecrets(places, inputs, github) };
}

/** The commit of the run, as BuildKit fetches it. https://docs.docker.com/build/concepts/context/#git-repositories */
function defaultContext(github: GitHubContext): string {
  const { owner, repo } = requireContext(github, 'repository');
  return `${github.serverUrl}/${owner}/${repo}.git#${requireContext(github, 'sha')}`;
}

async function isCheckedOut(workspace: string, file: string | undefined): Promise<boolean> {
  const candidates = ['.git', file ?? 'Dockerfile'].map((name) => stat(path.resolve(workspace, name)));
  return (await Promise.allSettled(candidates)).some(({ status }) => status === 'fulfilled');
}

/** The token goes to the host of this server alone, and only for the commit of this run. */
function gitSecrets(
  places: readonly string[],
  { gitToken, secrets, secretVariables, secretFiles }: Parameters<typeof findPlace>[0],
  github: GitHubContext,
): readonly SecretValue[] {
  if (gitToken === undefined || github.repository === undefined || github.sha === undefined) return [];
  const own = defaultContext(github);
  const given = [...secrets, ...secretVariables, ...secretFiles].some(
    ({ id }) => id === 'GIT_AUTH_TOKEN' || id.startsWith('GIT_AUTH_TOKEN.'),
  );
  if (given || !places.some((place) => place === own || place.startsWith(`${own}:`))) return [];
  return [{ id: `GIT_AUTH_TOKEN.${new URL(github.serverUrl).host}`, value: gitToken }];
}
