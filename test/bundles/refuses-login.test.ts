/** A login that cannot be looked up: in every action that logs in, whatever it does meanwhile. */

import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Given, JOB_TOKEN, type Place, runBundle } from './bundle.ts';
import { layoutIn } from './layouts.ts';
import { expectNoSecret, expectNoStack } from './refusal.ts';
import { DIGEST, ONE_APP } from './samples.ts';

const REGISTRY = 'registry.example';
const IMAGE = `${REGISTRY}/acme/api`;
const AT = `${IMAGE}@${DIGEST}`;
const SECRET = 'hunter2-swordfish';

/** GitHub's service for OIDC tokens, for the job that signs. */
const claims = {
  iss: 'https://token.actions.githubusercontent.com',
  job_workflow_ref: 'acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
  job_workflow_sha: 'b'.repeat(40),
  workflow_ref: 'Acme/Shop/.github/workflows/release.yml@refs/heads/main',
  repository: 'Acme/Shop',
  repository_visibility: 'public',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  repository_id: '1001',
  repository_owner_id: '2002',
  event_name: 'push',
  runner_environment: 'github-hosted',
  run_id: '4711',
  run_attempt: '1',
};
const token = ['{}', JSON.stringify(claims), 'x']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');
const service = createServer((_, response) => response.end(JSON.stringify({ value: token })));
let oidc: Readonly<Record<string, string>>;
beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  oidc = {
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(service.address() as AddressInfo).port}/?x=1`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer-of-the-job',
  };
});
afterAll(() => {
  service.closeAllConnections();
  service.close();
});

const trust = {
  'certificate-identity': 'https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
  'source-repository': 'acme/shop',
  'source-ref': 'refs/heads/main',
};
const ACTIONS: readonly (readonly [action: string, given: Given])[] = [
  [
    'build-push',
    {
      inputs: { file: 'apps/api/Dockerfile', push: 'true', tags: `${IMAGE}:1`, secrets: `npm=${SECRET}` },
      files: ONE_APP,
    },
  ],
  ['publish', { inputs: { image: IMAGE, layout: 'layout' }, prepare: layoutIn() }],
  ['publish', { inputs: { image: AT, tags: 'main' } }],
  ['scan', { inputs: { 'image-ref': AT } }],
  ['sbom', { inputs: { 'image-ref': AT } }],
  ['sign', { inputs: { image: AT, evidence: 'evidence', app: 'api', 'deploy-tag': 'main' } }],
  ['verify', { inputs: { image: AT, ...trust } }],
  [
    'bump',
    { inputs: { repository: 'acme/ops', images: `api=${IMAGE}:1@${DIGEST}`, token: SECRET, ...trust } },
  ],
];

const config = (text: unknown) => async (folder: string) => {
  await writeFile(path.join(folder, 'config.json'), typeof text === 'string' ? text : JSON.stringify(text));
};
const LOGINS: readonly (readonly [
  what: string,
  make: (folder: string) => Promise<unknown>,
  cause: string,
])[] = [
  [
    'a credential helper',
    config({ credHelpers: { [REGISTRY]: 'ecr-login' } }),
    '"docker-credential-ecr-login", which Docker\'s configuration names for registry.example, could not be started',
  ],
  [
    'a credential store',
    config({ auths: { [REGISTRY]: {} }, credsStore: 'desktop' }),
    '"docker-credential-desktop", which Docker\'s configuration names for registry.example, could not be started',
  ],
  [
    'a number as login',
    config({ auths: { [REGISTRY]: { auth: 1 } } }),
    'is malformed: "auths" has the wrong type',
  ],
  [
    'an identity token of two lines',
    config({ auths: { [REGISTRY]: { identitytoken: `x\n${SECRET}` } } }),
    'is an identity token with characters that no token has',
  ],
  [
    'a login without password',
    config({ auths: { [REGISTRY]: { auth: Buffer.from(`${SECRET}:`).toString('base64') } } }),
    'is not a base64 "user:password"',
  ],
  ['no JSON', config(`{"auths": ${SECRET}`), 'is malformed: it is not JSON'],
  [
    'a folder as config.json',
    (folder) => mkdir(path.join(folder, 'config.json')),
    'cannot be read: it is no file',
  ],
];

describe.each(ACTIONS.map(([action, given]) => ({ action, given })))(
  '$action $given.inputs',
  ({ action, given }) => {
    it.each(LOGINS.map(([what, make, cause]) => ({ what, make, cause })))(
      '$what',
      async ({ make, cause }) => {
        const run = await runBundle(action, {
          ...given,
          env: { ...given.env, ...(action === 'sign' ? oidc : {}) },
          prepare: async (place: Place) => {
            await given.prepare?.(place);
            const folder = path.join(place.home, '.docker');
            await mkdir(folder);
            await make(folder);
            await chmod(folder, 0o700);
          },
        });
        expect(run.annotations, run.stdout + run.stderr).toMatchObject([
          {
            name: 'error',
            properties: { title: 'Configuration error' },
            message: expect.stringContaining(cause) as string,
          },
        ]);
        expect(run.annotations[0]?.message).toMatch(/ (?:Give|Log in again|Make it)/);
        expect(run.exitCode).toBe(1);
        expect(run.outputs).toEqual({});
        expect(run.requests).toEqual([]);
        expect(run.left, 'files left').toEqual({});
        expectNoStack(run);
        expectNoSecret(run, [JOB_TOKEN, SECRET]);
      },
    );
  },
);
