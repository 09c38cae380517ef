/** Changes of the shipped Terraform that stay well-formed, each with the rule that must be against it. */

/** `from` of a file below action-templates/infra/terraform becomes `to`. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };

export const CLUSTER = 'modules/platform/cluster.tf';
export const DATABASE = 'modules/platform/database.tf';
const CACHE = 'modules/platform/cache.tf';

/** All of them at once: every rule must still name its own. */
export const JUDGED: readonly {
  readonly root: string;
  readonly changes: readonly (Change & { readonly rule: string })[];
}[] = [
  {
    root: 'envs/prod',
    changes: [
      {
        file: DATABASE,
        from: 'multi_az               = var.protected',
        to: 'multi_az = false',
        rule: 'database/survives-a-zone',
      },
      {
        file: DATABASE,
        from: 'deletion_protection              = var.protected',
        to: 'deletion_protection = false',
        rule: 'database/cannot-be-lost-by-a-plan',
      },
      {
        file: DATABASE,
        from: 'manage_master_user_password = true',
        to: 'manage_master_user_password = false',
        rule: 'database/password-in-no-state',
      },
      {
        file: DATABASE,
        from: 'publicly_accessible    = false',
        to: 'publicly_accessible = true',
        rule: 'database/not-public-and-encrypted',
      },
      {
        file: DATABASE,
        from: 'create_db_subnet_group = true',
        to: 'create_db_subnet_group = false',
        rule: 'database/in-its-subnets',
      },
      {
        file: DATABASE,
        from: '  family                    = "postgres${var.database.major_version}"\n',
        to: '',
        rule: 'database/family-of-its-parameters',
      },
      {
        file: CACHE,
        from: 'transit_encryption_mode    = "required"',
        to: 'transit_encryption_mode = "preferred"',
        rule: 'cache/speaks-tls-and-asks-for-a-password',
      },
      {
        file: CACHE,
        from: '  replication_group_id     = local.full_name\n',
        to: '',
        rule: 'cache/has-a-name',
      },
      {
        file: CACHE,
        from: '  subnet_ids            = data.aws_subnets.data.ids\n',
        to: '',
        rule: 'cache/in-its-subnets',
      },
      {
        file: CACHE,
        from: 'multi_az_enabled           = var.protected',
        to: 'multi_az_enabled = false',
        rule: 'cache/survives-a-zone',
      },
      {
        file: CACHE,
        from: 'num_cache_clusters         = var.protected ? 2 : 1',
        to: 'num_cache_nodes = 2',
        rule: 'cache/nodes-that-count',
      },
      {
        file: CACHE,
        from: '  engine         = "valkey"',
        to: '  cluster_mode = false\n  engine = "valkey"',
        rule: 'cache/cluster-mode-is-a-word',
      },
      {
        file: CLUSTER,
        from: 'deletion_protection = var.protected',
        to: 'deletion_protection = false',
        rule: 'cluster/cannot-be-deleted-by-a-plan',
      },
      {
        file: CLUSTER,
        from: 'endpoint_public_access       = length(var.api_public_cidrs) > 0',
        to: 'endpoint_public_access = true',
        rule: 'cluster/api-is-private',
      },
      {
        file: CLUSTER,
        from: 'ami_type       = local.arm64_nodes ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD"',
        to: 'ami_type = "AL2023_x86_64_STANDARD"',
        rule: 'cluster/nodes-run-the-images',
      },
      {
        file: CLUSTER,
        from: '    kube-proxy             = {}\n',
        to: '',
        rule: 'cluster/nodes-become-ready',
      },
      {
        file: CLUSTER,
        from: 'enableNetworkPolicy = "true"',
        to: 'enableNetworkPolicy = "false"',
        rule: 'cluster/network-policies-are-enforced',
      },
      {
        file: CLUSTER,
        from: 'for arn in var.admin_role_arns',
        to: 'for arn in []',
        rule: 'cluster/somebody-administers-it',
      },
      {
        file: CLUSTER,
        from: 'version = "21.19.0"',
        to: 'version = "~> 21.0"',
        rule: 'modules/exact-version',
      },
      {
        file: 'modules/platform/secrets.tf',
        from: 'attach_custom_policy = true',
        to: 'attach_external_secrets_policy = true',
        rule: 'secrets/exactly-these',
      },
    ],
  },
  {
    root: 'global',
    changes: [
      {
        file: 'global/network.tf',
        from: 'enable_nat_gateway     = true',
        to: 'enable_nat_gateway = false',
        rule: 'network/nodes-reach-registries',
      },
      {
        file: 'global/network.tf',
        from: 'single_nat_gateway     = !each.value.nat_per_zone',
        to: 'single_nat_gateway = true',
        rule: 'network/a-gateway-in-each-zone',
      },
      {
        file: 'global/network.tf',
        from: 'map_public_ip_on_launch = false',
        to: 'map_public_ip_on_launch = true',
        rule: 'network/no-public-address-by-itself',
      },
      {
        file: 'global/registry.tf',
        from: 'filter = tag,',
        to: 'filter = "*",',
        rule: 'images/immutable-and-scanned',
      },
      {
        file: 'global/registry.tf',
        from: '  create_lifecycle_policy       = false\n',
        to: '',
        rule: 'images/signatures-are-kept',
      },
      {
        file: 'global/github.tf',
        from: 'oidc_subjects           = [local.github_subjects[each.key]]',
        to: 'oidc_subjects = ["repo:acme/*"]',
        rule: 'roles/one-exact-subject',
      },
      {
        file: 'global/github.tf',
        from: '  trust_policy_conditions = local.github_conditions[each.key]\n',
        to: '',
        rule: 'roles/of-this-repository-and-for-aws',
      },
    ],
  },
];
