/** Images of somebody who may push, and what is asked of cosign to sign them. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createImpostors, type Signer } from '../../src/deploy/impostors.ts';

const DIGEST = `sha256:${'b'.repeat(64)}`;
const RELEASED = `ghcr.io/acme/shop/api@sha256:${'a'.repeat(64)}`;
const SIGNER: Signer = {
  repository: 'stranger/shop',
  ref: 'refs/heads/main',
  sha: 'c'.repeat(40),
  identity: 'https://github.com/sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
};

type Call = {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Of the file that `--identity-token` names, and of that of `--predicate`, when it was called. */
  readonly token: string | undefined;
  readonly tokenMode: number | undefined;
  readonly predicate: unknown;
};

let dir: string;
let calls: Call[];
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'impostors-'));
  calls = [];
});
afterEach(() => rm(dir, { recursive: true }));

const fileOf = (args: readonly string[], flag: string) =>
  args.find((arg) => arg.startsWith(`--${flag}=`))?.slice(flag.length + 3);

/** A sandbox whose programs say what `answer` gives them. */
function sandbox(answer: (program: string, args: readonly string[]) => { exitCode: number; text: string }) {
  const createUserToken = vi.fn(() => 'ghs_push');
  const startJob = vi.fn(() => ({ idTokenRequest: { url: 'https://token.example', token: 'request' } }));
  const startRun = vi.fn(async () => ({ startJob }));
  const exec = async (
    file: string,
    args: readonly string[],
    { env }: { env: Readonly<Record<string, string>> },
  ) => {
    const program = file === process.execPath ? 'node' : path.basename(file);
    const [token, predicate] = [fileOf(args, 'identity-token'), fileOf(args, 'predicate')];
    calls.push({
      ...{ program, args, env },
      token: token === undefined ? undefined : await readFile(token, 'utf8'),
      tokenMode: token === undefined ? undefined : (await stat(token)).mode & 0o777,
      predicate: predicate === undefined ? undefined : JSON.parse(await readFile(predicate, 'utf8')),
    });
    const { exitCode, text } = answer(program, args);
    return {
      exitCode,
      stdout: exitCode === 0 ? text : '',
      stderr: exitCode === 0 ? '' : text,
      timedOut: false,
    };
  };
  const made = {
    ...{ dir, exec, env: { HTTPS_PROXY: 'http://127.0.0.1:1' }, path: '/bin' },
    github: { createUserToken, startRun },
    engines: { paths: { cosign: '/engines/cosign' } },
  } as unknown as Sandbox;
  return { made, createUserToken, startRun, startJob };
}

const good = (program: string, args: readonly string[]) => ({
  exitCode: 0,
  text: program === 'node' ? 'header.claims.signature' : args[0] === 'digest' ? `${DIGEST}\n` : '',
});
const options = { crane: '/engines/crane', released: RELEASED, repository: 'acme/shop' };

it('pushes the released image with another label, as somebody who may push to that repository', async () => {
  const { made, createUserToken } = sandbox(good);
  const impostors = await createImpostors(made, options);
  expect(await impostors.push('unsigned')).toBe(`ghcr.io/acme/shop/api@${DIGEST}`);
  expect(createUserToken.mock.calls).toEqual([
    [{ login: 'impostor', repositories: ['acme/shop'], permissions: { packages: 'write' } }],
  ]);
  expect(calls.map(({ program, args }) => [program, args[0]])).toEqual([
    ['crane', 'mutate'],
    ['crane', 'digest'],
  ]);
  expect(calls[0]?.args).toEqual(
    expect.arrayContaining([RELEASED, 'rehearsal=unsigned', 'ghcr.io/acme/shop/api:unsigned']),
  );
});

it('signs with the identity of the signer, and a record that is honest about where it is from', async () => {
  const { made, startRun, startJob } = sandbox(good);
  const impostors = await createImpostors(made, options);
  await impostors.sign(`ghcr.io/acme/shop/api@${DIGEST}`, 'api', SIGNER);
  const cosign = calls.filter(({ program }) => program === 'cosign');
  expect(cosign.map(({ args }) => args[0])).toEqual(['sign', 'attest']);
  expect(cosign.map(({ token, tokenMode }) => [token, tokenMode])).toEqual([
    ['header.claims.signature', 0o600],
    ['header.claims.signature', 0o600],
  ]);
  expect(cosign[1]?.predicate).toEqual({
    app: 'api',
    source: { repository: 'stranger/shop', ref: 'refs/heads/main' },
    platforms: [{ scan: { verdict: 'pass' } }],
  });
  expect(startRun).toHaveBeenCalledWith(
    expect.objectContaining({
      repository: 'stranger/shop',
      workflowRef: 'stranger/shop/.github/workflows/release.yml@refs/heads/main',
    }),
  );
  expect(startJob).toHaveBeenCalledWith(
    'sign',
    expect.objectContaining({
      permissions: { 'id-token': 'write' },
      workflow: expect.objectContaining({
        ref: 'sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
      }),
    }),
  );
});

it('has no secret in any command line', async () => {
  const { made } = sandbox(good);
  const impostors = await createImpostors(made, options);
  await impostors.sign(await impostors.push('stranger'), 'api', SIGNER);
  const said = calls.flatMap(({ args }) => args).join(' ');
  for (const secret of [
    'ghs_push',
    'header.claims.signature',
    Buffer.from('impostor:ghs_push').toString('base64'),
  ])
    expect(said).not.toContain(secret);
  // And what is asked with comes by the environment of that one process.
  expect(calls.filter(({ env }) => env['TOKEN'] === 'request').map(({ program }) => program)).toEqual([
    'node',
    'node',
  ]);
});

it('says what a program said that failed', async () => {
  const { made } = sandbox(() => ({ exitCode: 1, text: 'denied: not yours' }));
  const impostors = await createImpostors(made, options);
  await expect(impostors.push('unsigned')).rejects.toMatchObject({
    code: 'rehearsal/no-impostor',
    message: expect.stringContaining('"crane mutate" failed: denied: not yours'),
  });
});
