/** What a deployment is made of, as far as it can be said without starting it. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { KubernetesObject } from '@sealift/cluster/client/object';
import type { CustomResourceDefinition } from '@sealift/engines/custom-resources/definition';
import { describe, expect, it, vi } from 'vitest';
import { allowArgoCd, pullConfig, writePullConfig } from '../../src/deploy/credentials.ts';
import { behaviourOf, isNeeded, secretsFor } from '../../src/deploy/deployment.ts';

const definition = (name: string) => ({ metadata: { name } }) as CustomResourceDefinition;

it.each([
  ['applications.argoproj.io', true],
  ['appprojects.argoproj.io', true],
  ['rollouts.argoproj.io', true],
  ['analysisruns.argoproj.io', true],
  ['imagevalidatingpolicies.policies.kyverno.io', true],
  ['externalsecrets.external-secrets.io', true],
  ['servicemonitors.monitoring.coreos.com', true],
  ['applicationsets.argoproj.io', false],
  ['clustersecretstores.external-secrets.io', false],
  ['prometheuses.monitoring.coreos.com', false],
])('of the custom resources %s: %s', (name, needed) => {
  expect(isNeeded(definition(name))).toBe(needed);
});

describe('pods of a pretended node', () => {
  it('behave as the code of the release would', () => {
    expect(behaviourOf(undefined)).toEqual({});
    expect(behaviourOf({ kind: 'error', share: 5 })).toEqual({ errors: 0.2 });
    expect(behaviourOf({ kind: 'slow', share: 4 })).toEqual({ slowShare: 0.25, slowSeconds: 0.9 });
  });
});

describe('what the secret store knows', () => {
  const key = 'shop/prod/api/DATABASE_URL';
  it('is the database as pods of a real node reach it', () => {
    const database = { url: (host: string, port: number) => `postgresql+psycopg://x@${host}:${port}/y` };
    expect(secretsFor({ kind: 'real', node: { gateway: '10.244.0.1' }, database })).toEqual({
      [key]: 'postgresql+psycopg://x@10.244.0.1:5432/y',
    });
  });
  it('is nothing that leads anywhere on a pretended one', () => {
    expect(secretsFor({ kind: 'pretended' })).toEqual({ [key]: 'pretended' });
  });
});

describe('credentials', () => {
  const github = () => ({ createUserToken: vi.fn(() => 'ghs_x') });

  it('let a node pull the packages of the app repository, and nothing more', async () => {
    const given = github();
    const config = pullConfig(given, 'node', 'acme/shop');
    expect(given.createUserToken.mock.calls).toEqual([
      [{ login: 'node', repositories: ['acme/shop'], permissions: { packages: 'read' } }],
    ]);
    expect(JSON.parse(config)).toEqual({
      auths: { 'ghcr.io': { auth: Buffer.from('node:ghs_x').toString('base64') } },
    });
    const folder = await mkdtemp(path.join(tmpdir(), 'pull-'));
    try {
      const written = await writePullConfig(path.join(folder, 'docker'), config);
      expect(await readFile(path.join(written, 'config.json'), 'utf8')).toBe(config);
      expect((await stat(path.join(written, 'config.json'))).mode & 0o777).toBe(0o600);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('let Argo CD read the ops repository, and nothing more', async () => {
    const given = github();
    const applied: KubernetesObject[] = [];
    const client = { apply: async (object: KubernetesObject) => void applied.push(object) };
    await allowArgoCd(client as never, given, { fullName: 'acme/ops' });
    expect(given.createUserToken.mock.calls).toEqual([
      [{ login: 'argo-cd', repositories: ['acme/ops'], permissions: { contents: 'read' } }],
    ]);
    expect(applied).toEqual([
      expect.objectContaining({
        kind: 'Secret',
        metadata: {
          name: 'ops-repository',
          namespace: 'argocd',
          labels: { 'argocd.argoproj.io/secret-type': 'repository' },
        },
        stringData: {
          ...{ type: 'git', url: 'https://github.com/acme/ops.git' },
          ...{ username: 'x-access-token', password: 'ghs_x' },
        },
      }),
    ]);
  });
});
