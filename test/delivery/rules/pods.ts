/** What pods are made of. */
import { eachContainer, isServing, podsOf, type Rule, selects } from './rule.ts';

const PSS = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted';

export const POD_RULES: readonly Rule[] = [
  {
    name: 'restricted-pod',
    why: 'In a namespace that enforces "restricted" the pod is refused. The API server takes its Job or Rollout all the same: a hook then waits until its deadline, and Argo CD says no reason.',
    source: PSS,
    check: eachContainer(({ securityContext: own = {} }, { securityContext: pod }) => {
      const seccomp = own.seccompProfile?.type ?? pod.seccompProfile?.type;
      return (
        (own.runAsNonRoot ?? pod.runAsNonRoot) !== true ||
        own.allowPrivilegeEscalation !== false ||
        own.capabilities?.drop?.includes('ALL') !== true ||
        (seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost')
      );
    }, 'is not as Pod Security "restricted" asks: runAsNonRoot, allowPrivilegeEscalation: false, drop ALL, seccompProfile'),
  },
  {
    name: 'numeric-user',
    why: 'With runAsNonRoot and an image whose user is a name, the kubelet cannot tell that it is not root and starts nothing.',
    source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    check: eachContainer(
      ({ securityContext: own = {} }, { securityContext: pod }) =>
        (own.runAsUser ?? pod.runAsUser ?? 0) === 0,
      'has no runAsUser other than 0',
    ),
  },
  {
    name: 'read-only-root',
    why: 'Whoever gets into the process can change the program.',
    source: 'https://kubernetes.io/docs/concepts/security/application-security-checklist/',
    check: eachContainer(
      ({ securityContext }) => securityContext?.readOnlyRootFilesystem !== true,
      'can write its own files',
    ),
  },
  {
    name: 'writable-tmp',
    why: 'With a read-only root, Python, gunicorn and Next.js fail at their first temporary file.',
    source: 'https://docs.gunicorn.org/en/stable/settings.html#worker-tmp-dir',
    check: eachContainer(
      ({ securityContext, volumeMounts = [] }) =>
        securityContext?.readOnlyRootFilesystem === true &&
        !volumeMounts.some(({ mountPath }) => mountPath === '/tmp'),
      'has a read-only root and no volume at /tmp',
    ),
  },
  {
    name: 'no-service-account-token',
    why: 'The token is mounted unless somebody says no: a stolen process can talk to the API server.',
    source:
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
    check: (objects) =>
      podsOf(objects)
        .filter(({ automountServiceAccountToken }) => automountServiceAccountToken !== false)
        .map(({ of }) => `${of} mounts the token of its service account`),
  },
  {
    name: 'pre-stop-wait',
    why: 'A pod that is told to end goes on getting requests until every node and load balancer knows: some fail in each rollout.',
    source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow',
    check: eachContainer(
      ({ lifecycle }, pods) => isServing(pods) && lifecycle?.preStop === undefined,
      'has no preStop wait',
    ),
  },
  {
    name: 'pre-stop-fits',
    why: 'The time of preStop is a part of the grace period: what is left is the time to finish requests.',
    source:
      'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
    check: eachContainer(
      ({ lifecycle }, { terminationGracePeriodSeconds }) =>
        (lifecycle?.preStop?.sleep?.seconds ?? 0) >= terminationGracePeriodSeconds,
      'waits longer than it has to end',
    ),
  },
  {
    name: 'image-digest',
    why: 'A tag can be moved after it was verified, and the admission policies of this repository refuse it.',
    source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
    check: eachContainer(
      ({ image = '' }) => !/@sha256:[0-9a-f]{64}$/.test(image),
      'has an image without a digest',
    ),
  },
  {
    name: 'probe-port',
    why: 'A probe of a port that has no such name fails for ever.',
    source:
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port',
    check: eachContainer(
      ({ ports = [], startupProbe, livenessProbe, readinessProbe }) =>
        [startupProbe, livenessProbe, readinessProbe].some(
          (probe) =>
            typeof probe?.httpGet?.port === 'string' &&
            !ports.some(({ name }) => name === probe.httpGet?.port),
        ),
      'is probed at a port that it does not have',
    ),
  },
  {
    name: 'rollout-selector',
    why: 'The API server compares selector and labels of a Deployment, not those of a Rollout: its controller refuses it later.',
    source: 'https://argoproj.github.io/argo-rollouts/features/specification/',
    check: (objects) =>
      podsOf(objects)
        .filter(({ owner, labels }) => {
          const { selector } = owner.spec as { selector?: { matchLabels?: Record<string, string> } };
          return owner.kind === 'Rollout' && !selects(selector?.matchLabels, labels);
        })
        .map(({ of }) => `${of} does not select its own pods`),
  },
];
