/** Any values in any style, judged by parsers that are not the product's; what is not edited stays, byte by byte. */
import { parseEnv } from 'node:util';
import { parseImageName } from '@sealift/core/image/reference';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { type DesiredImage, editFile } from '../../src/edits/edit-file.ts';
import { parseSource } from '../../src/edits/parse-source.ts';
import { NEW_DIGEST } from './corpus.ts';
import { judge } from './forms.ts';

const edit = async (file: string, text: string, over: Partial<DesiredImage> = {}) => {
  const wanted: DesiredImage = {
    ...{ app: 'api', image: parseImageName('ghcr.io/acme/shop/api'), tag: 'v2', digest: NEW_DIGEST },
    ...{ find: { by: 'image' }, digestMode: 'none' },
    ...over,
  };
  return editFile(await parseSource(text, file, [wanted]), [wanted]).text;
};

const eol = fc.constantFrom('\n', '\r\n');
const old = fc.constantFrom('v1', '"v1"', "'v1'");
const tag = fc.constantFrom('v2', '1.10', '0123456', '12e4567', 'yes', 'sha-0f');

test('.env files', async () => {
  const other = fc.constantFrom(
    '',
    '# API_TAG=x',
    'A=1',
    'export B="x y"',
    "C='#'",
    'D=a#b',
    'E=',
    'F="a\nb"',
    ' G = h # i',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(other),
      fc.array(other),
      old,
      tag,
      eol,
      fc.boolean(),
      async (before, after, from, to, end, final) => {
        const make = (value: string) =>
          [...before, 'API_IMAGE=ghcr.io/acme/shop/api', `API_TAG=${value} # now`, ...after].join(end) +
          (final ? end : '');
        const text = await edit('prod.env', make(from), { tag: to });
        expect(text).toBe(make(from.replace('v1', to)));
        expect(parseEnv(text)).toEqual({ ...parseEnv(make(from)), API_TAG: to });
        expect(await edit('prod.env', text, { tag: to })).toBe(text);
      },
    ),
    { numRuns: 60 },
  );
});

test('Terraform variables', async () => {
  const other = fc.constantFrom(
    ...[
      '',
      '# api_tag = "x"',
      '// x',
      '/* a\nb */',
      'a = 1',
      'b = ["x", { c = true }]',
      'd = "\\"${var.e}\\""',
      'f = <<-EOT\n  api_tag = "v0"\n  EOT',
    ],
  );
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(other), tag, eol, async (lines, to, end) => {
      const make = (value: string) =>
        [...lines, 'api_image = "ghcr.io/acme/shop/api"', `api_tag   = "${value}" # now`, '']
          .join('\n')
          .replaceAll('\n', end);
      const text = await edit('prod.tfvars', make('v1'), { tag: to });
      expect(text).toBe(make(to));
      expect(await judge('prod.tf', text)).toEqual({
        ...((await judge('prod.tf', make('v1'))) as object),
        api_tag: to,
      });
    }),
    { numRuns: 25 },
  );
});

test('YAML in a string of YAML', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom('|', '|-', '|+'),
      fc
        .array(fc.constantFrom('', '# a comment', 'x: "y"', 'list:', '- 1.0'))
        .map((lines) => lines.filter((line) => !line.startsWith('-') && line !== 'list:')),
      old,
      tag,
      eol,
      async (indent, header, lines, from, to, end) => {
        const keys = lines.map((line, at) => line.replace(/^x/, `x${at}`));
        const inner = (value: string) => [
          'image:',
          '  repository: ghcr.io/acme/shop/api',
          `  tag: ${value} # now`,
          ...keys,
          'z: 1',
        ];
        const make = (value: string) =>
          [
            'spec:',
            ' helm:',
            `  values: ${header}`,
            ...inner(value).map((line) => (line === '' ? '' : `${' '.repeat(2 + indent)}${line}`)),
            '  name: api',
            '',
          ].join(end);
        const text = await edit('app.yaml', make(from), { tag: to });
        const read = (of: string) =>
          (load(of) as { spec: { helm: { values: string; name: string } } }).spec.helm;
        expect(load(read(text).values)).toEqual({
          ...(load(read(make(from)).values) as object),
          image: { repository: 'ghcr.io/acme/shop/api', tag: to },
        });
        expect(read(text).name).toBe('api');
        const [before = '', after = ''] = make('\u0000').split('\u0000');
        expect(text.startsWith(before) && text.endsWith(after)).toBe(true);
        expect(await edit('app.yaml', text, { tag: to })).toBe(text);
      },
    ),
    { numRuns: 60 },
  );
});

test('a tag that is added: without its line the file is as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom('', ' # ours'),
      fc.constantFrom([], ['pullPolicy: Always'], ['# note', 'args: [1]']),
      tag,
      eol,
      fc.boolean(),
      async (indent, remark, rest, to, end, final) => {
        const at = ' '.repeat(indent);
        const before = [
          'image:',
          `${at}repository: ghcr.io/acme/shop/api${remark}`,
          ...rest.map((line) => at + line),
        ];
        const text = before.join(end) + (final ? end : '');
        const made = await edit('values.yaml', text, { tag: to, create: true });
        const lines = made.split(end);
        const [added] = lines.splice(2, 1);
        expect(lines.join(end)).toBe(text);
        expect(added).toMatch(new RegExp(`^${at}tag: `));
        expect((load(made) as { image: { tag: unknown } }).image.tag).toBe(to);
      },
    ),
    { numRuns: 60 },
  );
});

test('a pattern that would keep another engine busy for ever', async () => {
  const regex = '^(a+)+(?<tag>v1)$';
  const text = `${'a'.repeat(20_000)}\n${'a'.repeat(30)}v1\n`;
  expect(await edit('x.txt', text, { find: { by: 'regex', regex } })).toBe(text.replace('v1', 'v2'));
  await expect(
    edit('x.txt', 'v1', { find: { by: 'regex', regex: `(?<tag>${'a'.repeat(500)})` } }),
  ).rejects.toMatchObject({
    code: 'edits/bad-target',
  });
  await expect(
    edit('x.txt', 'v1 '.repeat(101), { find: { by: 'regex', regex: '(?<tag>v1)' } }),
  ).rejects.toMatchObject({ code: 'edits/bad-target', message: expect.stringContaining('100 times') });
  await expect(
    edit('x.txt', 'v1'.padEnd(1_000_001), { find: { by: 'regex', regex: '(?<tag>v1)' } }),
  ).rejects.toMatchObject({ code: 'edits/bad-target' });
});
