/** The snippets that the pipeline was sketched with, what is wrong with each, and which check says so. */

export const SNIPPETS = [
  'api.Dockerfile',
  'web.Dockerfile',
  'values.yaml',
  'deployment.yaml',
  'security-context.yaml',
  'external-secret.yaml',
  'pre-sync-job.yaml',
  'rollout-steps.yaml',
  'analysis-template.yaml',
  'service-monitor.yaml',
  'build.yml',
  'bump-step.yml',
  'backend.tf',
  'vpc.tf',
  'eks.tf',
  'rds.tf',
  'redis.tf',
] as const;
export type Snippet = (typeof SNIPPETS)[number];

export type Check =
  | 'Helm: values.schema.json'
  | 'API server: strict dry-run'
  | 'API server: warning of Pod Security'
  | 'rule'
  | 'promtool'
  | "GitHub's parser"
  | 'actionlint'
  | 'zizmor'
  | 'workflow rule'
  | 'Dockerfile rule'
  | 'OpenTofu'
  | 'Terraform rule';

export type Fault = {
  readonly snippet: Snippet;
  readonly fault: string;
  readonly check: Check;
  /** What the check says, in part; of a rule its name. */
  readonly says: string;
};

const of = (
  snippet: Snippet,
  faults: readonly (readonly [fault: string, check: Check, says: string])[],
): readonly Fault[] => faults.map(([fault, check, says]) => ({ snippet, fault, check, says }));

const HELM = 'Helm: values.schema.json';
const SERVER = 'API server: strict dry-run';

export const FAULTS: readonly Fault[] = [
  ...of('api.Dockerfile', [
    ['a user by name: refused where nobody may be root', 'Dockerfile rule', 'numeric-user'],
    ['the newest packages of the day', 'Dockerfile rule', 'locked-dependencies'],
    ['each scrape meets one of four processes', 'Dockerfile rule', 'metrics-of-all-workers'],
    ['its tests are part of the image', 'Dockerfile rule', 'no-tests-in-the-image'],
  ]),
  ...of('web.Dockerfile', [
    ['a user by name: refused where nobody may be root', 'Dockerfile rule', 'numeric-user'],
    ['a Node that nobody mends any more', 'Dockerfile rule', 'supported-base'],
    ["it listens at the pod's name", 'Dockerfile rule', 'listens-on-every-address'],
    ['install scripts of all packages are run', 'Dockerfile rule', 'scripts-of-strangers'],
  ]),
  ...of('values.yaml', [
    ['a port of its own: the app and the Service would disagree', HELM, "'service'"],
    ['a security context that each app has to repeat', HELM, "'securityContext'"],
    ['its security context has no numeric user', 'rule', 'numeric-user'],
    ['… drops no capability and has no seccomp profile', 'rule', 'restricted-pod'],
    ['… makes the root read-only, and nothing is writable', 'rule', 'writable-tmp'],
  ]),
  ...of('deployment.yaml', [
    [
      'values of an autoscaler and a disruption budget between fields of a container',
      SERVER,
      'field not declared in schema',
    ],
    ['as values: other names than the chart has', HELM, "'hpa'"],
    ['no preStop wait: requests fail in each rollout', 'rule', 'pre-stop-wait'],
  ]),
  ...of('security-context.yaml', [
    ['no seccomp profile: refused under Pod Security restricted', 'rule', 'restricted-pod'],
    ['the same, as the API server sees it', 'API server: warning of Pod Security', 'seccompProfile'],
    ['a read-only root, and nothing is writable', 'rule', 'writable-tmp'],
    ['as the context of a pod: fields of a container', SERVER, 'field not declared in schema'],
  ]),
  ...of('external-secret.yaml', [
    [
      'v1beta1 is not served any more',
      SERVER,
      'no matches for kind "ExternalSecret" in version "external-secrets.io/v1beta1"',
    ],
    ['the hook below reads its Secret before it exists', 'rule', 'secret-before-use'],
  ]),
  ...of('pre-sync-job.yaml', [
    ['no name', SERVER, 'resource name may not be empty'],
    ['refused under Pod Security restricted: the sync waits for ever', 'rule', 'restricted-pod'],
    [
      'the same, as the API server sees it',
      'API server: warning of Pod Security',
      'allowPrivilegeEscalation',
    ],
    ['no deadline', 'rule', 'hook-deadline'],
    ['an image by its tag', 'rule', 'image-digest'],
    ["the service account's token is mounted", 'rule', 'no-service-account-token'],
    ['the user is whoever the image says', 'rule', 'numeric-user'],
    ['the process can write its own files', 'rule', 'read-only-root'],
  ]),
  ...of('rollout-steps.yaml', [
    [
      'the AnalysisTemplate comes in the same wave: InvalidSpec for a moment',
      'rule',
      'analysis-before-rollout',
    ],
  ]),
  ...of('analysis-template.yaml', [
    ['no name', SERVER, 'resource name may not be empty'],
    ['a vector compared with a number: an error after five tries', 'rule', 'analysis-vector'],
    ['an interval without a count: the Rollout is InvalidSpec', 'rule', 'analysis-count'],
    ['no result[0] without traffic', 'rule', 'analysis-empty'],
    ['too little to judge by is a failure', 'rule', 'analysis-no-data'],
    ['a healthy service has no series with 5xx', 'rule', 'analysis-empty-series'],
    ['the same, on series', 'promtool', 'healthy: exp: {} 0E+00 got: nil'],
    ['all revisions together', 'rule', 'analysis-canary-only'],
    [
      'the same, on series: 4 % errors of a tenth of the traffic',
      'promtool',
      'canary: exp: {} 4E-02 got: {} 4E-03',
    ],
    ['the first measurement is of the time before the step', 'rule', 'analysis-delay'],
    ['two scrapes of the ServiceMonitor below in one window', 'rule', 'analysis-window'],
  ]),
  ...of('service-monitor.yaml', [
    ['no name', SERVER, 'resource name may not be empty'],
    ['no Service has such a label: no metrics, and no complaint', 'rule', 'monitor-finds-service'],
  ]),
  ...of('build.yml', [
    ['an expression within braces ends them: no YAML', "GitHub's parser", 'flow'],
    [
      '… mended: no step is called meta, so nothing would be signed',
      'actionlint',
      'property "meta" is not defined',
    ],
    ['actions by tags that can be moved', 'zizmor', 'unpinned-uses'],
    ['the token stays in the checkout', 'zizmor', 'artipacked'],
    ['findings cannot be uploaded', 'workflow rule', 'sarif-permission'],
    ['whatever Trivy finds, the job goes on', 'workflow rule', 'scan-decides-nothing'],
    ['scanned after it was published', 'workflow rule', 'pushed-before-scan'],
    ['an owner with capitals cannot push', 'workflow rule', 'image-in-capitals'],
  ]),
  ...of('bump-step.yml', [
    ['`${ {matrix.app} }` is plain text', 'workflow rule', 'broken-expression'],
    ['an action by a tag that can be moved', 'zizmor', 'unpinned-uses'],
  ]),
  ...of('backend.tf', [
    ['a table for locks, which nobody needs any more', 'Terraform rule', 'state/no-table'],
    ['no lock in the bucket', 'Terraform rule', 'state/locked-by-an-object'],
  ]),
  ...of('vpc.tf', [
    ['whatever version is newest on the day', 'Terraform rule', 'modules/exact-version'],
    ['no NAT: nodes pull no image', 'Terraform rule', 'network/nodes-reach-registries'],
  ]),
  ...of('eks.tf', [
    [
      'arguments of an older major: the name',
      'OpenTofu',
      'An argument named "cluster_name" is not expected here.',
    ],
    ['… and who may do what', 'OpenTofu', 'An argument named "manage_aws_auth" is not expected here.'],
    ['whatever version is newest on the day', 'Terraform rule', 'modules/exact-version'],
    ['arm64 nodes for images that are built for x86', 'Terraform rule', 'cluster/nodes-run-the-images'],
    ['no add-on for the network: no node becomes ready', 'Terraform rule', 'cluster/nodes-become-ready'],
    ['nobody may do anything in it', 'Terraform rule', 'cluster/somebody-administers-it'],
    ['NetworkPolicies are not enforced', 'Terraform rule', 'cluster/network-policies-are-enforced'],
    ['a plan can delete it', 'Terraform rule', 'cluster/cannot-be-deleted-by-a-plan'],
  ]),
  ...of('rds.tf', [
    [
      'an argument of an older major: the password',
      'OpenTofu',
      'An argument named "create_random_password" is not expected here.',
    ],
    ['whatever version is newest on the day', 'Terraform rule', 'modules/exact-version'],
    ['its subnets are ignored: the default network', 'Terraform rule', 'database/in-its-subnets'],
    ['a parameter group of no family', 'Terraform rule', 'database/family-of-its-parameters'],
    ['TLS is not asked for', 'Terraform rule', 'database/not-public-and-encrypted'],
    ['a plan can delete it, with its backups', 'Terraform rule', 'database/cannot-be-lost-by-a-plan'],
  ]),
  ...of('redis.tf', [
    ['whatever version is newest on the day', 'Terraform rule', 'modules/exact-version'],
    ['`false` becomes the word "false"', 'Terraform rule', 'cache/cluster-mode-is-a-word'],
    ['a subnet group is made, and has no subnet', 'Terraform rule', 'cache/in-its-subnets'],
    ['a replication group is made, and has no name', 'Terraform rule', 'cache/has-a-name'],
    ['the number of nodes is of another kind of cache', 'Terraform rule', 'cache/nodes-that-count'],
    ['no password, and TLS only if one likes', 'Terraform rule', 'cache/speaks-tls-and-asks-for-a-password'],
    ['one node in one zone', 'Terraform rule', 'cache/survives-a-zone'],
  ]),
];

/** For docs/seed-snippets.md. */
export const faultsTable = (): string =>
  [
    '| Snippet | Fault | Which check says so |',
    '| --- | --- | --- |',
    ...FAULTS.map(({ snippet, fault, check, says }) => {
      const which = check.endsWith('rule') ? `${check} \`${says}\`` : check;
      return `| [\`${snippet}\`](../test/delivery/seed/snippets/${snippet}) | ${fault} | ${which} |`;
    }),
  ].join('\n');
