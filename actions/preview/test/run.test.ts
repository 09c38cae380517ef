import { Failure, failedWith, remoteFailure } from '@sealift/core/failure';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CONFIG, startWorld, stopStandIn, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterAll(stopStandIn);

const states = (outputs: { previews?: string }) =>
  (JSON.parse(outputs.previews ?? '[]') as { 'pull-request': number; app: string; state: string }[]).map(
    ({ app, state, ...more }) => `${more['pull-request']} ${app} ${state}`,
  );

/** A labelled pull request that the pipeline has released. */
async function asked(name = 'feature', by = 'alice') {
  const pull = await world.open(name);
  await world.label(pull.number, by);
  world.release(pull);
  return pull;
}

describe('a labelled pull request', () => {
  it('gets a preview of what was released, once, and a comment that says where', async () => {
    const pull = await asked();
    const first = await world.preview();
    expect(first.failure).toBeUndefined();
    expect(first.outputs).toMatchObject({ changed: 'true', deployed: '2', refused: '0' });
    const entries = await world.entries();
    expect(Object.keys(entries)).toEqual([
      'previews/api-pr-1/preview.json',
      'previews/web-pr-1/preview.json',
    ]);
    expect(JSON.parse(entries['previews/api-pr-1/preview.json'] ?? '')).toMatchObject({
      app: 'api',
      number: 1,
      name: 'api-pr-1',
      host: 'api-pr-1.preview.example.com',
      url: 'https://api-pr-1.preview.example.com/docs',
      commit: pull.head,
      tag: expect.stringMatching(new RegExp(`^sha-${pull.merge}@sha256:[0-9a-f]{64}$`)),
      repository: world.shop,
    });
    const [comment] = await world.comments(1);
    expect(comment).toContain('https://api-pr-1.preview.example.com/docs');
    const verified = world.images.verified;
    const again = await world.preview();
    expect(again.outputs).toMatchObject({ changed: 'false', deployed: '2', commit: first.outputs.commit });
    expect(world.images.verified).toBe(verified);
    expect(await world.comments(1)).toEqual([comment]);
  });

  it('waits for its release, and keeps the older one until the next is there', async () => {
    const pull = await world.open('feature');
    await world.label(1, 'alice');
    expect(states((await world.preview()).outputs)).toEqual(['1 api waiting', '1 web waiting']);
    world.release(pull);
    await world.preview();
    const before = await world.entries();
    const pushed = await world.push('feature', 1);
    expect(states((await world.preview()).outputs)).toEqual(['1 api kept', '1 web kept']);
    expect(await world.entries()).toEqual(before);
    world.release(pushed, ['api']);
    expect(states((await world.preview()).outputs)).toEqual(['1 api deployed', '1 web kept']);
    expect((await world.entries())['previews/api-pr-1/preview.json']).toContain(pushed.head);
  });

  it('does not go back to what an earlier push released, although that run ends later', async () => {
    const old = await world.open('feature');
    await world.label(1, 'alice');
    const pushed = await world.push('feature', 1);
    world.release(pushed);
    await world.preview();
    const before = await world.entries();
    world.release(old);
    expect(states((await world.preview()).outputs)).toEqual(['1 api kept', '1 web kept']);
    expect(await world.entries()).toEqual(before);
  });

  it.each([
    ['closed', () => world.close(1)],
    ['without the label', () => world.unlabel(1, 'alice')],
  ])('%s loses it, and is told so', async (_, end) => {
    await asked();
    await world.preview();
    await end();
    const { outputs } = await world.preview();
    expect(outputs).toMatchObject({ changed: 'true', deployed: '0' });
    expect(await world.entries()).toEqual({});
    expect((await world.comments(1)).join('\n')).toContain('removed');
    expect((await world.preview()).outputs.changed).toBe('false');
  });

  it('closed while it was being built gets none', async () => {
    const pull = await world.open('feature');
    await world.label(1, 'alice');
    await world.close(1);
    world.release(pull);
    await world.preview();
    expect(await world.entries()).toEqual({});
    expect(await world.comments(1)).toEqual([]);
  });

  it('whose branch is gone loses it', async () => {
    await asked();
    await world.preview();
    await world.api('alice', 'DELETE', `/repos/${world.shop}/git/refs/heads/feature`);
    await world.preview();
    expect(await world.entries()).toEqual({});
  });

  it('loses it after its time, and has it again when the label is set anew', async () => {
    await asked();
    await world.preview();
    await world.clock.sleep(3 * 3_600_000);
    expect(states((await world.preview()).outputs)).toEqual(['1 api removed', '1 web removed']);
    expect(await world.entries()).toEqual({});
    await world.unlabel(1, 'alice');
    await world.label(1, 'alice');
    await world.preview();
    expect(Object.keys(await world.entries())).toHaveLength(2);
  });

  it('waits when others have all places, and comes when one is free', async () => {
    for (const name of ['one', 'two', 'three']) {
      await asked(name);
      await world.clock.sleep(1_000);
    }
    const { outputs } = await world.preview();
    expect(states(outputs).filter((state) => state.endsWith('waiting'))).toEqual([
      '3 api waiting',
      '3 web waiting',
    ]);
    await world.close(1);
    await world.preview();
    expect(Object.keys(await world.entries()).map((file) => file.split('/')[1])).toEqual([
      'api-pr-2',
      'api-pr-3',
      'web-pr-2',
      'web-pr-3',
    ]);
  });

  it('is looked at alone when its number is given', async () => {
    await asked('one');
    await asked('two');
    expect(states((await world.preview({ 'pull-request': '2' })).outputs)).toEqual([
      '2 api deployed',
      '2 web deployed',
    ]);
    expect(Object.keys(await world.entries())).toHaveLength(2);
  });
});

describe('runs at once', () => {
  it('come to the same, without losing what the other one wrote', async () => {
    await asked('one');
    await asked('two');
    const done = await Promise.all([
      world.preview({ 'pull-request': '1' }),
      world.preview({ 'pull-request': '2' }),
      world.preview(),
    ]);
    expect(done.map(({ failure }) => failure)).toEqual([undefined, undefined, undefined]);
    expect(Object.keys(await world.entries())).toHaveLength(4);
  });
});

describe('the ops repository decides', () => {
  it.each([
    ['without previews', CONFIG.slice(0, CONFIG.indexOf('previews:')), 'preview/not-allowed'],
    ['without trust', CONFIG.slice(CONFIG.indexOf('previews:')), 'preview/not-allowed'],
    [
      'for another repository alone',
      CONFIG.replace('source-repository: acme/shop', 'source-repository: acme/x'),
      'preview/no-apps',
    ],
    ['with a path in the name of an app', CONFIG.replaceAll('    web:', '    ../web:'), 'config/malformed'],
    [
      'with an address that is none',
      CONFIG.replace('https://api-pr-{number}', 'javascript:{number}'),
      'config/malformed',
    ],
    [
      'with a host that all previews share',
      CONFIG.replace('https://api-pr-{number}', 'https://api'),
      'config/malformed',
    ],
  ])('%s', async (_, config, code) => {
    world = await startWorld(config);
    await asked();
    const { failure } = await world.preview();
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).code).toBe(code);
    expect(await world.entries()).toEqual({});
  });

  it('says whose label counts', async () => {
    world = await startWorld(CONFIG.replace('  limit: 2\n', '  limit: 2\n  labelled-by: maintain\n'));
    await asked('one', 'alice');
    await asked('two', 'carol');
    await world.preview();
    expect(Object.keys(await world.entries())).toEqual([
      'previews/api-pr-2/preview.json',
      'previews/web-pr-2/preview.json',
    ]);
  });

  it('does not deploy from pull requests when trust does not let them in', async () => {
    world = await startWorld(CONFIG.replace('refs: ["refs/pull/*/merge"]', 'refs: [refs/heads/main]'));
    await asked();
    const { outputs, log } = await world.preview();
    expect(states(outputs)).toEqual(['1 api refused', '1 web refused']);
    expect(log.lines.join('\n')).toContain('lets in refs/heads/main');
  });

  it('is left alone by a dry run', async () => {
    await asked();
    expect((await world.preview({ 'dry-run': 'true' })).outputs).toMatchObject({
      changed: 'false',
      deployed: '2',
    });
    expect(await world.entries()).toEqual({});
    expect(await world.comments(1)).toEqual([]);
  });
});

it('what cannot be judged stays as it is, and the run fails when all else is done', async () => {
  await asked('one');
  await world.preview();
  const before = await world.entries();
  world.images.broken = remoteFailure({ code: 'registry/unavailable', cause: 'Down.', remedy: 'Wait.' });
  const { failure, outputs } = await world.preview();
  expect(failedWith(failure, 'registry/unavailable')).toBe(true);
  expect(outputs.deployed).toBe('2');
  expect(await world.entries()).toEqual(before);
});

describe('attacks', () => {
  type Attack = readonly [string, (world: World) => Promise<unknown>];
  const ATTACKS: readonly Attack[] = [
    [
      'a pull request from a fork, with the label',
      async () => {
        const pull = await world.open('feature', { fork: 'mallory' });
        await world.label(pull.number, 'alice');
        world.release(pull);
      },
    ],
    ['a label by somebody who may only read', () => asked('feature', 'mallory')],
    ['a label by somebody who may only triage', () => asked('feature', 'tina')],
    [
      'a label by a bot',
      async () => {
        const pull = await world.open('feature');
        await world.label(pull.number, 'shop-ci');
        world.release(pull);
      },
    ],
    [
      'an image that nobody signed',
      async () => {
        await asked();
        for (const digest of world.images.known.keys())
          world.images.known.set(digest, { refused: 'it is not signed' });
      },
    ],
    [
      "an image of another pull request under this one's tag",
      async () => {
        const other = await world.open('other');
        world.release(other);
        await asked('feature');
        for (const app of ['api', 'web'])
          world.images.tags.set(
            `ghcr.io/acme/shop/${app}:pr-2`,
            world.images.tags.get(`ghcr.io/acme/shop/${app}:pr-1`) ?? 'sha256:',
          );
      },
    ],
    [
      'an image that was released from a branch called like a pull request',
      async () => {
        const pull = await world.open('feature');
        await world.label(pull.number, 'alice');
        const source = { ...recordSource(), ref: 'refs/heads/refs/pull/1/merge', commit: pull.merge };
        world.release(pull, ['api', 'web'], { source });
      },
    ],
    [
      'an image of another repository',
      async () => {
        const pull = await world.open('feature');
        await world.label(pull.number, 'alice');
        const source = {
          ...recordSource(),
          repository: 'mallory/shop',
          ref: 'refs/pull/1/merge',
          commit: pull.merge,
        };
        world.release(pull, ['api', 'web'], { source });
      },
    ],
    [
      'an image of another app',
      async () => {
        const pull = await world.open('feature');
        await world.label(pull.number, 'alice');
        world.release(pull, ['api', 'web'], { app: 'admin' });
      },
    ],
    [
      'a record of a commit that is not of this pull request',
      async () => {
        const pull = await world.open('feature');
        await world.label(pull.number, 'alice');
        world.release({ ...pull, merge: 'f'.repeat(40) });
      },
    ],
  ];

  it.each(ATTACKS)('%s gets no preview', async (_, attack) => {
    await attack(world);
    const { failure } = await world.preview();
    expect(failure).toBeUndefined();
    expect(await world.entries()).toEqual({});
  });

  it('hostile titles and branches reach neither the ops repository nor the comment', async () => {
    const name = 'feature/$(id)`x`-pr-9';
    const pull = await world.open(name, {
      title: '](javascript:alert(1)) <!-- sealift-preview --> \u202e::error::',
    });
    await world.label(pull.number, 'alice');
    world.release(pull);
    await world.preview();
    expect(Object.keys(await world.entries())).toEqual([
      'previews/api-pr-1/preview.json',
      'previews/web-pr-1/preview.json',
    ]);
    const texts = [...Object.values(await world.entries()), ...(await world.comments(1))].join('\n');
    for (const part of ['javascript:alert', '$(id)', '\u202e', '::error::'])
      expect(texts).not.toContain(part);
  });

  it("a forged comment is not taken for the action's own", async () => {
    await asked();
    const forged = '<!-- sealift-preview -->\nhttps://evil.example.com';
    await world.api('mallory', 'POST', `/repos/${world.shop}/issues/1/comments`, { body: forged });
    await world.preview();
    const comments = await world.comments(1);
    expect(comments[0]).toBe(forged);
    expect(comments).toHaveLength(2);
  });

  it('previews of other apps and files beside them are never touched', async () => {
    await asked();
    await world.preview();
    const others = {
      'previews/other-pr-1/preview.json': '{"app":"other"}',
      'previews/api-pr-1x/preview.json': '{}',
      'previews/README.md': 'hands off\n',
      'previews/api-pr-1/values.yaml': 'a: 1\n',
    };
    await world.commit('previews', others);
    await world.close(1);
    await world.preview();
    expect(Object.keys(await world.entries()).sort()).toEqual(Object.keys(others).sort());
  });

  it('a preview that is no preview any more is written anew', async () => {
    await asked();
    await world.preview();
    const before = await world.entries();
    await world.commit('previews', { 'previews/api-pr-1/preview.json': '{"tag":"evil"}' });
    await world.preview();
    expect(await world.entries()).toEqual(before);
  });
});

const recordSource = () => ({
  repository: world.shop,
  workflowRef: 'sealift/sealift/.github/workflows/release-app.yml@refs/tags/v1',
  runId: '17',
  runAttempt: '1',
  runUrl: 'https://github.com/acme/shop/actions/runs/17',
});
