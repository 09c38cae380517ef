import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { convertSchema } from '../src/openapi/convert.ts';
import { loadDescription } from '../src/openapi/description.ts';
import { createValidator } from '../src/openapi/validator.ts';

describe('schemas of OpenAPI 3.0 become JSON Schema', () => {
  test.each([
    ['nullable types', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [
      'nullable enums',
      { type: 'string', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'nullable references',
      { nullable: true, allOf: [{ $ref: '#/components/schemas/x' }] },
      { anyOf: [{ allOf: [{ $ref: 'github.json#/definitions/x' }] }, { type: 'null' }] },
    ],
    ['overlapping alternatives', { oneOf: [{ type: 'string' }, {}] }, { anyOf: [{ type: 'string' }, {}] }],
    ['comments', { type: 'string', example: 'x', description: 'y', format: 'repo.nwo' }, { type: 'string' }],
    [
      'properties named like keywords',
      {
        properties: {
          description: { type: 'string' },
          example: { type: 'object', properties: { nullable: { type: 'boolean' } } },
        },
      },
      {
        properties: {
          description: { type: 'string' },
          example: { type: 'object', properties: { nullable: { type: 'boolean' } } },
        },
      },
    ],
  ])('%s', (_, schema, expected) => {
    expect(convertSchema(schema)).toEqual(expected);
  });
});

const KEYS = ['GET /repos/{owner}/{repo}/git/ref/{ref}', 'PATCH /repos/{owner}/{repo}/git/refs/{ref}'];

test('the extract of the description is kept, and made anew when it is spoilt', async () => {
  const cache = await mkdtemp(path.join(tmpdir(), 'sealift-openapi-'));
  try {
    const first = await loadDescription(KEYS, cache);
    const [file = ''] = await readdir(cache);
    expect(await loadDescription(KEYS, cache)).toEqual(first);
    await writeFile(path.join(cache, file), '{"operations": 1}');
    expect(await loadDescription(KEYS, cache)).toEqual(first);
    expect(await loadDescription(KEYS)).toEqual(first);
    expect(await readdir(cache)).toEqual([file]);
    expect(Object.keys(first.definitions).length).toBeLessThan(10);
  } finally {
    await rm(cache, { recursive: true });
  }
});

test('an operation that GitHub does not have is a bug', async () => {
  await expect(loadDescription(['GET /repos/{owner}/{repo}/nothing'])).rejects.toMatchObject({
    category: 'internal',
  });
});

test('answers are held to the description too', async () => {
  const validator = createValidator(await loadDescription(KEYS));
  const [key = ''] = KEYS;
  const ref = {
    ref: 'refs/heads/main',
    node_id: 'x',
    url: 'https://api.github.com/x',
    object: { type: 'commit', sha: 'a'.repeat(40), url: 'https://api.github.com/y' },
  };
  expect(validator.response(key, 200, 'application/json', ref)).toEqual([]);
  expect(validator.response(key, 200, 'application/json', { ...ref, url: 'no address' })).toEqual([
    '"url" must match format "uri"',
  ]);
  expect(validator.response(key, 200, 'application/json', {})).not.toEqual([]);
  expect(validator.response(key, 418, 'application/json', ref)).toEqual([
    `418 with application/json is not an answer of ${key}`,
  ]);
  expect(validator.response(key, 403, 'application/json', { message: 'no', documentation_url: 'x' })).toEqual(
    [],
  );
  expect(validator.response(key, 403, 'application/json', { message: 7 })).not.toEqual([]);
});
