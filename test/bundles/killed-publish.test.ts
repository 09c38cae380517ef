/**
 * publish is killed with SIGKILL at ten points that are spread over a push and chosen by a seed in each part, and run
 * again: nothing is lost, nothing is sent twice, and a tag is there only when everything is.
 */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { layoutWriter, MEDIA } from '@sealift/testing/image-layouts';
import { type Call, LOGIN, type RegistryDouble, startRegistryDouble } from '@sealift/testing/registry-double';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type BundleRun, runBundle } from './bundle.ts';

const REPOSITORY = 'acme/api';
const TAGS = ['main', 'v1'];
const POINTS = 10;
const LARGE = 1024 * 1024;

/** When the process dies: as its request arrives, with half of the body there, or when all is done but not answered. */
const MOMENTS = ['arrived', 'half', 'done'] as const;

let layout = '';
let whole: State;
/** Requests of a push that nobody disturbs, with those for tokens. */
let requests = 0;
let double: RegistryDouble | undefined;

beforeAll(async () => {
  layout = await writeLayout();
  const registry = await start();
  const run = await publish(registry);
  expect(run.exitCode, run.stdout).toBe(0);
  requests = registry.seen.length;
  whole = stateOf(registry);
  await registry.close();
});
afterEach(() => double?.close());
afterAll(() => rm(layout, { recursive: true }));

it.each(Array.from({ length: POINTS }, (_, part) => part))('killed in part %i of ten', async (part) => {
  const registry = await start();
  const at = 1 + Math.floor(((part + fraction(`point ${part}`)) * requests) / POINTS);
  const moment = MOMENTS[Math.floor(fraction(`moment ${part}`) * MOMENTS.length)] ?? 'done';
  let pid = 0;
  const killed = killAt(registry, at, moment, () => process.kill(pid, 'SIGKILL'));
  const first = await publish(registry, (started) => {
    pid = started;
  });
  expect(killed(), `request ${at}, ${moment}`).toBe(true);
  expect(first.exitCode).toBe(null);
  expect(first.outputs).toEqual({});
  expect(Object.keys(first.left).filter((name) => name.includes('publish.json'))).toEqual([]);
  // What was on its way is done or dropped.
  await expect.poll(registry.connections).toBe(0);
  const between = stateOf(registry);
  for (const [digest, manifest] of Object.entries(between.manifests))
    expect([digest, manifest]).toEqual([digest, whole.manifests[digest]]);
  if (Object.keys(between.tags).length > 0) expect({ ...between, tags: whole.tags }).toEqual(whole);
  expect(Object.keys(between.manifests).flatMap((digest) => missingBelow(between, digest))).toEqual([]);

  const second = await publish(registry);
  expect(second.exitCode, second.stdout).toBe(0);
  expect(stateOf(registry)).toEqual(whole);
  const bodies = registry.seen
    .filter(({ method, url, complete }) => method === 'PUT' && url.includes('/uploads/') && complete)
    .map(({ url }) => new URL(url, registry.origin).searchParams.get('digest'));
  expect(bodies.toSorted()).toEqual(whole.blobs);
});

type State = {
  /** Digests, sorted; the bytes are compared with them. */
  readonly blobs: readonly string[];
  /** Digests of what each manifest names, by its own. */
  readonly manifests: Readonly<Record<string, readonly string[]>>;
  readonly tags: Readonly<Record<string, string>>;
};

function stateOf({ blobs, manifests }: RegistryDouble): State {
  const state = { manifests: {} as Record<string, readonly string[]>, tags: {} as Record<string, string> };
  for (const [reference, { bytes }] of manifests.get(REPOSITORY) ?? [])
    if (reference === digestOf(bytes)) state.manifests[reference] = named(JSON.parse(bytes.toString()));
    else state.tags[reference] = digestOf(bytes);
  const held = [...(blobs.get(REPOSITORY) ?? [])];
  for (const [digest, bytes] of held) expect(digestOf(bytes)).toBe(digest);
  return { ...state, blobs: held.map(([digest]) => digest).toSorted() };
}

type Document = Readonly<
  Record<'manifests' | 'layers', readonly { readonly digest: string }[] | undefined>
> & {
  readonly config?: { readonly digest: string };
};
const named = ({ manifests = [], layers = [], config }: Document): readonly string[] =>
  [...manifests, ...layers, ...(config === undefined ? [] : [config])].map(({ digest }) => digest);

const missingBelow = ({ blobs, manifests }: State, digest: string): readonly string[] =>
  (manifests[digest] ?? []).filter((each) => manifests[each] === undefined && !blobs.includes(each));

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** From 0 to 1, the same for the same seed. */
const fraction = (seed: string): number =>
  createHash('sha256').update(seed).digest().readUInt32BE() / 2 ** 32;

/** @returns whether that request came */
function killAt(
  registry: RegistryDouble,
  at: number,
  moment: (typeof MOMENTS)[number],
  kill: () => void,
): () => boolean {
  let killed = false;
  const die = () => {
    killed = true;
    kill();
  };
  const act = async ({ request, proceed }: Call) => {
    const large = Number(request.headers['content-length'] ?? 0) > LARGE;
    if (moment === 'half' && large) {
      let received = 0;
      for await (const chunk of request) {
        received += chunk.length;
        if (received > LARGE) break;
      }
    }
    if (moment === 'done') await proceed();
    die();
    if (moment !== 'done') request.destroy();
  };
  for (const method of ['HEAD', 'GET', 'POST', 'PUT'])
    registry.fault(method, /./, act, 1, () => registry.seen.length === at);
  return () => killed;
}

const start = async (): Promise<RegistryDouble> => {
  double = await startRegistryDouble({ auth: 'bearer' });
  return double;
};

const publish = (at: RegistryDouble, started?: (pid: number) => void): Promise<BundleRun> =>
  runBundle('publish', {
    inputs: {
      ...{ image: `${at.host}/${REPOSITORY}`, ...LOGIN, layout },
      ...{ tags: TAGS.join(','), evidence: 'evidence' },
    },
    env: { NO_PROXY: '127.0.0.1' },
    ...(started === undefined ? {} : { started }),
  });

/** One platform with large and small layers, and provenance. */
async function writeLayout(): Promise<string> {
  const writer = await layoutWriter();
  const layers = [];
  for (const size of [3 * LARGE, 2 * LARGE, 400_000, 30_000])
    layers.push(await writer.add(MEDIA.layer, Buffer.alloc(size, `layer of ${size} bytes`)));
  const rootfs = { type: 'layers', diff_ids: layers.map(({ digest }) => digest) };
  const config = await writer.add(MEDIA.config, { os: 'linux', architecture: 'amd64', rootfs });
  const manifest = await writer.add(MEDIA.manifest, {
    ...{ schemaVersion: 2, mediaType: MEDIA.manifest, config, layers },
  });
  const image = { ...manifest, platform: { os: 'linux', architecture: 'amd64' } };
  const manifests = [image, await writer.attestation(manifest.digest)];
  return writer.finish(
    await writer.add(MEDIA.index, { schemaVersion: 2, mediaType: MEDIA.index, manifests }),
  );
}
