/**
 * Changes of values in small charts of the usual shapes (`packages/tools/test/helm/charts`) and what is wrong with
 * them. `fixtures/chart-changes/<name>.{before,after}.yaml` are what the real Helm renders: `packages/tools/test/helm` compares them,
 * and writes them with `npm test -- packages/tools/test/helm -u`.
 */

import path from 'node:path';
import type { DigestMode } from '@sealift/core/config/deploy';
import { parseDigest } from '@sealift/core/image/digest';
import { parseImageName } from '@sealift/core/image/reference';

export const DIGEST = parseDigest(`sha256:${'b'.repeat(64)}`);
export const OLD_DIGEST = parseDigest(`sha256:${'a'.repeat(64)}`);
export const IMAGE = parseImageName('ghcr.io/acme/shop/api');

/** Folder of what the real Helm renders. */
export const RENDERED = path.resolve(import.meta.dirname, '../fixtures/chart-changes');

export type Case = {
  readonly name: string;
  readonly chart: string;
  readonly mode: DigestMode;
  readonly tag?: string;
  readonly before: string;
  readonly after: string;
  /** Code and path, in the order in which they are listed. */
  readonly problems: readonly string[];
};

const image = (tag: string, digest?: string) =>
  `image:\n  tag: "${tag}"\n${digest === undefined ? '' : `  digest: "${digest}"\n`}`;
const OLD = image('1.4.0');
const SUFFIX = image(`1.5.0@${DIGEST}`);

const container = (name: string) => `spec.template.spec.containers[${name}].image`;
const DEPLOYMENT_IMAGE = container('api');

export const CASES: readonly Case[] = [
  { name: 'plain-none', chart: 'plain', mode: 'none', before: OLD, after: image('1.5.0'), problems: [] },
  { name: 'plain-suffix', chart: 'plain', mode: 'suffix', before: OLD, after: SUFFIX, problems: [] },
  {
    name: 'plain-field',
    chart: 'plain',
    mode: 'field',
    before: OLD,
    after: image('1.5.0', DIGEST),
    problems: [`error no-digest ${DEPLOYMENT_IMAGE}`],
  },
  {
    name: 'plain-unread',
    chart: 'plain',
    mode: 'none',
    before: OLD,
    after: `${OLD}api:\n  image:\n    tag: "1.5.0"\n`,
    problems: ['error not-read'],
  },
  {
    name: 'plain-replicas',
    chart: 'plain',
    mode: 'none',
    before: OLD,
    after: `${OLD}replicas: 3\n`,
    problems: ['error image-missing', 'warning other-change spec.replicas'],
  },
  {
    name: 'label-none',
    chart: 'label-from-tag',
    mode: 'none',
    before: OLD,
    after: image('1.5.0'),
    problems: [],
  },
  {
    name: 'label-suffix',
    chart: 'label-from-tag',
    mode: 'suffix',
    before: OLD,
    after: SUFFIX,
    problems: [
      'error label-invalid metadata.labels["app.kubernetes.io/version"]',
      'error label-invalid metadata.labels["helm.sh/chart"]',
    ],
  },
  {
    name: 'appended-none',
    chart: 'digest-appended',
    mode: 'none',
    before: OLD,
    after: image('1.5.0'),
    problems: [`error wrong-digest ${DEPLOYMENT_IMAGE}`],
  },
  {
    name: 'appended-suffix',
    chart: 'digest-appended',
    mode: 'suffix',
    before: OLD,
    after: SUFFIX,
    problems: [`error two-digests ${DEPLOYMENT_IMAGE}`],
  },
  {
    name: 'appended-field',
    chart: 'digest-appended',
    mode: 'field',
    before: OLD,
    after: image('1.5.0', DIGEST),
    problems: [],
  },
  {
    name: 'replaces-none',
    chart: 'digest-replaces-tag',
    mode: 'none',
    before: image('1.4.0', OLD_DIGEST),
    after: image('1.5.0', OLD_DIGEST),
    problems: ['error not-read'],
  },
  {
    name: 'replaces-suffix',
    chart: 'digest-replaces-tag',
    mode: 'suffix',
    before: image('1.4.0', OLD_DIGEST),
    after: image(`1.5.0@${DIGEST}`, OLD_DIGEST),
    problems: ['error not-read'],
  },
  {
    name: 'replaces-field',
    chart: 'digest-replaces-tag',
    mode: 'field',
    before: image('1.4.0', OLD_DIGEST),
    after: image('1.5.0', DIGEST),
    problems: [],
  },
  {
    name: 'unquoted-none',
    chart: 'unquoted',
    mode: 'none',
    before: OLD,
    after: image('1.5.0'),
    problems: [],
  },
  {
    name: 'unquoted-number',
    chart: 'unquoted',
    mode: 'none',
    tag: '1.10',
    before: OLD,
    after: image('1.10'),
    problems: [
      'error not-text metadata.labels["app.kubernetes.io/version"]',
      'error not-text spec.template.spec.containers[api].env[VERSION].value',
    ],
  },
  {
    name: 'float',
    chart: 'plain',
    mode: 'none',
    tag: '1.10',
    before: OLD,
    after: 'image:\n  tag: 1.10\n',
    problems: [`error wrong-tag ${DEPLOYMENT_IMAGE}`],
  },
  {
    name: 'unquoted-suffix',
    chart: 'unquoted',
    mode: 'suffix',
    before: OLD,
    after: SUFFIX,
    problems: [
      'error label-invalid metadata.labels["app.kubernetes.io/version"]',
      'warning digest-elsewhere spec.template.spec.containers[api].env[VERSION].value',
    ],
  },
  {
    name: 'selected-none',
    chart: 'selected',
    mode: 'none',
    before: OLD,
    after: image('1.5.0'),
    problems: [
      'error selector-changed spec.selector.matchLabels.version',
      'error immutable-changed spec.volumeClaimTemplates[0].metadata.labels["app.kubernetes.io/version"]',
      'warning selector-changed spec.selector.version',
      'warning immutable-changed spec.template.spec.containers[seed].image',
    ],
  },
  {
    name: 'selected-suffix',
    chart: 'selected',
    mode: 'suffix',
    before: OLD,
    after: SUFFIX,
    problems: [
      'error name-invalid metadata.name',
      'error label-invalid spec.selector.version',
      'error label-invalid spec.selector.matchLabels.version',
      'error selector-changed spec.selector.matchLabels.version',
      'error label-invalid spec.template.metadata.labels.version',
      'error label-invalid spec.volumeClaimTemplates[0].metadata.labels["app.kubernetes.io/version"]',
      'error immutable-changed spec.volumeClaimTemplates[0].metadata.labels["app.kubernetes.io/version"]',
      'warning selector-changed spec.selector.version',
      'warning immutable-changed spec.template.spec.containers[seed].image',
    ],
  },
  {
    name: 'selected-major',
    chart: 'selected',
    mode: 'none',
    tag: '2.0.0',
    before: OLD,
    after: image('2.0.0'),
    problems: [
      'error selector-changed spec.selector.matchLabels.version',
      'error immutable-changed spec.volumeClaimTemplates[0].metadata.labels["app.kubernetes.io/version"]',
      'warning object-removed',
      'warning selector-changed spec.selector.version',
      'warning immutable-changed spec.template.spec.containers[seed].image',
    ],
  },
  {
    name: 'shared-none',
    chart: 'shared-tag',
    mode: 'none',
    before: OLD,
    after: image('1.5.0'),
    problems: [`warning other-image ${container('proxy')}`],
  },
  {
    name: 'shared-suffix',
    chart: 'shared-tag',
    mode: 'suffix',
    before: OLD,
    after: SUFFIX,
    problems: [`error other-image ${container('proxy')}`],
  },
];

export const expectedOf = ({ mode, tag = '1.5.0' }: Case) => ({ image: IMAGE, tag, digest: DIGEST, mode });
