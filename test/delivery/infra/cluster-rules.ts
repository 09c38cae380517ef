/** Networks and clusters. */
import { empty, list, type Rule, record, unless } from './rule.ts';

const NETWORK = ['private_subnets', 'azs'];
const CLUSTER = ['eks_managed_node_groups'];

/** m7g, c7gn, t4g, x2gd, a1: a g behind the generation. */
const isArm = (type: unknown) => /^(?:a1|[a-z-]*\d+[a-z]*g[a-z]*)\./.test(String(type));

export const CLUSTER_RULES: readonly Rule[] = [
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
];
