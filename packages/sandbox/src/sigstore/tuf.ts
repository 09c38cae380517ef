import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Handler } from '../proxy/routes.ts';
import { type CanonicalValue, canonicalJson } from './canonical-json.ts';

export type TufRepository = {
  /** The first root, for TUF_ROOT_JSON: everything else is trusted through it. */
  readonly root: Uint8Array;
  /** Path below the repository's URL, without leading slash → content. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly handler: Handler;
};

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const LIFETIME = 30 * 86_400_000;

/**
 * A repository of The Update Framework (specification 1.0, consistent snapshots) with one Ed25519 key for all roles.
 * The key is dropped at the end: what is published stays as it is.
 * @param base path that the handler finds the repository under, without trailing slash
 * @param now milliseconds since 1970, for clients whose clock stands elsewhere: it is good for thirty days from there
 */
export function createTufRepository(
  targets: ReadonlyMap<string, Uint8Array>,
  base = '',
  now = Date.now(),
): TufRepository {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = {
    keytype: 'ed25519',
    scheme: 'ed25519',
    keyval: { public: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex') },
  };
  const keyid = sha256(canonicalJson(key));
  // The format has whole seconds only.
  const expires = new Date(now + LIFETIME).toISOString().replace(/\.\d+Z$/, 'Z');
  const files = new Map<string, Uint8Array>();
  const publish = (name: string, type: string, part: { readonly [key: string]: CanonicalValue }) => {
    const signed = { _type: type, spec_version: '1.0.31', version: 1, expires, ...part };
    const sig = sign(null, Buffer.from(canonicalJson(signed)), privateKey).toString('hex');
    const bytes = Buffer.from(JSON.stringify({ signatures: [{ keyid, sig }], signed }));
    files.set(name, bytes);
    return { version: 1, ...describe(bytes) };
  };

  const role = { keyids: [keyid], threshold: 1 };
  publish('1.root.json', 'root', {
    consistent_snapshot: true,
    keys: { [keyid]: key },
    roles: { root: role, snapshot: role, targets: role, timestamp: role },
  });
  const root = files.get('1.root.json') ?? Buffer.alloc(0);
  files.set('root.json', root);
  for (const [name, bytes] of targets) files.set(`targets/${sha256(bytes)}.${name}`, bytes);
  const listed = Object.fromEntries([...targets].map(([name, bytes]) => [name, describe(bytes)]));
  const targetsMeta = publish('1.targets.json', 'targets', { targets: listed });
  const snapshotMeta = publish('1.snapshot.json', 'snapshot', { meta: { 'targets.json': targetsMeta } });
  publish('timestamp.json', 'timestamp', { meta: { 'snapshot.json': snapshotMeta } });

  return {
    root,
    files,
    handler: (request, response) => {
      request.resume();
      const path = (request.url ?? '').replace(/[?#].*$/s, '');
      const file = path.startsWith(`${base}/`) ? files.get(path.slice(base.length + 1)) : undefined;
      // Clients ask for 2.root.json to learn whether there is a newer root: 404 says no.
      response.writeHead(file === undefined ? 404 : 200, { 'content-length': file?.length ?? 0 });
      response.end(request.method === 'HEAD' ? undefined : file);
    },
  };
}

const describe = (bytes: Uint8Array) => ({ length: bytes.length, hashes: { sha256: sha256(bytes) } });
