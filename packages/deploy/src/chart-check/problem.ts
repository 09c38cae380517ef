/** What a change of values does to a chart's objects that its author did not mean. */
import type { DigestMode } from '@sealift/core/config/deploy';
import type { Digest } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import { singleLine } from '@sealift/core/text/sanitize';
import type { Leaf, Manifest } from './manifests.ts';

export type ChartProblemCode =
  /** The rendering is the same: nothing would be deployed. */
  | 'not-read'
  /** Nothing that changed is a reference to the image. */
  | 'image-missing'
  | 'image-invalid'
  | 'two-digests'
  | 'wrong-tag'
  | 'wrong-digest'
  | 'no-digest'
  /** The tag or digest is given to an image of another name. */
  | 'other-image'
  | 'label-invalid'
  | 'name-invalid'
  /** A number, say, where Kubernetes takes only text. */
  | 'not-text'
  | 'selector-changed'
  | 'immutable-changed'
  | 'object-changed-name'
  | 'object-added'
  | 'object-removed'
  /** The digest came into a place that is no image reference. */
  | 'digest-elsewhere'
  | 'other-change'
  | 'unreadable'
  | 'render-failed';

export type ChartProblem = {
  readonly code: ChartProblemCode;
  /** `error`: it would not deploy, or not what it should; `warning`: it is not what a new tag should change. */
  readonly severity: 'error' | 'warning';
  /** `Deployment shop/api`; like all text here without control characters and of bounded length, still not escaped. */
  readonly object?: string;
  /** `spec.template.spec.containers[api].image` */
  readonly path?: string;
  readonly before?: string;
  readonly after?: string;
  readonly cause: string;
  readonly remedy: string;
};

/** What the change of values is meant to do. */
export type ExpectedChange = {
  readonly image: ImageName;
  readonly tag: string;
  readonly digest: Digest;
  /** How the digest was written: not at all, behind the tag (`tag@sha256:…`), under a key of its own. */
  readonly mode: DigestMode;
  /** A key for a digest that the chart has, e.g. `image.digest`. See `findDigestKey`. */
  readonly digestKey?: string;
};

export const shorten = (text: string, length = 160): string => {
  const plain = singleLine(text);
  return plain.length > length ? `${plain.slice(0, length)}…` : plain;
};

export const objectName = ({ kind, namespace, name }: Manifest): string =>
  shorten(`${kind || 'object'} ${namespace === '' ? '' : `${namespace}/`}${name || '(no name)'}`);

export const pathText = (path: readonly string[]): string =>
  shorten(
    path
      .map((key, index) => {
        if (key.startsWith('[')) return key;
        if (!/^[\w-]+$/.test(key)) return `["${key}"]`;
        return index === 0 ? key : `.${key}`;
      })
      .join(''),
    200,
  );

/** A value as it may be shown: what a Secret holds is not. */
export function valueText(manifest: Manifest, value: Leaf | undefined): string {
  if (value === undefined) return '(nothing)';
  if (manifest.kind === 'Secret') return '(not shown)';
  return shorten(String(value));
}

/** What to do when the digest does not belong where it was written. */
export function digestRemedy({ mode, digestKey }: ExpectedChange): string {
  if (digestKey !== undefined && mode !== 'field')
    return `Use "digest-mode: field" with ${shorten(digestKey)}, which this chart has.`;
  if (mode === 'suffix')
    return 'Use "digest-mode: none", or "field" with the key under which this chart takes a digest.';
  if (mode === 'field')
    return 'Use "digest-mode: suffix" or "none", or name the key under which this chart takes a digest.';
  return 'Use "digest-mode: field" with the key under which this chart takes a digest.';
}
