/**
 * What Kubernetes takes as names, labels and annotations.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */

const VALUE = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
/** Kinds whose names become labels or host names. */
const SHORT_NAMES = new Set(['Service', 'Job', 'CronJob', 'Namespace', 'StatefulSet']);

/** Why it is no label value, as the end of a sentence, or undefined. */
export function labelValueProblem(value: string): string | undefined {
  if (value.length > 63) return `has ${value.length} characters, and a label at most 63`;
  const wrong = /[^A-Za-z0-9_.-]/.exec(value)?.[0];
  if (wrong !== undefined) return `has a "${wrong}", which a label must not have`;
  return VALUE.test(value)
    ? undefined
    : 'begins or ends with a character that a label must not begin or end with';
}

/** Why it is no key of a label or an annotation. */
export function metadataKeyProblem(key: string): string | undefined {
  const [name = '', prefix, ...rest] = key.split('/').reverse();
  if (rest.length > 0) return 'has more than one "/"';
  if (prefix !== undefined && (prefix.length > 253 || !SUBDOMAIN.test(prefix)))
    return 'has no domain name before the "/"';
  if (name === '') return 'has no name';
  return labelValueProblem(name);
}

/** Why it is no name of an object. Roles and their bindings may have any. */
export function objectNameProblem(apiVersion: string, kind: string, name: string): string | undefined {
  if (apiVersion.startsWith('rbac.authorization.k8s.io/')) return undefined;
  const longest = SHORT_NAMES.has(kind) ? 63 : 253;
  if (name.length > longest) return `has ${name.length} characters, and a ${kind} at most ${longest}`;
  if (SUBDOMAIN.test(name)) return undefined;
  return 'is no name: only lower-case letters, digits, "-" and "." are allowed';
}

/** Where the last key of a path stands. */
export type FieldKind = 'labels' | 'selector' | 'annotations' | 'text' | 'other';

/** @param path of a value in an object of this kind */
export function fieldKind(kind: string, path: readonly string[]): FieldKind {
  const owner = path.at(-2);
  if (path.includes('selector') || path.includes('podSelector') || owner === 'matchLabels') return 'selector';
  if (owner === 'labels' || owner === 'commonLabels') return 'labels';
  if (owner === 'annotations') return 'annotations';
  if (owner === 'data' && path.length === 2 && (kind === 'ConfigMap' || kind === 'Secret')) return 'text';
  if (owner === 'stringData') return 'text';
  if (path.at(-1) === 'value' && path.at(-3) === 'env') return 'text';
  return owner === 'args' || owner === 'command' ? 'text' : 'other';
}

const SELECTED_FOR_EVER = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job']);
const STATEFUL_FIXED = new Set(['volumeClaimTemplates', 'serviceName', 'podManagementPolicy']);

/** Whether the API server refuses every change of it. */
export function isImmutable(kind: string, path: readonly string[]): boolean {
  if (path[0] !== 'spec') return false;
  if (path[1] === 'selector') return SELECTED_FOR_EVER.has(kind);
  return kind === 'StatefulSet' && STATEFUL_FIXED.has(path[1] ?? '');
}
