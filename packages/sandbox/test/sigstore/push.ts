import { digestOf } from '@sealift/core/image/digest';
import type { createClient } from '../proxy/client.ts';
import { USER } from './stand-ins.ts';

type Client = Pick<ReturnType<typeof createClient>, 'request'>;

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const json = (value: object) => Buffer.from(JSON.stringify(value));
const describe = (mediaType: string, bytes: Uint8Array) => ({
  mediaType,
  digest: digestOf(bytes),
  size: bytes.length,
});

/** Asks the registry where to get a token, as every client does, and gets it there. */
export async function authorize(client: Client, repository: string, anonymous = false): Promise<string> {
  const { headers } = await client.request('https://ghcr.io/v2/');
  const [, realm = '', service = ''] =
    /realm="([^"]+)",service="([^"]+)"/.exec(headers['www-authenticate'] ?? '') ?? [];
  const basic = Buffer.from(`${USER.name}:${USER.password}`).toString('base64');
  const answer = await client.request(
    `${realm}?service=${service}&scope=repository:${repository}:pull,push`,
    {
      headers: anonymous ? {} : { authorization: `Basic ${basic}` },
    },
  );
  return `Bearer ${JSON.parse(answer.body).token}`;
}

async function pushBlob(client: Client, repository: string, authorization: string, bytes: Uint8Array) {
  const start = await client.request(`https://ghcr.io/v2/${repository}/blobs/uploads/`, {
    method: 'POST',
    headers: { authorization, 'content-length': '0' },
  });
  if (start.status !== 202) throw new Error(`the registry answered ${start.status} to a new upload`);
  const location = start.headers.location ?? '';
  if (!location.startsWith('https://ghcr.io/v2/')) throw new Error(`the upload leads to ${location}`);
  const done = await client.request(`${location}&digest=${digestOf(bytes)}`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/octet-stream' },
    body: bytes,
  });
  if (done.status !== 201) throw new Error(`the registry answered ${done.status} to a blob`);
}

/** Pushes an index of two platforms whose images hold `content`. @returns the digests: index, amd64, arm64 */
export async function pushImage(client: Client, repository: string, content: string): Promise<string[]> {
  const authorization = await authorize(client, repository);
  const manifests: { bytes: Uint8Array; mediaType: string; architecture?: string }[] = [];
  for (const architecture of ['amd64', 'arm64']) {
    const layer = Buffer.from(`${content} ${architecture}`);
    const config = json({
      architecture,
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
    });
    await pushBlob(client, repository, authorization, layer);
    await pushBlob(client, repository, authorization, config);
    const bytes = json({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: describe('application/vnd.oci.image.config.v1+json', config),
      layers: [describe('application/vnd.oci.image.layer.v1.tar', layer)],
    });
    manifests.push({ bytes, mediaType: MANIFEST, architecture });
  }
  const index = json({
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: manifests.map(({ bytes, architecture }) => ({
      ...describe(MANIFEST, bytes),
      platform: { os: 'linux', architecture },
    })),
  });
  for (const { bytes, mediaType } of [...manifests, { bytes: index, mediaType: INDEX }]) {
    const answer = await client.request(`https://ghcr.io/v2/${repository}/manifests/${digestOf(bytes)}`, {
      method: 'PUT',
      headers: { authorization, 'content-type': mediaType },
      body: bytes,
    });
    if (answer.status !== 201) throw new Error(`the registry answered ${answer.status} to a manifest`);
  }
  return [index, ...manifests.map(({ bytes }) => bytes)].map(digestOf);
}
