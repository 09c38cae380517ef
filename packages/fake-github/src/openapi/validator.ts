import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { isObject, type Json, ROOT } from './convert.ts';
import type { Description, Operation } from './description.ts';

// The package is CommonJS with the function as `default` of its `default`.
const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default;

export type RequestParts = {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** undefined: no body */
  readonly body: unknown;
};

/** A valid request, its parameters converted to the types that the description gives them. */
export type Checked = {
  readonly problems: readonly string[];
  /** Parameters and top-level fields that the description does not know. */
  readonly ignored: readonly string[];
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
};

export type Validator = {
  readonly documentationUrl: (key: string) => string;
  request(key: string, parts: RequestParts): Checked;
  /** What is wrong with an answer of ours. */
  response(key: string, status: number, mediaType: string, body: unknown): readonly string[];
};

/** Errors that GitHub gives on any route, whether its description lists them or not. */
const COMMON_ERRORS: Readonly<Record<number, string>> = {
  400: 'basic-error',
  401: 'basic-error',
  403: 'basic-error',
  404: 'basic-error',
  409: 'basic-error',
  413: 'basic-error',
  422: 'validation-error',
  429: 'basic-error',
  503: 'basic-error',
};

export function createValidator(description: Description): Validator {
  const options = {
    strict: false,
    allErrors: true,
    validateSchema: false,
    // The schemas share large parts: each is compiled once instead of wherever it is named.
    inlineRefs: false,
  } as const;
  const definitions = { $id: ROOT, definitions: description.definitions };
  const bodies = new Ajv(options);
  // Path and query arrive as text: "1" is a good integer there, and a bad one in a body.
  const parameters = new Ajv({ ...options, coerceTypes: true });
  for (const ajv of [bodies, parameters]) {
    addFormats(ajv);
    ajv.addSchema(definitions);
  }
  const compiled = new Map<string, ValidateFunction>();
  const check = (ajv: Ajv, name: string, schema: Json, value: unknown): readonly string[] => {
    let validate = compiled.get(name);
    if (validate === undefined) {
      validate = ajv.compile(isObject(schema) ? { ...schema } : {});
      compiled.set(name, validate);
    }
    return validate(value) ? [] : explain(validate.errors ?? []);
  };
  const operationOf = (key: string): Operation => {
    const operation = description.operations[key];
    if (operation === undefined) throw new Error(`no operation ${key} was loaded`);
    return operation;
  };

  return {
    documentationUrl: (key) => operationOf(key).documentationUrl,
    request: (key, parts) => {
      const operation = operationOf(key);
      const path = { ...parts.path } as Record<string, unknown>;
      const query = { ...parts.query } as Record<string, unknown>;
      const problems = [
        ...check(parameters, `path ${key}`, parameterSchema(operation, 'path'), path),
        ...check(parameters, `query ${key}`, parameterSchema(operation, 'query'), query),
      ];
      const known = new Set(operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name));
      const ignored = Object.keys(query)
        .filter((name) => !known.has(name))
        .map((name) => `query parameter "${name}"`);
      if (operation.body === undefined) {
        if (isObject(parts.body) && Object.keys(parts.body).length > 0) ignored.push('the body');
      } else if (parts.body !== undefined || operation.body.required) {
        problems.push(...check(bodies, `body ${key}`, operation.body.schema, parts.body));
        if (isObject(parts.body)) ignored.push(...unknownFields(operation.body.schema, parts.body));
      }
      return { problems, ignored, path, query };
    },
    response: (key, status, mediaType, body) => {
      const operation = operationOf(key);
      const described = operation.responses[String(status)];
      const schema =
        described?.[mediaType] ?? (mediaType === 'application/json' ? errorSchema(status) : undefined);
      if (schema !== undefined) return check(bodies, `${status} ${mediaType} ${key}`, schema, body);
      if (described !== undefined && Object.keys(described).length === 0) return [];
      // Raw, diff and patch are media types that the description leaves out for most routes.
      if (described !== undefined && /^application\/vnd\.github\.(?:raw|diff|patch|sha)/.test(mediaType))
        return [];
      return [`${status} with ${mediaType} is not an answer of ${key}`];
    },
  };
}

const errorSchema = (status: number): Json | undefined => {
  const component = COMMON_ERRORS[status];
  return component === undefined ? undefined : { $ref: `${ROOT}#/definitions/${component}` };
};

const parameterSchema = (operation: Operation, place: 'path' | 'query'): Json => {
  const of = operation.parameters.filter((one) => one.in === place);
  return {
    type: 'object',
    required: of.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(of.map(({ name, schema }) => [name, schema])),
  };
};

/** Only for plain objects: where alternatives are described, nobody can say which one a field belongs to. */
const unknownFields = (schema: Json, body: object): string[] => {
  const properties = isObject(schema) ? schema['properties'] : undefined;
  if (!isObject(properties)) return [];
  return Object.keys(body)
    .filter((name) => !(name in properties))
    .map((name) => `field "${name}"`);
};

const explain = (errors: readonly ErrorObject[]): readonly string[] =>
  errors.slice(0, 20).map(({ instancePath, message, params, keyword }) => {
    const at = instancePath === '' ? 'the value' : `"${instancePath.slice(1).replaceAll('/', '.')}"`;
    const detail = keyword === 'enum' ? ` (${JSON.stringify(params['allowedValues'])})` : '';
    return `${at} ${message ?? 'is invalid'}${detail}`;
  });
