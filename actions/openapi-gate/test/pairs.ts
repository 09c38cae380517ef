/**
 * Two versions of an API each, and what the change means to a client that was written for the first one. The verdicts
 * are written by hand from the specification (OpenAPI 3.0.4, 3.1.1, JSON Schema 2020-12): a request that was valid must
 * stay valid, and a response that may come now must have been possible before.
 */

type Json = Readonly<Record<string, unknown>>;

export type Pair = {
  readonly name: string;
  readonly base: Json;
  readonly revision: Json;
  /** `breaks`: the gate fails. `maybe`: some clients. `fits`: none. */
  readonly verdict: 'breaks' | 'maybe' | 'fits';
  /** Why, from the specification. */
  readonly why: string;
  /** An operation that must be named when it is not `GET /items`. */
  readonly operation?: string;
};

type Parts = {
  readonly version?: string;
  readonly schema?: Json;
  readonly parameters?: readonly Json[];
  readonly request?: Json;
  readonly requestRequired?: boolean;
  readonly responses?: Json;
  readonly operation?: Json;
  readonly extra?: Json;
  readonly paths?: Json;
};

const ITEM: Json = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' }, note: { type: 'string' } },
};
const json = (schema: Json): Json => ({ 'application/json': { schema } });
const ok = (schema: Json): Json => ({ '200': { description: 'ok', content: json(schema) } });

/** A document with `GET /items`, and `POST /items` where a request is given. */
function api(parts: Parts = {}): Json {
  const { version = '3.1.0', schema = ITEM, parameters, request, responses, operation, extra, paths } = parts;
  return {
    openapi: version,
    info: { title: 'Items', version: '1' },
    paths: {
      '/items': {
        get: {
          operationId: 'listItems',
          ...(parameters === undefined ? {} : { parameters }),
          responses: responses ?? ok(schema),
          ...operation,
        },
        ...(request === undefined
          ? {}
          : {
              post: {
                operationId: 'addItem',
                requestBody: { required: parts.requestRequired ?? true, content: json(request) },
                responses: { '201': { description: 'made' } },
              },
            }),
      },
      ...paths,
    },
    ...extra,
  };
}

const properties = (change: Json, required: readonly string[] = ['id', 'name']): Json => ({
  ...ITEM,
  required,
  properties: { ...(ITEM['properties'] as Json), ...change },
});
const query = (name: string, schema: Json, more: Json = {}): Json => ({ name, in: 'query', schema, ...more });
const status = (values: readonly string[]): Json => properties({ status: { type: 'string', enum: values } });

const inQuery = (before: Json, after: Json): Pick<Pair, 'base' | 'revision'> => ({
  base: api({ parameters: [query('q', before)] }),
  revision: api({ parameters: [query('q', after)] }),
});
const inResponse = (before: Json, after: Json): Pick<Pair, 'base' | 'revision'> => ({
  base: api({ schema: before }),
  revision: api({ schema: after }),
});
const inRequest = (before: Json, after: Json): Pick<Pair, 'base' | 'revision' | 'operation'> => ({
  base: api({ request: before }),
  revision: api({ request: after }),
  operation: 'POST /items',
});

const callback = (required: readonly string[]): Json => ({
  callbacks: {
    done: {
      '{$request.query.url}': {
        post: {
          requestBody: { content: json({ ...ITEM, required }) },
          responses: { '200': { description: 'ok' } },
        },
      },
    },
  },
});

export const PAIRS: readonly Pair[] = [
  {
    name: 'nothing changed',
    base: api(),
    revision: api(),
    verdict: 'fits',
    why: 'It is the same document.',
  },
  {
    name: 'keys in another order',
    base: api(),
    revision: { paths: api()['paths'], info: api()['info'], openapi: '3.1.0' },
    verdict: 'fits',
    why: 'Objects of JSON have no order.',
  },
  {
    name: 'a property of the request becomes required',
    ...inRequest(ITEM, { ...ITEM, required: ['id', 'name', 'note'] }),
    verdict: 'breaks',
    why: 'Requests without it were valid.',
  },
  {
    name: 'a property of the request becomes optional',
    ...inRequest(ITEM, { ...ITEM, required: ['id'] }),
    verdict: 'fits',
    why: 'All requests that were valid still are.',
  },
  {
    name: 'a required property of the response becomes optional',
    ...inResponse(ITEM, { ...ITEM, required: ['id'] }),
    verdict: 'breaks',
    why: 'A client that reads it may find nothing.',
  },
  {
    name: 'an optional property of the response becomes required',
    ...inResponse(ITEM, { ...ITEM, required: ['id', 'name', 'note'] }),
    verdict: 'fits',
    why: 'Such responses were possible before.',
  },
  {
    name: 'a required property of the response is removed',
    ...inResponse(ITEM, { ...ITEM, required: ['id'], properties: { id: { type: 'integer' } } }),
    verdict: 'breaks',
    why: 'A client that reads it finds nothing.',
  },
  {
    name: 'an optional property is added to the response',
    ...inResponse(ITEM, properties({ color: { type: 'string' } })),
    verdict: 'fits',
    why: 'Unknown properties were allowed before.',
  },
  {
    name: 'a new required property in the request',
    ...inRequest(ITEM, properties({ color: { type: 'string' } }, ['id', 'name', 'color'])),
    verdict: 'breaks',
    why: 'Nobody sends it yet.',
  },
  {
    name: 'a new required property in the request that has a default',
    ...inRequest(ITEM, properties({ color: { type: 'string', default: 'red' } }, ['id', 'name', 'color'])),
    verdict: 'breaks',
    why: '"default" is an annotation: a body without the property is not valid by "required".',
  },
  {
    name: 'an enum of the request is narrowed',
    ...inRequest(status(['a', 'b']), status(['a'])),
    verdict: 'breaks',
    why: 'Requests with "b" were valid.',
  },
  {
    name: 'an enum of the request is widened',
    ...inRequest(status(['a']), status(['a', 'b'])),
    verdict: 'fits',
    why: 'All requests that were valid still are.',
  },
  {
    name: 'an enum of the response is widened',
    ...inResponse(status(['a']), status(['a', 'b'])),
    verdict: 'breaks',
    why: 'A client that knows all values meets a new one.',
  },
  {
    name: 'an enum of the response is narrowed',
    ...inResponse(status(['a', 'b']), status(['a'])),
    verdict: 'fits',
    why: 'All values were possible before.',
  },
  {
    name: 'a property of the response becomes nullable (3.0)',
    base: api({ version: '3.0.3' }),
    revision: api({ version: '3.0.3', schema: properties({ name: { type: 'string', nullable: true } }) }),
    verdict: 'breaks',
    why: 'A client that takes it for a text gets null.',
  },
  {
    name: 'a property of the response becomes nullable (3.1)',
    ...inResponse(ITEM, properties({ name: { type: ['string', 'null'] } })),
    verdict: 'breaks',
    why: 'A client that takes it for a text gets null.',
  },
  {
    name: 'a property of the request is nullable no more (3.1)',
    ...inRequest(properties({ name: { type: ['string', 'null'] } }), ITEM),
    verdict: 'breaks',
    why: 'Requests with null were valid.',
  },
  {
    name: 'integer becomes number in the response',
    ...inResponse(ITEM, properties({ id: { type: 'number' } })),
    verdict: 'breaks',
    why: 'A client that reads whole numbers gets 1.5.',
  },
  {
    name: 'integer becomes number in the request',
    ...inRequest(ITEM, properties({ id: { type: 'number' } })),
    verdict: 'fits',
    why: 'Every integer is a number.',
  },
  {
    name: 'number becomes integer in the request',
    ...inRequest(properties({ id: { type: 'number' } }), ITEM),
    verdict: 'breaks',
    why: 'Requests with 1.5 were valid.',
  },
  {
    name: 'the default of a parameter changes',
    ...inQuery({ type: 'integer', default: 10 }, { type: 'integer', default: 20 }),
    verdict: 'maybe',
    why: 'Requests stay valid, and who leaves it out gets something else than before.',
  },
  {
    name: 'a parameter of the path is renamed, everything else is the same',
    base: api({ paths: item('id') }),
    revision: api({ paths: item('itemId') }),
    verdict: 'fits',
    why: 'The name stands in the description alone: the addresses are the same.',
  },
  {
    name: 'a path is removed',
    base: api({ paths: item('id') }),
    revision: api(),
    verdict: 'breaks',
    why: 'Its clients get 404.',
    operation: 'GET /items/{id}',
  },
  {
    name: 'an operation that was announced as deprecated, and whose sunset is past, is removed',
    base: api({ paths: item('id', { deprecated: true, 'x-sunset': '2020-01-01' }) }),
    revision: api(),
    verdict: 'fits',
    why: 'RFC 8594: after that day it need not answer any more.',
  },
  {
    name: 'an operation that was announced as deprecated is removed before its sunset',
    base: api({ paths: item('id', { deprecated: true, 'x-sunset': '2999-01-01' }) }),
    revision: api(),
    verdict: 'breaks',
    why: 'It was promised until that day.',
    operation: 'GET /items/{id}',
  },
  {
    name: 'an operation is announced as deprecated with a sunset',
    base: api({ paths: item('id') }),
    revision: api({ paths: item('id', { deprecated: true, 'x-sunset': '2999-01-01' }) }),
    verdict: 'fits',
    why: 'It still answers.',
  },
  {
    name: 'an operation is added',
    base: api(),
    revision: api({ paths: item('id') }),
    verdict: 'fits',
    why: 'Nobody calls it yet.',
  },
  {
    name: 'a status of success is removed',
    base: api({ responses: { ...ok(ITEM), '202': { description: 'later' } } }),
    revision: api(),
    verdict: 'breaks',
    why: 'A client that waits for it waits in vain.',
  },
  {
    name: 'a status of failure is removed',
    base: api({ responses: { ...ok(ITEM), '409': { description: 'conflict' } } }),
    revision: api(),
    verdict: 'fits',
    why: 'Fewer responses are possible than before.',
  },
  {
    name: 'security is added to an open operation',
    base: api({ extra: schemes() }),
    revision: api({ extra: schemes(), operation: { security: [{ key: [] }] } }),
    verdict: 'breaks',
    why: 'Requests without credentials were answered.',
  },
  {
    name: 'a second way to authenticate is added',
    base: api({ extra: schemes(), operation: { security: [{ key: [] }] } }),
    revision: api({ extra: schemes(), operation: { security: [{ key: [] }, { token: [] }] } }),
    verdict: 'fits',
    why: 'Requirements are alternatives: the first is still enough.',
  },
  {
    name: 'a second scheme is demanded besides the first',
    base: api({ extra: schemes(), operation: { security: [{ key: [] }] } }),
    revision: api({ extra: schemes(), operation: { security: [{ key: [], token: [] }] } }),
    verdict: 'breaks',
    why: 'Who has the key alone is turned away.',
  },
  {
    name: 'a scope is demanded',
    base: api({ extra: schemes(), operation: { security: [{ oauth: ['read'] }] } }),
    revision: api({ extra: schemes(), operation: { security: [{ oauth: ['read', 'write'] }] } }),
    verdict: 'breaks',
    why: 'Tokens for "read" were enough.',
  },
  {
    name: 'security of the whole document is added',
    base: api({ extra: schemes() }),
    revision: api({ extra: { ...schemes(), security: [{ key: [] }] } }),
    verdict: 'breaks',
    why: 'It is about every operation that does not say otherwise.',
  },
  {
    name: 'security is removed',
    base: api({ extra: schemes(), operation: { security: [{ key: [] }] } }),
    revision: api({ extra: schemes() }),
    verdict: 'fits',
    why: 'Requests with credentials are still answered.',
  },
  {
    name: 'a media type of the response is removed',
    base: api({ responses: { '200': { description: 'ok', content: { ...json(ITEM), 'text/csv': {} } } } }),
    revision: api(),
    verdict: 'breaks',
    why: 'A client that asks for it gets another one, or 406.',
  },
  {
    name: 'a media type of the request is removed',
    base: {
      ...api(),
      paths: { '/items': { put: put({ ...json(ITEM), 'application/xml': { schema: ITEM } }) } },
    },
    revision: { ...api(), paths: { '/items': { put: put(json(ITEM)) } } },
    verdict: 'breaks',
    why: 'A client that sends it gets 415.',
    operation: 'PUT /items',
  },
  {
    name: 'a variant of oneOf is added to the response',
    ...inResponse(
      { oneOf: [{ type: 'string' }, { type: 'integer' }] },
      { oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }] },
    ),
    verdict: 'breaks',
    why: 'A client gets a form that it does not know.',
  },
  {
    name: 'a variant of anyOf is removed from the request',
    ...inRequest(
      {
        anyOf: [
          { type: 'object', required: ['a'] },
          { type: 'object', required: ['b'] },
        ],
      },
      { anyOf: [{ type: 'object', required: ['a'] }] },
    ),
    verdict: 'breaks',
    why: 'Requests with "b" alone were valid.',
  },
  {
    name: 'a variant of oneOf is added to the request',
    ...inRequest({ oneOf: [{ type: 'string' }] }, { oneOf: [{ type: 'string' }, { type: 'integer' }] }),
    verdict: 'fits',
    why: 'Texts are still valid.',
  },
  {
    name: 'the format of a property of the response changes',
    ...inResponse(
      properties({ name: { type: 'string', format: 'date' } }),
      properties({ name: { type: 'string', format: 'date-time' } }),
    ),
    verdict: 'breaks',
    why: 'A client that reads a day gets a moment.',
  },
  {
    name: 'additionalProperties of the request are forbidden',
    ...inRequest(ITEM, { ...ITEM, additionalProperties: false }),
    verdict: 'breaks',
    why: 'Requests with further properties were valid.',
  },
  {
    name: 'a schema moves behind $ref, and says the same',
    base: api(),
    revision: api({
      schema: { $ref: '#/components/schemas/Item' },
      extra: { components: { schemas: { Item: ITEM } } },
    }),
    verdict: 'fits',
    why: 'A reference stands for what it points to.',
  },
  {
    name: 'a schema that others refer to is renamed',
    base: api({
      schema: { $ref: '#/components/schemas/Item' },
      extra: { components: { schemas: { Item: ITEM } } },
    }),
    revision: api({
      schema: { $ref: '#/components/schemas/Thing' },
      extra: { components: { schemas: { Thing: ITEM } } },
    }),
    verdict: 'fits',
    why: 'Names of schemas are never sent.',
  },
  {
    name: 'the server changes',
    base: api({ extra: { servers: [{ url: 'https://api.example.com/v1' }] } }),
    revision: api({ extra: { servers: [{ url: 'https://api.example.com/v2' }] } }),
    verdict: 'fits',
    why: 'Where it is deployed is another matter than what it says; the old address may go on.',
  },
  {
    name: 'operationId is renamed',
    base: api(),
    revision: api({ operation: { operationId: 'getItems' } }),
    verdict: 'fits',
    why: 'It is never sent; generated code calls it otherwise, which its compiler says.',
  },
  {
    name: 'OpenAPI 3.0 becomes 3.1, and says the same',
    base: api({ version: '3.0.3', schema: properties({ name: { type: 'string', nullable: true } }) }),
    revision: api({ schema: properties({ name: { type: ['string', 'null'] } }) }),
    verdict: 'fits',
    why: '3.1 writes "nullable" as a type.',
  },
  {
    name: 'OpenAPI 3.0 becomes 3.1 with exclusiveMinimum as a number',
    base: api({
      version: '3.0.3',
      parameters: [query('q', { type: 'integer', minimum: 0, exclusiveMinimum: true })],
    }),
    revision: api({ parameters: [query('q', { type: 'integer', exclusiveMinimum: 0 })] }),
    verdict: 'fits',
    why: 'Both mean greater than zero.',
  },
  {
    name: 'a pattern of a parameter is added',
    ...inQuery({ type: 'string' }, { type: 'string', pattern: '^[a-z]+$' }),
    verdict: 'breaks',
    why: 'Requests with digits were valid.',
  },
  {
    name: 'a pattern of a parameter is made stricter',
    ...inQuery({ type: 'string', pattern: '^[a-z0-9]+$' }, { type: 'string', pattern: '^[a-z]+$' }),
    verdict: 'maybe',
    why: 'Which of two patterns takes more cannot be told by a program; a person has to look.',
  },
  {
    name: 'maxLength of a parameter is reduced',
    ...inQuery({ type: 'string', maxLength: 10 }, { type: 'string', maxLength: 5 }),
    verdict: 'breaks',
    why: 'Longer values were valid.',
  },
  {
    name: 'maxLength of a parameter is raised',
    ...inQuery({ type: 'string', maxLength: 5 }, { type: 'string', maxLength: 10 }),
    verdict: 'fits',
    why: 'All values that were valid still are.',
  },
  {
    name: 'maximum of the response is raised',
    ...inResponse(
      properties({ id: { type: 'integer', maximum: 10 } }),
      properties({ id: { type: 'integer', maximum: 20 } }),
    ),
    verdict: 'breaks',
    why: 'A client that has room for 10 gets 20.',
  },
  {
    name: 'a required header of the response is removed',
    base: api({ responses: headers(['ETag']) }),
    revision: api({ responses: headers([]) }),
    verdict: 'breaks',
    why: 'A client that reads it finds nothing.',
  },
  {
    name: 'an optional cookie becomes required',
    base: api({ parameters: [{ name: 'sid', in: 'cookie', schema: { type: 'string' } }] }),
    revision: api({
      parameters: [{ name: 'sid', in: 'cookie', required: true, schema: { type: 'string' } }],
    }),
    verdict: 'breaks',
    why: 'Requests without it were valid.',
  },
  {
    name: 'an optional header of the request is added',
    base: api(),
    revision: api({ parameters: [{ name: 'X-Trace', in: 'header', schema: { type: 'string' } }] }),
    verdict: 'fits',
    why: 'Requests without it are valid.',
  },
  {
    name: 'a required parameter is added',
    base: api(),
    revision: api({ parameters: [query('q', { type: 'string' }, { required: true })] }),
    verdict: 'breaks',
    why: 'Nobody sends it yet.',
  },
  {
    name: 'an optional parameter is removed',
    base: api({ parameters: [query('q', { type: 'string' })] }),
    revision: api(),
    verdict: 'maybe',
    why: 'The request is still answered, and what it asked for is not heeded any more.',
  },
  {
    name: 'the style of a list in a parameter changes',
    base: api({ parameters: [query('q', { type: 'array', items: { type: 'string' } }, { explode: true })] }),
    revision: api({
      parameters: [query('q', { type: 'array', items: { type: 'string' } }, { explode: false })],
    }),
    verdict: 'breaks',
    why: 'q=a&q=b is one value now.',
  },
  {
    name: 'an optional body becomes required',
    base: api({ request: ITEM, requestRequired: false }),
    revision: api({ request: ITEM }),
    verdict: 'breaks',
    why: 'Requests without a body were valid.',
    operation: 'POST /items',
  },
  {
    name: 'a callback sends less',
    base: api({ operation: callback(['id', 'name']) }),
    revision: api({ operation: callback(['id']) }),
    verdict: 'maybe',
    why: 'In a callback the client receives: it may find no "name". No rule compares callbacks, and that is said.',
  },
  {
    name: 'a description is corrected',
    base: api({ operation: { description: 'Lists itmes' } }),
    revision: api({ operation: { description: 'Lists items' } }),
    verdict: 'fits',
    why: 'Descriptions are for people.',
  },
];

function item(name: string, more: Json = {}): Json {
  return {
    [`/items/{${name}}`]: {
      get: {
        operationId: 'getItem',
        parameters: [{ name, in: 'path', required: true, schema: { type: 'integer' } }],
        responses: ok(ITEM),
        ...more,
      },
    },
  };
}

function schemes(): Json {
  const flow = { tokenUrl: 'https://id.example.com/token', scopes: { read: 'reads', write: 'writes' } };
  return {
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'X-Key' },
        token: { type: 'http', scheme: 'bearer' },
        oauth: { type: 'oauth2', flows: { clientCredentials: flow } },
      },
    },
  };
}

function put(content: Json): Json {
  return {
    operationId: 'putItem',
    requestBody: { required: true, content },
    responses: { '204': { description: 'done' } },
  };
}

function headers(names: readonly string[]): Json {
  return {
    '200': {
      description: 'ok',
      content: json(ITEM),
      headers: Object.fromEntries(
        names.map((name) => [name, { required: true, schema: { type: 'string' } }]),
      ),
    },
  };
}
