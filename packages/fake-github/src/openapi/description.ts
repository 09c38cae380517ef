import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { internalFailure } from '@sealift/core/failure';
import * as v from 'valibot';
import { collectComponents, convertSchema, isObject, type Json, type JsonObject } from './convert.ts';

const Schema = v.custom<Json>(() => true);

const Operation = v.object({
  documentationUrl: v.string(),
  parameters: v.array(
    v.object({ name: v.string(), in: v.picklist(['path', 'query']), required: v.boolean(), schema: Schema }),
  ),
  body: v.optional(v.object({ required: v.boolean(), schema: Schema })),
  /** status → media type → schema */
  responses: v.record(v.string(), v.record(v.string(), Schema)),
});
export type Operation = v.InferOutput<typeof Operation>;

const Description = v.object({
  operations: v.record(v.string(), Operation),
  definitions: v.record(v.string(), Schema),
});
/** The part of GitHub's OpenAPI description that some operations need, as JSON Schema. Keys: `GET /repos/{owner}/{repo}`. */
export type Description = v.InferOutput<typeof Description>;

/** Raise it when the conversion changes: older extracts are then not used any more. */
const EXTRACT_VERSION = 1;

/**
 * Reads the description of `keys`. The whole of it takes 350 ms and 100 MB of memory, its extract 5 ms: with
 * `cacheDir` the extract is kept there.
 * @throws Failure `internal` when an operation does not exist
 */
export async function loadDescription(keys: readonly string[], cacheDir?: string): Promise<Description> {
  const require = createRequire(import.meta.url);
  const source = require.resolve('@octokit/openapi/generated/api.github.com.json');
  const { version } = JSON.parse(await readFile(path.join(source, '../../package.json'), 'utf8')) as {
    version: string;
  };
  if (cacheDir === undefined) return extract(JSON.parse(await readFile(source, 'utf8')), keys);

  const name = createHash('sha256')
    .update([EXTRACT_VERSION, version, ...keys].join('\n'))
    .digest('hex')
    .slice(0, 16);
  const file = path.join(cacheDir, `github-openapi-${name}.json`);
  const kept = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
  const parsed = v.safeParse(Description, kept);
  if (parsed.success) return parsed.output;

  const description = extract(JSON.parse(await readFile(source, 'utf8')), keys);
  await mkdir(cacheDir, { recursive: true });
  const partial = `${file}.${randomUUID()}`;
  await writeFile(partial, JSON.stringify(description), { mode: 0o600 });
  await rename(partial, file);
  return description;
}

function extract(document: unknown, keys: readonly string[]): Description {
  if (!isObject(document)) throw missing('the description is not an object');
  const follow = (value: Json | undefined): JsonObject => {
    const reference = isObject(value) ? value['$ref'] : undefined;
    if (typeof reference !== 'string') return isObject(value) ? value : {};
    const target = reference
      .split('/')
      .slice(1)
      .reduce<Json | undefined>((at, part) => (isObject(at) ? at[part] : undefined), document);
    return follow(target);
  };
  const operations: Record<string, Operation> = {};
  for (const key of keys) {
    const [method = '', template = ''] = key.split(' ');
    const operation = follow(follow(follow(document['paths'])[template])[method.toLowerCase()]);
    if (operation['operationId'] === undefined) throw missing(key);
    operations[key] = readOperation(operation, follow);
  }
  const schemas = follow(follow(document['components'])['schemas']);
  const definitions: Record<string, Json> = {};
  const add = (component: string): void => {
    if (component in definitions) return;
    const converted = convertSchema(schemas[component] ?? {});
    definitions[component] = converted;
    collectComponents(converted, add);
  };
  for (const operation of Object.values(operations)) collectComponents(operation as unknown as Json, add);
  // Errors that every operation may answer although few list them.
  for (const component of ['basic-error', 'validation-error']) add(component);
  return { operations, definitions };
}

const missing = (what: string) =>
  internalFailure({
    code: 'fake-github/unknown-route',
    cause: `GitHub's OpenAPI description has no "${what}".`,
    remedy: 'Correct the route, or update @octokit/openapi.',
  });

function readOperation(operation: JsonObject, follow: (value: Json | undefined) => JsonObject): Operation {
  const parameters = list(operation['parameters']).map(follow);
  const body = follow(operation['requestBody']);
  const bodySchema = follow(follow(body['content'])['application/json'])['schema'];
  return {
    documentationUrl: String(follow(operation['externalDocs'])['url'] ?? 'https://docs.github.com/rest'),
    parameters: parameters.flatMap((parameter) => {
      const place = parameter['in'];
      if (place !== 'path' && place !== 'query') return [];
      const name = String(parameter['name']);
      return [
        {
          name,
          in: place,
          required: parameter['required'] === true,
          schema: convertSchema(parameter['schema'] ?? {}),
        },
      ];
    }),
    ...(bodySchema === undefined
      ? {}
      : { body: { required: body['required'] === true, schema: convertSchema(bodySchema) } }),
    responses: Object.fromEntries(
      Object.entries(follow(operation['responses'])).map(([status, response]) => [
        status,
        Object.fromEntries(
          Object.entries(follow(follow(response)['content'])).map(([type, media]) => [
            type,
            convertSchema(follow(media)['schema'] ?? {}),
          ]),
        ),
      ]),
    ),
  };
}

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
