/** What the parts of a deployment read with: a token for each, of one repository, for one thing. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from '@sealift/cluster/client/client';
import type { KubernetesObject } from '@sealift/cluster/client/object';
import type { GitHub } from '@sealift/fake-github/github';
import type { Repository } from '@sealift/fake-github/state';

type Tokens = Pick<GitHub, 'createUserToken'>;

/**
 * What an image of the app repository is pulled with.
 * @returns content of a Docker config.json
 */
export function pullConfig(github: Tokens, login: string, repository: string): string {
  const token = github.createUserToken({
    ...{ login, repositories: [repository] },
    permissions: { packages: 'read' },
  });
  const auth = Buffer.from(`${login}:${token}`).toString('base64');
  return JSON.stringify({ auths: { 'ghcr.io': { auth } } });
}

/** @returns the folder, with a config.json that nobody else reads */
export async function writePullConfig(folder: string, config: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'config.json'), config, { mode: 0o600 });
  return folder;
}

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories */
export async function allowArgoCd(
  client: Pick<Client, 'apply'>,
  github: Tokens,
  { fullName }: Pick<Repository, 'fullName'>,
): Promise<void> {
  const password = github.createUserToken({
    login: 'argo-cd',
    repositories: [fullName],
    permissions: { contents: 'read' },
  });
  const url = `https://github.com/${fullName}.git`;
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'ops-repository',
      namespace: 'argocd',
      labels: { 'argocd.argoproj.io/secret-type': 'repository' },
    },
    stringData: { type: 'git', url, username: 'x-access-token', password },
  };
  await client.apply(secret as KubernetesObject);
}
