import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { thrownBy } from '@sealift/testing/thrown';
import { describe, expect, it } from 'vitest';
import type { RunProgram } from '../src/credential-helper.ts';
import { resolveCredentials } from '../src/credentials.ts';

type Answer = Partial<Awaited<ReturnType<RunProgram>>>;

/** Asks a scripted helper for a registry's login. */
async function ask(registry: string, config: object, answer: Answer | Error, env: object = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-docker-'));
  await writeFile(path.join(folder, 'config.json'), JSON.stringify(config));
  const calls: Parameters<RunProgram>[] = [];
  const run: RunProgram = async (...call) => {
    calls.push(call);
    if (answer instanceof Error) throw answer;
    return { exitCode: 0, stdout: '', timedOut: false, ...answer };
  };
  const sources = { registry, env: { DOCKER_CONFIG: folder, ...env }, run };
  const failure = await thrownBy(() => resolveCredentials(sources)).catch(() => undefined);
  return { calls, failure, login: failure === undefined ? await resolveCredentials(sources) : undefined };
}

const says = (username: string, secret: string): Answer => ({
  stdout: JSON.stringify({ ServerURL: 'x', Username: username, Secret: secret }),
});
const NOT_FOUND: Answer = { exitCode: 1, stdout: 'credentials not found in native keychain\n' };
const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

describe('a credential helper', () => {
  it.each<[string, string, object, string, string]>([
    ['of one registry', ECR, { credHelpers: { [ECR]: 'ecr-login' } }, 'docker-credential-ecr-login', ECR],
    ['of all', 'r.example:5000', { credsStore: 'pass' }, 'docker-credential-pass', 'r.example:5000'],
    [
      'of one before that of all',
      'r.example',
      { credsStore: 'pass', credHelpers: { 'r.example': 'gcloud' } },
      'docker-credential-gcloud',
      'r.example',
    ],
    [
      'of Docker Hub, under the address that docker keeps it',
      'docker.io',
      { credsStore: 'desktop', auths: { 'https://index.docker.io/v1/': {} } },
      'docker-credential-desktop',
      'https://index.docker.io/v1/',
    ],
  ])('%s is asked as docker does', async (_name, registry, config, program, key) => {
    const { calls, login } = await ask(registry, config, says('AWS', 'hunter2'));
    expect(login).toEqual({ username: 'AWS', password: 'hunter2' });
    expect(calls[0]?.slice(0, 2)).toEqual([program, ['get']]);
    expect(calls[0]?.[2].input).toBe(key);
  });

  it('may give an identity token, or nothing', async () => {
    const config = { credHelpers: { 'r.azurecr.io': 'acr-env' } };
    expect((await ask('r.azurecr.io', config, says('<token>', 'x.y'))).login).toEqual({
      username: '<token>',
      identityToken: 'x.y',
    });
    for (const none of [says('', ''), NOT_FOUND]) {
      const { login, failure } = await ask('r.azurecr.io', config, none);
      expect([login, failure]).toEqual([undefined, undefined]);
    }
  });

  it('sees what its cloud needs, and no input of the step', async () => {
    const { calls } = await ask('r.example', { credsStore: 'x' }, says('a', 'b'), {
      AWS_REGION: 'eu-west-1',
      PATH: '/bin',
      INPUT_PASSWORD: 'hunter2',
      ACTIONS_RUNTIME_TOKEN: 'x',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'y',
    });
    expect(calls[0]?.[2].env).toEqual({
      AWS_REGION: 'eu-west-1',
      PATH: '/bin',
      DOCKER_CONFIG: expect.any(String),
    });
  });

  it.each<[string, object, Answer | Error, string]>([
    ['is not there', {}, new Error('there is no such executable file'), 'could not be started'],
    ['hangs', {}, { timedOut: true, exitCode: -1 }, 'gave no answer within 60 seconds'],
    ['fails', {}, { exitCode: 1, stdout: 'hunter2 has expired' }, 'failed with exit code 1'],
    ['says no JSON', {}, { stdout: 'hunter2' }, 'an answer that cannot be read'],
    [
      'says something else',
      {},
      { stdout: '{"Username": 1, "Secret": "hunter2"}' },
      'an answer that cannot be read',
    ],
    ['says too much', {}, { stdout: `"${'hunter2'.repeat(50_000)}"` }, 'an answer that cannot be read'],
    [
      'gives lines as a token',
      {},
      says('<token>', 'x\nhunter2'),
      'identity token with characters that no token has',
    ],
    ['is a path', { credHelpers: { 'r.example': '../evil' } }, says('a', 'hunter2'), 'not allowed'],
  ])('that %s is a failure that repeats nothing of it', async (_name, config, answer, message) => {
    const helper = { credHelpers: { 'r.example': 'broken' }, ...config };
    const { failure } = await ask('r.example', helper, answer);
    expect(failure).toMatchObject({
      code: 'registry/bad-login',
      message: expect.stringContaining(message),
    });
    expect(`${failure}${JSON.stringify(failure)}`).not.toContain('hunter2');
  });

  it('of all registries may be broken where no login was made', async () => {
    const broken = new Error('there is no such executable file');
    const { failure, login } = await ask('r.example', { credsStore: 'desktop' }, broken);
    expect([failure, login]).toEqual([undefined, undefined]);
    const made = { credsStore: 'desktop', auths: { 'r.example': {} } };
    expect((await ask('r.example', made, broken)).failure).toMatchObject({ code: 'registry/bad-login' });
  });
});
