/** Images, roles and secrets: who may do what. */
import { UNKNOWN } from './plans.ts';
import { empty, list, type Rule, record, unless } from './rule.ts';

const IMAGE = ['repository_image_tag_mutability'];
const ROLE = ['oidc_subjects'];
const POD_IDENTITY = ['attach_external_secrets_policy'];

/** Somebody whom nobody here has seen could fit. */
const isPattern = (value: unknown) => /[*?]/.test(String(value));

export const ACCESS_RULES: readonly Rule[] = [
  {
    name: 'images/immutable-and-scanned',
    of: IMAGE,
    check: (inputs) =>
      unless(
        /^IMMUTABLE/.test(String(inputs['repository_image_tag_mutability'])) &&
          inputs['repository_image_scan_on_push'] === true &&
          inputs['repository_force_delete'] !== true &&
          list(inputs['repository_image_tag_mutability_exclusion_filter']).every(
            (one) => !isPattern(record(one)['filter']),
          ),
        'tags move, images are not scanned, or the repository goes with its images',
      ),
  },
  {
    name: 'images/signatures-are-kept',
    of: IMAGE,
    check: ({ create_lifecycle_policy: made }) =>
      unless(made === false, 'a lifecycle policy takes what has no tag, and a signature has none'),
  },
  {
    name: 'roles/one-exact-subject',
    of: ROLE,
    check: (inputs) => {
      const subjects = list(inputs['oidc_subjects']);
      return unless(
        inputs['enable_oidc'] === true &&
          subjects.length === 1 &&
          !subjects.some(isPattern) &&
          empty(inputs['oidc_wildcard_subjects']),
        'somebody else fits the trust of this role',
      );
    },
  },
  {
    name: 'roles/of-this-repository-and-for-aws',
    of: ROLE,
    check: (inputs) =>
      unless(
        // The module's own way for GitHub compares the audience with ForAllValues, which is true of no audience at all.
        inputs['enable_github_oidc'] !== true &&
          JSON.stringify(inputs['oidc_audiences']) === '["sts.amazonaws.com"]' &&
          list(inputs['trust_policy_conditions']).some((one) => {
            const { test, variable, values } = record(one);
            return (
              test === 'StringEquals' &&
              variable === 'token.actions.githubusercontent.com:repository_id' &&
              list(values).length === 1 &&
              list(values).every((value) => /^\d+$/.test(String(value)))
            );
          }),
        'not bound to the id of a repository, or to the audience',
      ),
  },
  {
    name: 'secrets/exactly-these',
    of: POD_IDENTITY,
    check: (inputs) =>
      unless(
        inputs['attach_external_secrets_policy'] === false &&
          list(inputs['policy_statements']).every((one) => {
            const resources = record(one)['resources'];
            return resources === UNKNOWN || (!empty(resources) && !list(resources).some(isPattern));
          }),
        'more secrets or keys than those of this environment',
      ),
  },
];
