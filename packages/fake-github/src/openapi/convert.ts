/**
 * OpenAPI 3.0 schemas as JSON Schema draft-07 that Ajv compiles. Differences between the two that matter:
 * https://spec.openapis.org/oas/v3.0.3#schema-object
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The keywords that decide about validity. Descriptions and examples are most of the document's 13 MB. */
const KEPT = new Set([
  'type',
  'enum',
  'required',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'pattern',
]);

/** Formats that ajv-formats knows and that GitHub keeps to; int64, `repo.nwo` and the like are comments. */
const FORMATS = new Set(['date', 'date-time', 'email', 'uri', 'uuid']);

/** The document that holds all component schemas. */
export const ROOT = 'github.json';
const COMPONENT = '#/components/schemas/';

export const componentOf = (reference: string): string | undefined =>
  reference.startsWith(COMPONENT) ? reference.slice(COMPONENT.length) : undefined;

export function convertSchema(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const component = componentOf(reference);
    return { $ref: component === undefined ? reference : `${ROOT}#/definitions/${component}` };
  }
  const converted: Record<string, Json> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (KEPT.has(keyword)) converted[keyword] = value;
    else if (keyword === 'format' && typeof value === 'string' && FORMATS.has(value))
      converted[keyword] = value;
    else if (keyword === 'properties' && isObject(value))
      converted[keyword] = mapValues(value, convertSchema);
    else if (keyword === 'additionalProperties' || keyword === 'items' || keyword === 'not')
      converted[keyword] = convertSchema(value);
    else if (keyword === 'allOf' && Array.isArray(value)) converted[keyword] = value.map(convertSchema);
    // "oneOf" in GitHub's description means "one of these": many of its alternatives overlap.
    else if ((keyword === 'anyOf' || keyword === 'oneOf') && Array.isArray(value))
      converted['anyOf'] = value.map(convertSchema);
  }
  return schema['nullable'] === true ? orNull(converted) : converted;
}

function orNull(schema: Record<string, Json>): Json {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {}),
  };
}

const mapValues = (object: JsonObject, map: (value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));

/** Adds the names of all components that a converted schema points to. */
export function collectComponents(schema: Json, found: (component: string) => void): void {
  if (Array.isArray(schema)) for (const item of schema) collectComponents(item, found);
  if (!isObject(schema)) return;
  for (const [key, value] of Object.entries(schema))
    if (key === '$ref' && typeof value === 'string') found(value.slice(`${ROOT}#/definitions/`.length));
    else collectComponents(value, found);
}
