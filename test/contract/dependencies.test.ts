import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** Which workspace packages each may import. Arrows point one way: actions → the middle row → core. */
const ALLOWED: Record<string, readonly string[]> = {
  core: [],
  runtime: ['core'],
  registry: ['core'],
  github: ['core'],
  tools: ['core', 'registry'],
  rehearsal: ['core', 'registry', 'tools'],
};
const ACTIONS_MAY = ['core', 'runtime', 'registry', 'github', 'tools'];

const sources = (folder: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file));

const imports = (file: string) =>
  [...readFileSync(path.join(root, file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(
    ([, name]) => String(name),
  );

const workspace = (name: string) => /^@sealift\/([a-z-]+)\//.exec(name)?.[1];

describe('imports', () => {
  it.each(Object.keys(ALLOWED))('packages/%s imports only what lies below it', (name) => {
    const wrong = sources(`packages/${name}/src`).flatMap((file) =>
      imports(file)
        .map(workspace)
        .filter((other) => other !== undefined && !ALLOWED[name]?.includes(other))
        .map((other) => `${file} → ${other}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(readdirSync(path.join(root, 'actions')))('actions/%s imports no other action', (name) => {
    const wrong = sources(`actions/${name}/src`).flatMap((file) =>
      imports(file)
        .filter((other) => {
          const inside = workspace(other);
          if (inside !== undefined) return !ACTIONS_MAY.includes(inside);
          return (
            other.startsWith('.') &&
            path.relative(`actions/${name}`, path.join(path.dirname(file), other)).startsWith('..')
          );
        })
        .map((other) => `${file} → ${other}`),
    );
    expect(wrong).toEqual([]);
  });

  it('core does no I/O: it imports parsers, valibot and pure parts of Node', () => {
    const pure = ['yaml', 'jsonc-parser', 'toml-eslint-parser', 'valibot', 'node:crypto', 'node:path'];
    const wrong = sources('packages/core/src').flatMap((file) =>
      imports(file)
        .filter((name) => !name.startsWith('.') && !pure.includes(name))
        .map((name) => `${file} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('only runtime knows @actions/core', () => {
    const everywhere = [
      ...Object.keys(ALLOWED).map((name) => `packages/${name}/src`),
      ...readdirSync(path.join(root, 'actions')).map((name) => `actions/${name}/src`),
    ];
    const wrong = everywhere
      .filter((folder) => folder !== 'packages/runtime/src')
      .flatMap(sources)
      .filter((file) => imports(file).some((name) => name === '@actions/core'));
    expect(wrong).toEqual([]);
  });
});
