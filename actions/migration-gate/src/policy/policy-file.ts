/** The file that the input `policy` names. */
import { parseYamlConfig } from '@sealift/core/config/yaml-config';
import * as v from 'valibot';
import { isRuleName, LEVELS } from './rules.ts';

const RuleKey = v.pipe(
  v.string(),
  v.regex(/^(?:squawk\/)?[a-z][a-z0-9-]*$/, 'is no rule'),
  v.check((name) => name.startsWith('squawk/') || isRuleName(name), 'is no rule of the gate'),
);

const PolicySchema = v.strictObject({
  severity: v.optional(v.record(RuleKey, v.picklist(LEVELS)), {}),
  /** Rules that a comment in a migration may take out. */
  ignorable: v.optional(v.array(RuleKey)),
  gate: v.optional(v.picklist(['fail', 'warn'])),
  contract: v.optional(
    v.strictObject({
      label: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(100))),
      days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650))),
    }),
    {},
  ),
});

export type PolicyFile = v.InferOutput<typeof PolicySchema>;

/** @throws Failure `config/malformed` */
export const readPolicy = (text: string, file: string): PolicyFile =>
  parseYamlConfig(PolicySchema, text, file, 'README.md of the action');
