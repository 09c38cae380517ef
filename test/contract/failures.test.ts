import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

const sources = (folder: string): readonly string[] =>
  existsSync(path.join(root, folder))
    ? readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => path.join(folder, file))
    : [];
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const folders = ['packages', 'actions'].flatMap((parent) =>
  readdirSync(path.join(root, parent))
    .map((name) => `${parent}/${name}/src`)
    .filter((folder) => sources(folder).length > 0),
);

const CODE = /'([a-z][a-z0-9-]*\/[a-z][a-z0-9-]*)'/g;
/** Codes that are given to a failure, wherever the text stands: `code: 'a/b'`, also behind a condition. */
const given = (text: string): readonly string[] =>
  [...text.matchAll(/\bcode(?::|\s*=)\s*([^,;\n]*(?:\n\s*[?:][^,;\n]*)*)/g)].flatMap(([, value = '']) =>
    [...value.matchAll(CODE)].map(([, code = '']) => code),
  );

const lists = new Map(
  await Promise.all(
    folders.map(async (folder): Promise<[string, readonly string[]]> => {
      const file = path.join(root, folder, 'failure-codes.ts');
      if (!existsSync(file)) return [folder, []];
      const { FAILURE_CODES } = (await import(file)) as { FAILURE_CODES: readonly string[] };
      return [folder, FAILURE_CODES];
    }),
  ),
);

describe.each(folders)('%s', (folder) => {
  const listed = lists.get(folder) ?? [];
  const files = sources(folder).filter((file) => path.basename(file) !== 'failure-codes.ts');

  it('lists the codes of its failures, each once', () => {
    expect(
      [...new Set(files.flatMap((file) => given(read(file))))].filter((code) => !listed.includes(code)),
    ).toEqual([]);
    expect(listed.filter((code, at) => listed.indexOf(code) !== at)).toEqual([]);
  });

  it('lists no code that it never gives', () => {
    const text = files.map(read).join('\n');
    expect(listed.filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });

  it('decides nothing by the category, which is for people', () => {
    const deciding = files.filter((file) =>
      /\.category\s*(?:===|!==|\))|switch \([^)]*category/.test(read(file)),
    );
    expect(deciding).toEqual([]);
  });
});

it('no code is listed twice', () => {
  const all = [...lists.values()].flat();
  expect(all.filter((code, at) => all.indexOf(code) !== at)).toEqual([]);
});
