import type { InputReader } from '@sealift/action-kit/inputs';
import { type DigestMode, FIND, type Find, UNREADABLE, type Unreadable } from '@sealift/core/config/deploy';
import { parseValuePath } from '@sealift/core/config/value-path';
import { configurationFailure } from '@sealift/core/failure';
import { fillTemplate } from '@sealift/core/text/template';

/** Templates for apps that no configuration names. */
export type TargetInputs = {
  readonly file: string;
  readonly find: Find['by'];
  /** undefined where keys are found otherwise. */
  readonly path: string | undefined;
  /** undefined: by the digest mode. */
  readonly value: string | undefined;
  readonly regex: string | undefined;
  readonly digestMode: DigestMode;
  readonly digestPath: string | undefined;
  readonly mirrors: readonly string[];
  readonly only: readonly string[];
  readonly create: boolean;
  readonly unreadable: Unreadable;
  readonly chart: string | undefined;
  /** Values files of the chart in their order; none: as what deploys it says. */
  readonly values: readonly string[];
  readonly chartCheck: 'off' | 'warn' | 'fail';
};

const USUAL_PATH = 'image.tag';

export function readTargetInputs(reader: InputReader): TargetInputs {
  const find = reader.choice('find', FIND);
  const path = reader.optional('path');
  return {
    file: reader.required('file'),
    find,
    path: path ?? (find === 'path' ? USUAL_PATH : undefined),
    value: reader.optional('value'),
    regex: reader.optional('regex'),
    digestMode: reader.choice('digest-mode', ['none', 'suffix', 'field']),
    digestPath: reader.optional('digest-path'),
    mirrors: reader.list('mirrors'),
    only: reader.list('only'),
    create: reader.boolean('create'),
    unreadable: reader.choice('unreadable', UNREADABLE),
    chart: reader.optional('chart'),
    values: reader.lines('chart-values'),
    chartCheck: reader.choice('chart-check', ['off', 'warn', 'fail']),
  };
}

/** @throws Failure `configuration` */
export function checkTargetInputs({ path, value, digestPath, digestMode }: TargetInputs): void {
  if (value !== undefined) fillTemplate(value, { tag: '', digest: '' }, 'value');
  for (const given of [path, digestPath]) if (given !== undefined) parseValuePath(given);
  if (digestPath !== undefined && digestMode !== 'field')
    throw configurationFailure({
      code: 'bump/bad-input',
      cause: `"digest-path" is given and "digest-mode" is "${digestMode}", which writes no digest there.`,
      remedy: 'Set "digest-mode: field", or leave "digest-path" out.',
    });
}
