/**
 * `.github/openapi-gate.yml`: rules with other levels, and single breaks that are intended. It is read where the pull
 * request starts from, so that whoever breaks an API cannot say in the same change that it is fine.
 */
import * as v from 'valibot';
import { appName } from '../config/app-name.ts';
import { parseYamlConfig } from '../config/yaml-config.ts';
import { type Change, type JudgedChange, LEVELS, operationOf } from './change.ts';

const rule = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,150}$/, 'must be the id of a rule of oasdiff, as reports name it'),
);

const day = v.pipe(
  v.string(),
  v.regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, 'must be a day, YYYY-MM-DD'),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'must be a day, YYYY-MM-DD'),
);

export const AcceptedConfig = v.strictObject({
  /** Id of the rule, as reports name it. */
  rule,
  /** `GET /items/{id}` as reports name it, `-` for what belongs to no operation, `*` for any. */
  operation: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000)),
  /** Default: every app. */
  app: v.optional(appName),
  /** A part of the report's sentence: the name of the parameter or property, for example. */
  contains: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000))),
  /** Why it is intended. */
  reason: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000)),
  /** The last day on which it counts, in UTC. */
  until: v.optional(day),
});

export const OpenApiPolicy = v.strictObject({
  /** By rule. */
  levels: v.optional(v.record(rule, v.picklist(LEVELS))),
  accepted: v.optional(v.pipe(v.array(AcceptedConfig), v.maxLength(1000))),
});
export type OpenApiPolicy = v.InferOutput<typeof OpenApiPolicy>;

/** @throws Failure `config/malformed` */
export const parseOpenApiPolicy = (text: string, file: string): OpenApiPolicy =>
  parseYamlConfig(OpenApiPolicy, text, file, 'schemas/openapi-gate.schema.json');

const DAY = 86_400_000;

/** @param now milliseconds since 1970 */
export function judge(
  changes: readonly Change[],
  { levels = {}, accepted = [] }: OpenApiPolicy,
  { app, now }: { readonly app: string; readonly now: number },
): readonly JudgedChange[] {
  const valid = accepted.filter(
    (entry) =>
      (entry.app ?? app) === app && (entry.until === undefined || now < Date.parse(entry.until) + DAY),
  );
  return changes.map((change): JudgedChange => {
    const level = (Object.hasOwn(levels, change.id) ? levels[change.id] : undefined) ?? change.level;
    const entry = valid.find(
      ({ rule: id, operation, contains }) =>
        id === change.id &&
        (operation === '*' || operation === operationOf(change)) &&
        (contains === undefined || change.text.includes(contains)),
    );
    return {
      ...change,
      level,
      ...(entry === undefined ? {} : { accepted: { by: 'file', reason: entry.reason } }),
    };
  });
}
