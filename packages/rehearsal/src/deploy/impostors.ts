/** Images that the pipeline has not released, made as somebody would who may push to the registry. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
import { RELEASE_RECORD_TYPE } from '@sealift/core/release/record';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import { SEALIFT_COMMIT } from '../sealift.ts';

export type Signer = {
  /** owner/name of a repository in the stand-in. */
  readonly repository: string;
  readonly ref: string;
  readonly sha: string;
  /** Certificate identity of the workflow that it calls. */
  readonly identity: string;
};

export type Impostors = {
  /** A further image in the place of the app's: the released one with another label. @returns registry/repository@digest */
  push(label: string): Promise<string>;
  /** Signature and release record, as a run of the signer's repository would make them. */
  sign(image: string, app: string, signer: Signer): Promise<void>;
};

export type ImpostorsOptions = {
  readonly crane: string;
  /** registry/repository@digest of a released image. */
  readonly released: string;
  /** owner/name of the app repository, whose packages are pushed to. */
  readonly repository: string;
};

/** Milliseconds. */
const TIMEOUT = 120_000;

export async function createImpostors(sandbox: Sandbox, options: ImpostorsOptions): Promise<Impostors> {
  const home = await mkdtemp(path.join(sandbox.dir, 'impostors-'));
  const token = sandbox.github.createUserToken({
    login: 'impostor',
    repositories: [options.repository],
    permissions: { packages: 'write' },
  });
  const auth = Buffer.from(`impostor:${token}`).toString('base64');
  await writeFile(path.join(home, 'config.json'), JSON.stringify({ auths: { 'ghcr.io': { auth } } }), {
    mode: 0o600,
  });
  const env = { ...sandbox.env, PATH: sandbox.path, HOME: home, DOCKER_CONFIG: home };
  const run = async (file: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    const result = await sandbox.exec(file, args, { env: { ...env, ...more }, timeout: TIMEOUT });
    if (result.exitCode === 0) return result.stdout.trim();
    throw remoteFailure({
      code: 'rehearsal/no-impostor',
      cause: `The command "${path.basename(file)} ${args[0]}" failed: ${result.stderr.trim().slice(-500)}.`,
      remedy: 'Keep the working folder (--keep) and read the logs of the sandbox.',
    });
  };
  const [place = ''] = options.released.split('@');
  return {
    push: async (label) => {
      const args = ['mutate', options.released, '--platform', 'linux/amd64', '--label', `rehearsal=${label}`];
      return run(options.crane, [...args, '--tag', `${place}:${label}`]).then(
        async () => `${place}@${await run(options.crane, ['digest', `${place}:${label}`])}`,
      );
    },
    sign: async (image, app, signer) => {
      const folder = await mkdtemp(path.join(home, 'sign-'));
      const file = (name: string) => path.join(folder, name);
      await writeFile(file('record.json'), JSON.stringify(recordOf(app, signer)));
      for (const args of [
        ['sign', '--yes', `--identity-token=${file('token')}`, image],
        [
          ...['attest', '--yes', `--identity-token=${file('token')}`, `--type=${RELEASE_RECORD_TYPE}`],
          ...[`--predicate=${file('record.json')}`, image],
        ],
      ]) {
        await writeFile(file('token'), await identityToken(sandbox, signer, run), { mode: 0o600 });
        await run(sandbox.engines.paths.cosign, args);
      }
    },
  };
}

/** Honest about where it is from: the identity of the workflow alone does not say that. */
const recordOf = (app: string, { repository, ref }: Signer) => ({
  app,
  source: { repository, ref },
  platforms: [{ scan: { verdict: 'pass' } }],
});

/** What GitHub's instance gives a job of that repository which calls the reusable workflow. */
async function identityToken(
  { github }: Sandbox,
  { repository, ref, sha, identity }: Signer,
  run: (file: string, args: readonly string[], env: Readonly<Record<string, string>>) => Promise<string>,
): Promise<string> {
  const workflow = identity.replace('https://github.com/', '');
  const started = await github.startRun({
    ...{ repository, event: 'push', ref, sha, actor: 'stranger' },
    workflowRef: `${repository}/.github/workflows/release.yml@${ref}`,
    jobs: {},
  });
  const { idTokenRequest } = started.startJob('sign', {
    permissions: { 'id-token': 'write' },
    workflow: { ref: workflow, sha: SEALIFT_COMMIT },
  });
  const { url = '', token = '' } = idTokenRequest ?? {};
  const script =
    'const { URL_, TOKEN } = process.env;' +
    'fetch(`${URL_}&audience=sigstore`, { headers: { authorization: `Bearer ${TOKEN}` } })' +
    '.then((r) => r.json()).then(({ value }) => process.stdout.write(value));';
  return run(process.execPath, ['-e', script], { URL_: url, TOKEN: token });
}
