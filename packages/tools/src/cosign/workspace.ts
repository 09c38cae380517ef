/** A private folder for cosign: registry logins, tokens, its own cache. Nothing in it outlives the work. */

import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Credentials } from '@sealift/registry/login';
import { writeLogins } from '../docker-config.ts';
import { childEnvironment } from '../exec.ts';
import { rareGarbageCollection } from '../garbage-collection.ts';
import { withTemporaryFolder } from '../temporary-folder.ts';

export type Workspace = {
  /** The whole environment of a cosign process. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes a 0600 file that `discard` removes. */
  secretFile(name: string, content: string | Uint8Array): Promise<string>;
  /** A path in the folder for cosign to write to. */
  file(name: string): string;
  discard(file: string): Promise<void>;
};

/**
 * What cosign may read of our environment beside the usual: where the trust root is. SIGSTORE_ID_TOKEN is not among
 * them, nor is anything with which cosign would look for an identity by itself.
 */
const PASSED_ON = [
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'TUF_ROOT',
  'TUF_MIRROR',
  'TUF_ROOT_JSON',
  'SIGSTORE_ROOT_FILE',
  'SIGSTORE_NO_CACHE',
  'SIGSTORE_CT_LOG_PUBLIC_KEY_FILE',
  'SIGSTORE_REKOR_PUBLIC_KEY',
  'SIGSTORE_TSA_CERTIFICATE_FILE',
] as const;

/** Runs `work` with a workspace that is removed afterwards, whatever happens. */
export async function withWorkspace<T>(
  options: {
    readonly env: Readonly<Record<string, string | undefined>>;
    /** By registry host. */
    readonly credentials: ReadonlyMap<string, Credentials>;
  },
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder(options.env, 'cosign', async (folder) => {
    const secretFile = async (name: string, content: string | Uint8Array) => {
      const file = path.join(folder, name);
      await writeFile(file, content, { mode: 0o600, flag: 'wx' });
      return file;
    };
    await mkdir(path.join(folder, 'home'));
    await writeLogins(path.join(folder, 'docker'), options.credentials);
    return work({
      env: childEnvironment(options.env, PASSED_ON, {
        HOME: path.join(folder, 'home'),
        TMPDIR: folder,
        DOCKER_CONFIG: path.join(folder, 'docker'),
        ...rareGarbageCollection(),
      }),
      secretFile,
      file: (name) => path.join(folder, name),
      discard: (file) => rm(file, { force: true }),
    });
  });
}
