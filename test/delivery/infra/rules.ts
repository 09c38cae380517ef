/**
 * What a type checker does not see: inputs that are well-formed and wrong. Each rule looks at what a module is given, as
 * its types and defaults leave it.
 */
import { type Given, type ModuleCall, type Plan, UNKNOWN } from './plans.ts';

export type Expectations = {
  /** What the images are built for. */
  readonly platforms: readonly string[];
  /** true: an environment whose loss somebody would notice. */
  readonly production: boolean;
};

type Inputs = Readonly<Record<string, unknown>>;
/** What is wrong, or undefined. */
type Check = (inputs: Inputs, expected: Expectations) => string | undefined;

type Rule = {
  readonly name: string;
  /** Inputs that only this kind of module has: it is known by what it takes. */
  readonly of: readonly string[];
  readonly check: Check;
};

const NETWORK = ['private_subnets', 'azs'];
const CLUSTER = ['eks_managed_node_groups'];
const DATABASE = ['manage_master_user_password'];
const CACHE = ['transit_encryption_mode'];
const IMAGE = ['repository_image_tag_mutability'];
const ROLE = ['oidc_subjects'];
const POD_IDENTITY = ['attach_external_secrets_policy'];

const empty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Inputs => (typeof value === 'object' && value !== null ? { ...value } : {});
const unless = (fine: boolean, fault: string) => (fine ? undefined : fault);

/** m7g, c7gn, t4g, x2gd, a1: a g behind the generation. */
const isArm = (type: unknown) => /^(?:a1|[a-z-]*\d+[a-z]*g[a-z]*)\./.test(String(type));
/** Somebody whom nobody here has seen could fit. */
const isPattern = (value: unknown) => /[*?]/.test(String(value));

export const RULES: readonly Rule[] = [
  {
    name: 'network/nodes-reach-registries',
    of: NETWORK,
    check: ({ private_subnets: subnets, enable_nat_gateway: nat }) =>
      unless(empty(subnets) || nat === true, 'private subnets without NAT: no node pulls an image'),
  },
  {
    name: 'network/a-gateway-in-each-zone',
    of: NETWORK,
    check: ({ single_nat_gateway: single, name }) =>
      unless(
        !String(name).endsWith('-prod') || single === false,
        'one zone takes the way out of all zones along',
      ),
  },
  {
    name: 'network/no-public-address-by-itself',
    of: NETWORK,
    check: ({ map_public_ip_on_launch: mapped }) =>
      unless(mapped === false, 'whatever starts in a public subnet gets a public address'),
  },
  {
    name: 'cluster/nodes-run-the-images',
    of: CLUSTER,
    check: ({ eks_managed_node_groups: groups }, { platforms }) => {
      const wrong = Object.values(record(groups)).flatMap((group) => {
        const { instance_types: types, ami_type: image } = record(group);
        const arm = list(types).map(isArm);
        const platform = arm.includes(true) ? 'linux/arm64' : 'linux/amd64';
        const machine = String(image ?? 'AL2023_x86_64_STANDARD').includes('ARM_64');
        return [
          ...(platforms.includes(platform)
            ? []
            : [`${list(types)} is ${platform}, images are for ${platforms}`]),
          ...(arm.every((one) => one === machine) ? [] : [`${list(types)} does not start ${String(image)}`]),
        ];
      });
      return unless(wrong.length === 0, wrong.join('; '));
    },
  },
  {
    name: 'cluster/nodes-become-ready',
    of: CLUSTER,
    check: ({ addons }) => {
      const given = record(addons);
      const cni = record(given['vpc-cni']);
      const missing = ['vpc-cni', 'kube-proxy', 'coredns'].filter((name) => given[name] === undefined);
      return unless(
        missing.length === 0 && cni['before_compute'] === true,
        `add-ons ${missing.join(', ') || 'vpc-cni after the nodes'}: no node becomes ready`,
      );
    },
  },
  {
    name: 'cluster/network-policies-are-enforced',
    of: CLUSTER,
    check: ({ addons }) => {
      const configuration = record(record(addons)['vpc-cni'])['configuration_values'];
      return unless(
        typeof configuration === 'string' && JSON.parse(configuration).enableNetworkPolicy === 'true',
        'NetworkPolicies are text that nobody enforces',
      );
    },
  },
  {
    name: 'cluster/api-is-private',
    of: CLUSTER,
    check: ({ endpoint_public_access: open, endpoint_public_access_cidrs: cidrs }) =>
      unless(
        open === false || (!empty(cidrs) && !list(cidrs).includes('0.0.0.0/0')),
        'the whole internet reaches the Kubernetes API',
      ),
  },
  {
    name: 'cluster/somebody-administers-it',
    of: CLUSTER,
    check: ({ access_entries: entries, enable_cluster_creator_admin_permissions: creator }) =>
      unless(creator === true || Object.keys(record(entries)).length > 0, 'nobody may do anything in it'),
  },
  {
    name: 'cluster/cannot-be-deleted-by-a-plan',
    of: CLUSTER,
    check: ({ deletion_protection: kept }, { production }) =>
      unless(!production || kept === true, 'deletion_protection is off'),
  },
  {
    name: 'database/in-its-subnets',
    of: DATABASE,
    check: ({ subnet_ids: subnets, create_db_subnet_group: made, db_subnet_group_name: group }) =>
      unless(
        (made === true && !empty(subnets)) || (made !== true && !empty(group)),
        'subnet_ids without create_db_subnet_group are ignored: it goes into the default network',
      ),
  },
  {
    name: 'database/family-of-its-parameters',
    of: DATABASE,
    check: ({ create_db_parameter_group: made, family }) =>
      unless(made === false || !empty(family), 'a parameter group without a family'),
  },
  {
    name: 'database/password-in-no-state',
    of: DATABASE,
    check: ({ manage_master_user_password: managed, password_wo: written }) =>
      unless(managed === true && empty(written), 'somebody knows the password'),
  },
  {
    name: 'database/not-public-and-encrypted',
    of: DATABASE,
    check: ({ publicly_accessible: open, storage_encrypted: encrypted, parameters }) =>
      unless(
        open === false &&
          encrypted === true &&
          list(parameters).some(
            (one) => record(one)['name'] === 'rds.force_ssl' && record(one)['value'] === '1',
          ),
        'public, not encrypted, or reachable without TLS',
      ),
  },
  {
    name: 'database/survives-a-zone',
    of: DATABASE,
    check: ({ multi_az: zones }, { production }) => unless(!production || zones === true, 'multi_az is off'),
  },
  {
    name: 'database/cannot-be-lost-by-a-plan',
    of: DATABASE,
    check: (inputs, { production }) =>
      unless(
        !production ||
          (inputs['deletion_protection'] === true &&
            inputs['skip_final_snapshot'] === false &&
            inputs['delete_automated_backups'] === false &&
            Number(inputs['backup_retention_period']) >= 7),
        'no deletion protection, no final snapshot, backups that go with it, or a week of them is not kept',
      ),
  },
  {
    name: 'cache/speaks-tls-and-asks-for-a-password',
    of: CACHE,
    check: ({ transit_encryption_enabled: tls, transit_encryption_mode: mode, auth_token: token }) =>
      unless(
        tls === true && mode === 'required' && !empty(token),
        'clients without TLS or without a password',
      ),
  },
  {
    name: 'cache/has-a-name',
    of: CACHE,
    check: ({
      create_replication_group: made,
      replication_group_id: id,
      create_cluster: cluster,
      cluster_id: name,
    }) =>
      unless(
        (made !== true || !empty(id)) && (cluster !== true || !empty(name)),
        'a replication group is made by default and has no replication_group_id',
      ),
  },
  {
    name: 'cache/in-its-subnets',
    of: CACHE,
    check: ({ create_subnet_group: made, subnet_ids: subnets, subnet_group_name: group }) =>
      unless(
        made === true ? !empty(subnets) : !empty(group),
        'subnet_group_name names a group that is made, without any subnet',
      ),
  },
  {
    name: 'cache/cluster-mode-is-a-word',
    of: CACHE,
    check: ({ cluster_mode: mode }) =>
      unless(
        mode === null || mode === undefined || ['enabled', 'disabled', 'compatible'].includes(String(mode)),
        `cluster_mode is "${String(mode)}": it is enabled, disabled or compatible`,
      ),
  },
  {
    name: 'cache/nodes-that-count',
    of: CACHE,
    check: (inputs) =>
      unless(
        inputs['create_replication_group'] !== true ||
          inputs['cluster_mode_enabled'] === true ||
          !empty(inputs['num_cache_clusters']),
        'how many nodes a replication group has is said by num_cache_clusters, not by num_cache_nodes',
      ),
  },
  {
    name: 'cache/survives-a-zone',
    of: CACHE,
    check: (inputs, { production }) =>
      unless(
        !production ||
          (inputs['multi_az_enabled'] === true &&
            inputs['automatic_failover_enabled'] === true &&
            Number(inputs['num_cache_clusters']) >= 2),
        'one node, in one zone',
      ),
  },
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

export type Finding = { readonly rule: string; readonly address: string; readonly fault: string };

export function judge(plan: Pick<Plan, 'given' | 'calls'>, expected: Expectations): readonly Finding[] {
  const findings = plan.given.flatMap(({ address, inputs }: Given) =>
    RULES.filter(({ of }) => of.every((name) => name in inputs)).flatMap(({ name, check }) => {
      const fault = check(inputs, expected);
      return fault === undefined ? [] : [{ rule: name, address, fault }];
    }),
  );
  return [...findings, ...plan.calls.flatMap(pinned)];
}

/** What is not pinned is another module tomorrow. */
const pinned = ({ source, version }: ModuleCall): readonly Finding[] =>
  version !== undefined && /^\d+\.\d+\.\d+$/.test(version)
    ? []
    : [
        {
          rule: 'modules/exact-version',
          address: source,
          fault: `version is ${version ?? 'whatever is newest'}`,
        },
      ];
