/** Where attacks are played: a whole release, its deployment alone, and its verification by somebody else. */
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { afterAll, expect } from 'vitest';
import type { Stored } from './artifact-store.ts';
import type { Scene } from './attack.ts';
import { type BundledSteps, openBundledSteps } from './bundled-steps.ts';
import { OLD_COMMIT } from './github-stand-in.ts';
import {
  ACTIONS,
  type Before,
  buildAll,
  bumpAll,
  login,
  releaseHonestly,
  signAll,
  surroundings,
} from './jobs.ts';
import { stepsOf } from './steps.ts';
import { createRecorder, type Traces } from './traces.ts';
import {
  closeWorld,
  createWorldParts,
  IDENTITY,
  type Moment,
  openWorld,
  opsOf,
  REPOSITORY,
  type ReleaseWorld,
  RUN,
} from './world.ts';

export const release: Scene<ReleaseWorld, Moment> = {
  open: openWorld,
  async run(world, { against, does }) {
    const before: Before = async (moment) => {
      if (moment === against) await does();
    };
    await before('build');
    await buildAll(world);
    await signAll(world, before);
    await bumpAll(world, before);
  },
  traces: tracesOf,
  expectReleased,
  close: closeWorld,
};

type Base = {
  readonly world: ReleaseWorld;
  readonly manifests: Manifests;
  readonly stored: readonly Stored[];
  /** Of the run before. */
  readonly earlier: readonly Stored[];
};
type Manifests = ReadonlyMap<string, { bytes: Buffer; mediaType: string }>;

/** What was released once, for all attacks that come after. */
let base: Promise<Base> | undefined;
afterAll(async () => {
  if (base !== undefined) await closeWorld((await base).world);
});

async function releaseOnce(): Promise<Base> {
  const world = await openWorld();
  await releaseHonestly(world, { ...RUN, commit: OLD_COMMIT, runId: '16' });
  const { earlier } = world;
  await releaseHonestly(world);
  const manifests = new Map(world.registry.manifests.get(REPOSITORY));
  return { world, manifests, stored: world.earlier, earlier };
}

/** The end of a release: what is signed is to be deployed. */
export const deployment: Scene<ReleaseWorld, 'records' | 'bump'> = {
  open: openReleased,
  async run(world, { against, does }) {
    await bumpAll(world, async (moment) => {
      if (moment === against) await does();
    });
  },
  traces: tracesOf,
  expectReleased,
  close: async () => {},
};

/** Somebody else verifies what was released. */
export const verification: Scene<ReleaseWorld, 'verify'> = {
  open: openReleased,
  async run(world, { does }) {
    await does();
    await stepsOf(world.run, surroundings(world))('verify', ACTIONS.verify, {
      ...{ image: `${world.image}@${world.digest}`, 'certificate-identity': IDENTITY },
      ...{ 'source-repository': RUN.repository, 'source-ref': RUN.ref, registry: world.registry.host },
      ...{ ...login, ...world.inputs.verify },
    });
  },
  traces: tracesOf,
  expectReleased: async (world) => {
    expect(world.recorder.told()).toContain('✅ Verified: 1 image');
  },
  close: async () => {},
};

/** Which steps an attack is directed at. */
const ATTACKED: Readonly<Record<Moment, readonly string[]>> = {
  build: ['sign'],
  evidence: ['evidence'],
  merge: ['publish'],
  sign: ['sign'],
  verify: ['verify'],
  tags: ['publish'],
  records: ['evidence', 'bump'],
  bump: ['bump'],
};

/** The same, with the steps that come after an attack, and that it is directed at, started by their bundles in dist/. */
export function byBundle<Against extends Moment>(
  scene: Scene<ReleaseWorld, Against>,
): Scene<ReleaseWorld, Against> {
  const open = new Map<ReleaseWorld, { readonly steps: BundledSteps; attacked: readonly string[] }>();
  return {
    ...scene,
    async open() {
      const world: ReleaseWorld = {
        ...(await scene.open()),
        chooseStart: (action) => {
          const { steps, attacked } = open.get(world) ?? {};
          return attacked?.includes(action) ? steps?.startStep : undefined;
        },
      };
      open.set(world, { steps: await openBundledSteps(world), attacked: [] });
      return world;
    },
    run: async (world, { against, does }) =>
      scene.run(world, {
        against,
        does: async () => {
          await does();
          Object.assign(open.get(world) ?? {}, { attacked: ATTACKED[against] });
        },
      }),
    async close(world) {
      await open.get(world)?.steps.close();
      open.delete(world);
      await scene.close(world);
    },
  };
}

async function openReleased(): Promise<ReleaseWorld> {
  base ??= releaseOnce();
  const { world, manifests, stored, earlier } = await base;
  world.registry.clearFaults();
  world.registry.manifests.set(REPOSITORY, new Map(manifests));
  const recorder = createRecorder();
  const fresh = createWorldParts(recorder, world.standIn);
  fresh.artifacts.restore(stored);
  return { ...world, ...fresh, earlier };
}

async function tracesOf(world: ReleaseWorld): Promise<Traces> {
  return {
    told: world.recorder.told,
    exposed: world.recorder.exposed,
    left: async () => ({
      tags: manifestsOf(world).flatMap(([repository, reference, bytes]) =>
        reference.startsWith('sha256:') ? [] : [`${repository}:${reference} → ${digestOf(bytes)}`],
      ),
      statements: manifestsOf(world).flatMap(([, reference, bytes]) =>
        reference.startsWith('sha256:') && bytes.includes('"subject":{') ? [reference] : [],
      ),
      branches: (world.ops?.branches() ?? []).filter((line) => !world.branches.includes(line)),
      pullRequests: world.ops?.pullRequests() ?? [],
    }),
  };
}

async function expectReleased(world: ReleaseWorld): Promise<void> {
  const { manifests } = world.registry;
  const own = manifests.get(REPOSITORY);
  const tagged = own?.get(`sha-${world.run.commit}`)?.bytes ?? Buffer.from('{}');
  const listed = (JSON.parse(tagged.toString()).manifests ?? []) as { digest: Digest; platform: unknown }[];
  const images = listed
    .map(({ digest }) => digest)
    .filter((digest) => world.legs.some((leg) => leg.image === digest));
  expect(images.toSorted()).toEqual(world.legs.map(({ image }) => image).toSorted());
  // Each build brings its provenance.
  expect(listed).toHaveLength(2 * world.legs.length);
  expect(digestOf(own?.get('main')?.bytes ?? '')).toBe(digestOf(tagged));
  const ops = await opsOf(world);
  expect(ops.pullRequests()).toHaveLength(1);
  const branch = ops.branches().find((line) => line.startsWith('refs/heads/sealift/')) ?? '';
  expect(
    ops
      .git('diff', '--unified=0', '--no-color', 'main', branch.split(' ')[0] ?? '')
      .split('\n')
      .filter((line) => /^[-+](?![-+]{2} )/.test(line)),
  ).toEqual(['-  tag: sha-0000000', `+  tag: sha-${world.run.commit}`]);
}

const manifestsOf = ({ registry }: ReleaseWorld) =>
  [...registry.manifests].flatMap(([repository, all]) =>
    [...all].map(([reference, { bytes }]) => [repository, reference, bytes] as const),
  );
