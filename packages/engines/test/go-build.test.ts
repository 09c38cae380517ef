import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineName } from '../src/engine.ts';
import { buildWithGo, goIdentity } from '../src/go-build.ts';
import { engineManifest } from '../src/manifest.ts';
import { type Answer, type Call, execDouble } from './exec-double.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const scratch = () => path.join(folder, 'scratch');

/** Go with these answers; executables hold their own names. */
function go(onBuild: (call: Call) => Answer | Promise<Answer>, onEnv: Answer = { stdout: 'direct\n' }) {
  const told: string[] = [];
  const built = new Map<EngineName, string>();
  const double = execDouble((call) => (call.args[0] === 'env' ? onEnv : onBuild(call)));
  const build = (engines: readonly EngineName[], more: { readonly signal?: AbortSignal } = {}) =>
    buildWithGo(engines, scratch(), {
      env: { PATH: '/bin', GOROOT: '/go', GOINSECURE: '*', GONOSUMDB: '*', GOFLAGS: '-insecure', TOKEN: 't' },
      exec: double.exec,
      tell: (engine, detail) => told.push(`${engine} ${detail}`),
      built: async (engine, file) => void built.set(engine, await readFile(file, 'utf8')),
      ...more,
    });
  return { ...double, told, built, build };
}

/** Links what the arguments name, as the real Go does: the last part of each package's path. */
async function link({ args }: Call): Promise<Answer> {
  const output = args.indexOf('-o') + 1;
  for (const name of args.slice(output + 1).map((each) => path.posix.basename(each)))
    await writeFile(path.join(args[output] ?? '', name), name);
  return undefined;
}

const gone = async () => expect(await readdir(folder)).toEqual([]);

describe('compiling with Go', () => {
  it('links each program with its stamp and hands it over', async () => {
    const { build, built, calls, told } = go(link);
    await build(['buildkitd', 'fulcio', 'cosign']);
    expect([...built]).toEqual([
      ['buildkitd', 'buildkitd'],
      ['fulcio', 'fulcio'],
      ['cosign', 'cosign'],
    ]);
    const builds = calls.slice(1).map(({ args }) => args);
    expect(builds).toHaveLength(2);
    expect(builds[0]).toEqual([
      'build',
      '-v',
      '-trimpath',
      '-gcflags=all=-dwarf=false',
      '-ldflags=-s -w -X github.com/moby/buildkit/version.Version=v0.32.2',
      '-o',
      expect.stringMatching(/\/scratch\/bin-[^/]+\/$/),
      'github.com/moby/buildkit/cmd/buildkitd',
      'github.com/sigstore/fulcio',
    ]);
    expect(builds[1]).toContain('-ldflags=-s -w -X sigs.k8s.io/release-utils/version.gitVersion=v3.1.2');
    expect(told).toContain('fulcio compiling with Go: buildkitd, fulcio');
    await gone();
  });

  it('uses the committed pins, in caches of its own', async () => {
    const seen: Record<string, string> = {};
    const { build, calls } = go(async (call) => {
      for (const name of ['go.mod', 'go.sum'])
        seen[name] = await readFile(path.join(call.options.cwd ?? '', name), 'utf8');
      expect((await stat(call.options.env['GOTMPDIR'] ?? '')).isDirectory()).toBe(true);
      return link(call);
    });
    await build(['helm']);
    for (const name of ['go.mod', 'go.sum'])
      expect(seen[name]).toBe(await readFile(new URL(`../go/helm/${name}`, import.meta.url), 'utf8'));
    expect(calls[1]?.options.env).toMatchObject({
      GOMODCACHE: path.join(scratch(), 'modules'),
      GOCACHE: path.join(scratch(), 'cache'),
    });
  });

  it('keeps the user’s proxy, but no setting that turns checksums off and no secret', async () => {
    const { build, calls } = go(link, { stdout: 'https://proxy.example\n' });
    await build(['helm']);
    expect(calls[0]).toMatchObject({ file: 'go', args: ['env', 'GOPROXY'] });
    const env = calls[1]?.options.env ?? {};
    expect(env).toMatchObject({
      PATH: '/bin',
      GOROOT: '/go',
      GOENV: 'off',
      GOPROXY: 'https://proxy.example',
      GOFLAGS: '-mod=readonly -modcacherw -buildvcs=false',
      CGO_ENABLED: '0',
    });
    for (const name of ['GOINSECURE', 'GONOSUMDB', 'TOKEN']) expect(env).not.toHaveProperty(name);
  });

  it('falls back to the public proxy where Go names none', async () => {
    const { build, calls } = go(link, { stdout: '\n' });
    await build(['helm']);
    expect(calls[1]?.options.env['GOPROXY']).toBe('https://proxy.golang.org,direct');
  });

  it.each<[string, Answer]>([
    ['cannot be started', new Error('no such file')],
    ['does not work', { exitCode: 2 }],
  ])('says what to install when Go %s', async (_, answer) => {
    const { build, calls } = go(link, answer);
    await expect(build(['helm', 'crane'])).rejects.toMatchObject({
      code: 'engines/no-go',
      message: expect.stringContaining('helm, crane'),
    });
    expect(calls).toHaveLength(1);
    await gone();
  });

  it.each<[string, Partial<{ exitCode: number; timedOut: boolean }>, string]>([
    ['engines/slow-build', { exitCode: -1, timedOut: true }, ''],
    ['engines/disk-full', { exitCode: 1 }, 'write /x: no space left on device'],
    ['engines/modules', { exitCode: 1 }, 'helm.sh/helm/v4@v4: dial tcp 1.2.3.4:443: connect: refused'],
    ['engines/modules', { exitCode: 1 }, 'reading https://proxy.example/x.zip: 404 Not Found'],
    ['engines/modules', { exitCode: 1 }, 'go: module lookup disabled by GOPROXY=off'],
    [
      'engines/modules',
      { exitCode: 1 },
      'go: a.example/b@v1: Get "https://proxy.example/a": x509: certificate signed by unknown authority',
    ],
    [
      'engines/modules',
      { exitCode: 1 },
      'go: a.example/b@v1: git ls-remote -q origin in /m: exit status 128: fatal: unable to access',
    ],
    ['engines/no-build', { exitCode: 1 }, 'main.go:1:1: syntax error'],
    ['engines/no-build', { exitCode: 1 }, 'net/proxy/tls.go:404:403: undefined: connection'],
    ['engines/no-build', { exitCode: 1 }, 'main.go:7:2: cannot use certificate (TLS) as i/o timeout'],
  ])('fails with %s %#', async (code, result, line) => {
    const { build, built } = go(({ options }) => {
      for (const each of ['helm.sh/helm/v4', 'go: downloading helm.sh/helm v4', line])
        options.onLine?.(each, 'stderr');
      return result;
    });
    const thrown = await build(['helm']).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code, message: expect.stringContaining('helm') });
    // Neither the compiled packages nor the downloads are the cause.
    expect(String(thrown)).not.toContain('go: downloading');
    expect(built.size).toBe(0);
    await gone();
  });

  it('ends, and leaves nothing, when it is cancelled', async () => {
    const ending = new AbortController();
    const { build, built, calls } = go(async (call) => {
      ending.abort(new Error('cancelled'));
      return link(call);
    });
    await expect(build(['helm', 'crane'], { signal: ending.signal })).rejects.toThrow('cancelled');
    expect(calls[1]?.options.signal).toBe(ending.signal);
    expect(calls).toHaveLength(2);
    expect(built.size).toBe(0);
    await gone();
  });

  it('does not call a cancellation a missing Go', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'));
    await expect(go(link, new Error('ended')).build(['helm'], { signal })).rejects.toThrow('cancelled');
  });
});

describe('the identity of a compiled engine', () => {
  const helm = engineManifest.helm.go;
  it('holds while nothing changes, and is another for another package, stamp or module', async () => {
    if (helm === undefined) throw new Error('helm is compiled');
    const identity = await goIdentity(helm);
    expect(identity).toMatch(/^go:sha256:[0-9a-f]{64}$/);
    expect(await goIdentity({ ...helm })).toBe(identity);
    for (const change of [{ package: 'other' }, { stamp: 'a=b' }, { module: 'suite' as const }])
      expect(await goIdentity({ ...helm, ...change })).not.toBe(identity);
  });
});
