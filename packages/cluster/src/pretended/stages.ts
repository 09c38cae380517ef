/** What pretended kubelets do, in the words of kwok: https://kwok.sigs.k8s.io/docs/user/stages-configuration/ */

export type Images = {
  /** A pod with an image that holds one of these words starts and never becomes ready. */
  readonly neverReady?: readonly string[];
  /** A Job's pod with an image that holds one of these words fails. */
  readonly failing?: readonly string[];
};

type Expression = { readonly key: string; readonly operator: string; readonly values?: readonly string[] };

export type Stage = {
  readonly apiVersion: 'kwok.x-k8s.io/v1alpha1';
  readonly kind: 'Stage';
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly resourceRef: { readonly apiGroup: string; readonly kind: string };
    readonly selector: { readonly matchExpressions: readonly Expression[] };
    readonly delay?: { readonly durationMilliseconds: number };
    readonly next: object;
  };
};

const stage = (
  name: string,
  kind: 'Node' | 'Pod',
  spec: Omit<Stage['spec'], 'resourceRef' | 'selector'>,
  when: readonly Expression[],
): Stage => ({
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name },
  spec: { resourceRef: { apiGroup: 'v1', kind }, selector: { matchExpressions: when }, ...spec },
});

const LIVING: Expression = { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' };

/** Nodes become ready, pods run after a moment, pods of Jobs end, deleted pods go. */
export const stages = (images: Images = {}): Stage[] => [
  stage('node-becomes-ready', 'Node', { next: { statusTemplate: NODE } }, [
    {
      key: '.status.conditions.[] | select( .type == "Ready" ) | .status',
      operator: 'NotIn',
      values: ['True'],
    },
  ]),
  stage(
    'pod-runs',
    'Pod',
    { delay: { durationMilliseconds: 400 }, next: { statusTemplate: running(images.neverReady ?? []) } },
    [LIVING, { key: '.status.podIP', operator: 'DoesNotExist' }],
  ),
  stage(
    'pod-of-job-ends',
    'Pod',
    { delay: { durationMilliseconds: 500 }, next: { statusTemplate: ended(images.failing ?? []) } },
    [
      LIVING,
      { key: '.status.phase', operator: 'In', values: ['Running'] },
      { key: '.metadata.ownerReferences.[].kind', operator: 'In', values: ['Job'] },
    ],
  ),
  stage(
    'pod-goes',
    'Pod',
    { delay: { durationMilliseconds: 200 }, next: { finalizers: { empty: true }, delete: true } },
    [{ key: '.metadata.deletionTimestamp', operator: 'Exists' }],
  ),
];

const NODE = `conditions:
{{ range NodeConditions }}
- type: {{ .type | Quote }}
  status: {{ .status | Quote }}
  reason: {{ .reason | Quote }}
  message: {{ .message | Quote }}
  lastHeartbeatTime: {{ Now | Quote }}
  lastTransitionTime: {{ Now | Quote }}
{{ end }}
addresses:
- { type: InternalIP, address: {{ NodeIP | Quote }} }
- { type: Hostname, address: {{ NodeName | Quote }} }
`;

/** Sets a variable when an image of the pod holds one of the words. */
const whenImageHolds = (words: readonly string[], then: string): string =>
  words
    .map(
      (word) =>
        `{{ range .spec.containers }}{{ if contains ${JSON.stringify(word)} .image }}${then}{{ end }}{{ end }}\n`,
    )
    .join('');

const condition = (type: string, status: string): string =>
  `- { type: ${type}, status: ${status}, lastTransitionTime: {{ $now | Quote }} }\n`;

const running = (neverReady: readonly string[]): string => `{{ $now := Now }}
{{ $ready := "True" }}
${whenImageHolds(neverReady, '{{ $ready = "False" }}')}phase: Running
startTime: {{ $now | Quote }}
conditions:
${condition('Initialized', '"True"')}${condition('ContainersReady', '{{ $ready | Quote }}')}${condition('Ready', '{{ $ready | Quote }}')}{{ range .spec.readinessGates }}
${condition('{{ .conditionType | Quote }}', '"True"')}{{ end }}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: {{ .image | Quote }}
  ready: {{ eq $ready "True" }}
  started: true
  restartCount: 0
  state: { running: { startedAt: {{ $now | Quote }} } }
{{ end }}
hostIP: {{ NodeIPWith .spec.nodeName | Quote }}
{{ with PodIPWith .spec.nodeName false ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) }}
podIP: {{ . | Quote }}
podIPs: [{ ip: {{ . | Quote }} }]
{{ end }}
`;

const ended = (failing: readonly string[]): string => `{{ $now := Now }}
{{ $code := 0 }}
${whenImageHolds(failing, '{{ $code = 1 }}')}phase: {{ if eq $code 0 }}Succeeded{{ else }}Failed{{ end }}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: {{ .image | Quote }}
  ready: false
  started: false
  restartCount: 0
  state:
    terminated:
      exitCode: {{ $code }}
      reason: {{ if eq $code 0 }}Completed{{ else }}Error{{ end }}
      startedAt: {{ $now | Quote }}
      finishedAt: {{ $now | Quote }}
{{ end }}
`;
