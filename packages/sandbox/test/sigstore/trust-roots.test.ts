/** Whom to trust, asked of a repository of The Update Framework that somebody may have tampered with. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTrustRoots } from '@sealift/tools/sigstore/trust-roots';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTufRepository } from '../../src/sigstore/tuf.ts';

const MIRROR = 'https://mirror.example/sigstore';
const [ROOT, USUAL, LARGE] = [
  'trusted_root.json',
  'signing_config.v0.2.json',
  'signing_config_rekor_v2.v0.2.json',
];

let folder: string;
/** Paths below the mirror, in order. */
let asked: string[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trust-roots-'));
  asked = [];
});
afterEach(() => rm(folder, { recursive: true }));

type Answer = { readonly status: number; readonly bytes?: Uint8Array };
const repositoryOf = (...names: readonly string[]) =>
  createTufRepository(new Map(names.map((name) => [name, Buffer.from(JSON.stringify({ name }))])));

/** @param change what is answered to a path, instead of what the repository has */
async function rootsOf(
  { root, files }: Pick<ReturnType<typeof repositoryOf>, 'root' | 'files'>,
  change: (name: string, times: number) => Answer | undefined = () => undefined,
) {
  const first = path.join(folder, 'root.json');
  await writeFile(first, root);
  const times = new Map<string, number>();
  return createTrustRoots({
    env: { TUF_MIRROR: `${MIRROR}/`, TUF_ROOT_JSON: first, RUNNER_TEMP: folder },
    log: { info: () => {} },
    clock: { now: Date.now, sleep: async () => {} },
    signal: new AbortController().signal,
    fetch: async (input) => {
      const name = String(input).slice(MIRROR.length + 1);
      asked.push(name);
      times.set(name, (times.get(name) ?? 0) + 1);
      const bytes = files.get(name);
      const usual = bytes === undefined ? { status: 404 } : { status: 200, bytes };
      const answer: Answer = change(name, times.get(name) ?? 0) ?? usual;
      return new Response(answer.bytes === undefined ? 'no' : Buffer.from(answer.bytes), answer);
    },
  });
}

const code = { code: 'sigstore/no-trust-root', message: expect.stringContaining(MIRROR) };

describe('the trusted root', () => {
  it('is what the repository has, asked for once, and leaves nothing behind', async () => {
    const roots = await rootsOf(repositoryOf(ROOT));
    expect(await Promise.all([roots.public(), roots.public()])).toEqual(
      Array(2).fill(JSON.stringify({ name: ROOT })),
    );
    expect(asked.map((name) => name.replace(/[0-9a-f]{64}/, '…'))).toEqual([
      '2.root.json',
      'timestamp.json',
      '1.snapshot.json',
      '1.targets.json',
      `targets/….${ROOT}`,
    ]);
    expect(await readdir(folder)).toEqual(['root.json']);
  });

  it('is asked for again when the server is in trouble', async () => {
    const roots = await rootsOf(repositoryOf(ROOT), (name, times) =>
      name === 'timestamp.json' && times < 3 ? { status: 503 } : undefined,
    );
    expect(await roots.public()).toBe(JSON.stringify({ name: ROOT }));
  });

  const honest = repositoryOf(ROOT);
  const strange = repositoryOf(ROOT);
  it.each<[string, (name: string) => Answer | undefined]>([
    [
      'a repository that does not follow from the first root',
      (name) => ({ status: 200, bytes: strange.files.get(name) ?? Buffer.from('{}') }),
    ],
    [
      'another file than was announced',
      (name) =>
        name.startsWith('targets/')
          ? { status: 200, bytes: Buffer.from('{"name":"trusted_root.jsoN"}') }
          : undefined,
    ],
    [
      'a list of files by somebody else',
      (name) =>
        name === '1.targets.json'
          ? { status: 200, bytes: strange.files.get(name) ?? Buffer.alloc(0) }
          : undefined,
    ],
    [
      'a file without end',
      (name) =>
        name === 'timestamp.json' ? { status: 200, bytes: Buffer.alloc(2_000_000, ' ') } : undefined,
    ],
    ['a server that stays in trouble', () => ({ status: 500 })],
    ['a server that has none of it', () => ({ status: 404 })],
  ])('is not learnt from %s', async (_name, change) => {
    const roots = await rootsOf(honest, change);
    await expect(roots.public()).rejects.toMatchObject(code);
    expect(await readdir(folder)).toEqual(['root.json']);
  });

  it('is not in a repository without it', async () => {
    const roots = await rootsOf(repositoryOf('other.json'));
    await expect(roots.public()).rejects.toMatchObject(code);
  });

  it('of the public instance follows from a root that we bring', async () => {
    const roots = createTrustRoots({
      env: { TUF_MIRROR: MIRROR, RUNNER_TEMP: folder },
      log: { info: () => {} },
      clock: { now: Date.now, sleep: async () => {} },
      signal: new AbortController().signal,
      fetch: async (input) => {
        asked.push(String(input).slice(MIRROR.length + 1));
        return new Response('no', { status: 404 });
      },
    });
    await expect(roots.public()).rejects.toMatchObject({
      message: expect.stringContaining('it answered 404'),
    });
    // The root of the first signed repository had the number 1; that of 2026 the number 16.
    expect(Number(/^(\d+)\.root\.json$/.exec(asked[0] ?? '')?.[1])).toBeGreaterThan(16);
  });

  it('is not learnt by a first root that is not there', async () => {
    const roots = createTrustRoots({
      env: { TUF_MIRROR: MIRROR, TUF_ROOT_JSON: path.join(folder, 'none.json'), RUNNER_TEMP: folder },
      log: { info: () => {} },
      clock: { now: Date.now, sleep: async () => {} },
      signal: new AbortController().signal,
      fetch: () => Promise.reject(new Error('nothing is asked')),
    });
    await expect(roots.public()).rejects.toMatchObject({
      code: 'sigstore/no-trust-root',
      message: expect.stringContaining('ENOENT'),
    });
  });
});

describe('what the public instance is signed with', () => {
  it('comes with the root, in one look', async () => {
    const roots = await rootsOf(repositoryOf(ROOT, USUAL, LARGE));
    expect(await roots.signing()).toEqual({
      trustedRoot: JSON.stringify({ name: ROOT }),
      usual: JSON.stringify({ name: USUAL }),
      large: JSON.stringify({ name: LARGE }),
    });
    expect(asked).toHaveLength(7);
  });

  it('may be missing in part', async () => {
    const roots = await rootsOf(repositoryOf(ROOT, USUAL));
    expect(await roots.signing()).toMatchObject({ usual: JSON.stringify({ name: USUAL }), large: undefined });
  });
});
