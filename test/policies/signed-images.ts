/** Images in a real registry, signed by a real cosign for whom a test says. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { digestOf } from '@sealift/core/image/digest';
import { RELEASE_RECORD_TYPE } from '@sealift/core/release/record';
import type { Exec } from '@sealift/tools/exec';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const json = (value: object) => Buffer.from(JSON.stringify(value));
const described = (mediaType: string, bytes: Uint8Array) => ({
  mediaType,
  digest: digestOf(bytes),
  size: bytes.length,
});

/** Pushes an index of one platform. @returns registry/repository@digest */
export async function pushIndex(port: number, repository: string, content: string): Promise<string> {
  const base = `http://127.0.0.1:${port}/v2/${repository}`;
  const layer = Buffer.from(content);
  const config = json({
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
  });
  for (const bytes of [layer, config]) {
    const start = await fetch(`${base}/blobs/uploads/`, { method: 'POST' });
    const location = new URL(start.headers.get('location') ?? '', base);
    location.searchParams.set('digest', digestOf(bytes));
    await expectStatus(201, await fetch(location, { method: 'PUT', body: bytes }));
  }
  const manifest = json({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: described('application/vnd.oci.image.config.v1+json', config),
    layers: [described('application/vnd.oci.image.layer.v1.tar', layer)],
  });
  const index = json({
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: [{ ...described(MANIFEST, manifest), platform: { os: 'linux', architecture: 'amd64' } }],
  });
  for (const [mediaType, bytes] of [
    [MANIFEST, manifest],
    [INDEX, index],
  ] as const)
    await expectStatus(
      201,
      await fetch(`${base}/manifests/${digestOf(bytes)}`, {
        method: 'PUT',
        headers: { 'content-type': mediaType },
        body: bytes,
      }),
    );
  return `127.0.0.1:${port}/${repository}@${digestOf(index)}`;
}

async function expectStatus(status: number, response: Response): Promise<void> {
  if (response.status !== status)
    throw new Error(`The registry answered ${response.status}: ${await response.text()}`);
}

export type Claims = Readonly<Record<string, string>>;

export type Signer = {
  sign(reference: string, claims: Claims): Promise<void>;
  /** @param record predicate of the release record */
  attest(reference: string, claims: Claims, record: object): Promise<void>;
};

export function createSigner(options: {
  readonly cosign: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly token: (claims: Claims) => string;
}): Signer {
  const run = async (command: string, claims: Claims, rest: readonly string[]) => {
    const home = await mkdtemp(path.join(options.folder, 'sign-'));
    const token = path.join(home, 'token');
    await writeFile(token, options.token(claims), { mode: 0o600 });
    const result = await options.exec(
      options.cosign,
      [command, '--yes', `--identity-token=${token}`, ...rest],
      { env: { ...options.env, HOME: home }, timeout: 120_000 },
    );
    if (result.exitCode !== 0) throw new Error(result.stderr);
  };
  return {
    sign: (reference, claims) => run('sign', claims, [reference]),
    attest: async (reference, claims, record) => {
      const folder = await mkdtemp(path.join(options.folder, 'record-'));
      const file = path.join(folder, 'record.json');
      await writeFile(file, JSON.stringify(record));
      await run('attest', claims, [`--type=${RELEASE_RECORD_TYPE}`, `--predicate=${file}`, reference]);
    },
  };
}
