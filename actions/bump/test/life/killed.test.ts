/** A run that ends after any of its writes, heard or unheard: the next one finds what is there and finishes it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Ops, startOps } from '../ops.ts';
import { checkAgreement, FILES, fileOf, releaseOf, type Scene, sceneOf, TAGS, valuesOf } from './scene.ts';

let ops: Ops;
let scene: Scene;
let count = 0;
beforeAll(async () => {
  ops = await startOps(FILES);
});
afterAll(() => ops.stop());
beforeEach(() => {
  count += 1;
  scene = sceneOf(ops, `killed-${count}`);
});

const api = releaseOf('api');
const web = releaseOf('web');

/** The process is gone: nothing that it would have asked later arrives, and the answer to its last write is not heard. */
function endingAfter(write: RegExp): typeof globalThis.fetch {
  let ended = false;
  return async (input, init) => {
    if (ended) throw new DOMException('The run has ended.', 'AbortError');
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    const body = pathname === '/graphql' ? await request.clone().text() : '';
    const operation = /(?:query|mutation) (\w+)/.exec(body)?.[1] ?? '';
    const response = await fetch(request);
    if (!write.test(`${request.method} ${pathname} ${operation}`.trim())) return response;
    ended = true;
    throw new DOMException('The run has ended.', 'AbortError');
  };
}

const dies = async (records: (typeof api)[], write: RegExp) => {
  await expect(
    ops.bump(records, { base: scene.base, branch: scene.branch }, endingAfter(write)),
  ).rejects.toThrow();
};

describe('opening', () => {
  test.each([
    ['the commit', /git\/commits$/],
    ['the branch', /git\/refs$/],
    ['the pull request', /POST .*\/pulls$/],
  ])('after %s', async (_, write) => {
    await dies([api], write);
    await scene.bump([api]);
    checkAgreement(ops, scene, { changes: { api: TAGS.second } });
    expect(scene.states()).toEqual(['open']);
  });
});

describe('bringing up to date, on a base that moved', () => {
  test.each([
    ['the commit', /git\/commits$/],
    ['the move of the branch', /UpdateRefs$/],
    ['the text', /PATCH .*\/pulls\/\d+$/],
  ])('after %s', async (_, write) => {
    await scene.bump([api]);
    await scene.commit({ 'README.md': `# ${count}\n` });
    await dies([web], write);
    // Another run than the one that ended: nothing of it is lost once it is on the branch.
    await scene.bump([releaseOf('jobs')]);
    const there = write.source.includes('commits') ? {} : { web: TAGS.second };
    checkAgreement(ops, scene, { changes: { api: TAGS.second, jobs: TAGS.second, ...there } });
    await scene.bump([web]);
    checkAgreement(ops, scene, { changes: { api: TAGS.second, jobs: TAGS.second, web: TAGS.second } });
  });
});

describe('closing what the base has', () => {
  test.each([
    ['its branch', /UpdateRefs$/],
    ['the comment', /issues\/\d+\/comments$/],
  ])('after %s', async (_, write) => {
    await scene.bump([api]);
    await scene.commit({ [fileOf('api')]: valuesOf('api', TAGS.second) });
    await dies([api], write);
    expect((await scene.bump([api])).changed).toBe('false');
    expect(scene.states()).toEqual(['closed']);
    // Nobody has declined anything.
    await scene.commit({ [fileOf('api')]: valuesOf('api') });
    await scene.bump([api]);
    checkAgreement(ops, scene, { changes: { api: TAGS.second } });
  });
});
