/** CustomResourceDefinitions out of the manifests that a project ships. */
import { parseAllDocuments } from 'yaml';

/** https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/ */
export type CustomResourceDefinition = {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
};

/**
 * The definitions among the documents of a manifest, as a cluster on loopback takes them: without texts for people,
 * which are most of their size, and without a conversion, which asks a webhook of a controller that need not run.
 */
export function definitionsOf(manifest: string): CustomResourceDefinition[] {
  return parseAllDocuments(manifest).flatMap((document) => {
    const value: unknown = document.toJS();
    return isDefinition(value) ? [trimmed(value)] : [];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDefinition = (value: unknown): value is CustomResourceDefinition =>
  isRecord(value) &&
  value['kind'] === 'CustomResourceDefinition' &&
  isRecord(value['metadata']) &&
  typeof value['metadata']['name'] === 'string' &&
  isRecord(value['spec']);

function trimmed({ apiVersion, kind, metadata, spec }: CustomResourceDefinition): CustomResourceDefinition {
  const { conversion: _conversion, ...rest } = spec;
  const versions = Array.isArray(rest['versions']) ? rest['versions'] : [];
  return {
    apiVersion,
    kind,
    metadata: { name: metadata.name, ...annotationsOf(metadata) },
    spec: { ...rest, versions: versions.map(withoutTexts) },
  };
}

/** A group of *.k8s.io is only taken with the approval that its annotation names. */
function annotationsOf(metadata: object): { readonly annotations?: Readonly<Record<string, string>> } {
  const { annotations = {} } = metadata as { annotations?: Record<string, string> };
  const approval = annotations['api-approved.kubernetes.io'];
  return approval === undefined ? {} : { annotations: { 'api-approved.kubernetes.io': approval } };
}

function withoutTexts(version: unknown): unknown {
  if (!isRecord(version) || !isRecord(version['schema'])) return version;
  return { ...version, schema: { openAPIV3Schema: plainSchema(version['schema']['openAPIV3Schema']) } };
}

/** What holds schemas, by name; a property may itself be called `description`. */
const MAPS = ['properties', 'patternProperties', 'definitions'];
const LISTS = ['allOf', 'anyOf', 'oneOf'];
const SINGLE = ['items', 'additionalProperties', 'not'];

function plainSchema(schema: unknown): unknown {
  if (!isRecord(schema)) return schema;
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'description' || key === 'example' || key === 'externalDocs') return [];
    if (MAPS.includes(key) && isRecord(value))
      return [
        [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plainSchema(each)]))],
      ];
    if (LISTS.includes(key) && Array.isArray(value)) return [[key, value.map(plainSchema)]];
    return [[key, SINGLE.includes(key) ? plainSchema(value) : value]];
  });
  return Object.fromEntries(entries);
}
