/** Databases and caches. */
import { empty, list, type Rule, record, unless } from './rule.ts';

const DATABASE = ['manage_master_user_password'];
const CACHE = ['transit_encryption_mode'];

export const STORE_RULES: readonly Rule[] = [
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
];
