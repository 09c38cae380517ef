/** The engines past the pull request: a cluster, what deploys to it and what judges what is deployed. */
import type { EngineName } from './engine.ts';
import { amd64, archive, type EngineEntry, GITHUB } from './entry.ts';

type DeliveryEngine =
  | 'kube'
  | 'argocd'
  | 'argo-rollouts'
  | 'kyverno'
  | 'kube-router'
  | 'oasdiff'
  | 'opentofu'
  | 'aws-schema-provider'
  | 'squawk';

const OPENTOFU = `${GITHUB}/opentofu/opentofu/releases/download/v1.12.6/tofu_1.12.6_linux`;
const KUBE_VERSION = 'k8s.io/component-base/version';

export const deliveryManifest: Readonly<Record<DeliveryEngine & EngineName, EngineEntry>> = {
  kube: {
    mirror: {
      version: '1.37.2',
      sha256: amd64('2fb9e6867ebdef6f342d42492a05a9e9858f858370a6f405f7d542dc905ecbfd'),
    },
    go: {
      module: 'kubernetes',
      version: '1.37.2',
      versionOf: 'k8s.io/kubernetes',
      package: 'sealift/engines/kubernetes/kube',
      // Helm takes the version of the cluster that it renders for from these, too.
      stamp: [
        `${KUBE_VERSION}.gitVersion=v1.37.2`,
        `${KUBE_VERSION}.gitMajor=1`,
        `${KUBE_VERSION}.gitMinor=37`,
      ],
    },
  },
  argocd: {
    mirror: {
      version: '3.6.1',
      sha256: amd64('25792b069c53e77c0c7992703f33e3700b331dbc7d76bc2d8f7f1f623191422b'),
    },
    go: {
      module: 'kubernetes',
      version: '3.6.1',
      versionOf: 'github.com/argoproj/argo-cd/v3',
      package: 'sealift/engines/kubernetes/argocd',
      stamp: 'github.com/argoproj/argo-cd/v3/common.version=3.6.1',
    },
  },
  'argo-rollouts': {
    mirror: {
      version: '1.10.2',
      sha256: amd64('52ebcd4553f970a2f44596e295b717e31886dae66c1e5ec9bdf67720f6efed51'),
    },
    // With the Kubernetes of `kube` it compiles and calls every Rollout with a serviceAccountName invalid.
    go: {
      module: 'argo-rollouts',
      version: '1.10.2',
      package: 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller',
      stamp: 'github.com/argoproj/argo-rollouts/utils/version.version=1.10.2',
    },
  },
  kyverno: {
    mirror: {
      version: '1.19.1',
      sha256: amd64('b3e951f7e8c6345053e9e22d1aba188442219eb8e46b48a6ef3565e5870ce639'),
    },
    go: {
      module: 'kyverno',
      version: '1.19.1',
      package: 'github.com/kyverno/kyverno/cmd/kyverno',
      stamp: 'github.com/kyverno/kyverno/pkg/version.BuildVersion=v1.19.1',
    },
  },
  'kube-router': {
    mirror: {
      version: '2.1.0',
      sha256: amd64('4db3946f4eb0e90d49574c7029726bc0695c290ed6aa9451e376ae2cd1c42b55'),
    },
    go: {
      module: 'kube-router',
      version: '2.1.0',
      package: 'github.com/cloudnativelabs/kube-router/v2/cmd/kube-router',
      stamp: 'github.com/cloudnativelabs/kube-router/v2/pkg/version.Version=v2.1.0',
    },
  },
  oasdiff: {
    mirror: {
      version: '1.37.0',
      sha256: amd64('b5b5940a8610ab06b16524e5dc912c5a4882cd1dd978b6cc9dd0f466ea0a626e'),
    },
    go: {
      module: 'oasdiff',
      version: '1.37.0',
      package: 'github.com/oasdiff/oasdiff',
      stamp: 'github.com/oasdiff/oasdiff/build.Version=1.37.0',
    },
  },
  opentofu: {
    mirror: {
      version: '1.12.6',
      sha256: amd64('fa1fb8db60600fc12ff5b6392bcc1a3d5c49c4454d6f00defc833de37f02f3e1'),
    },
    release: {
      version: '1.12.6',
      assets: {
        'linux/amd64': archive(
          `${OPENTOFU}_amd64.tar.gz`,
          '50a6106fa4de523d09c87af85f3db1dd47535fc005727fdca6852146476b88ec',
          'tofu',
        ),
        'linux/arm64': archive(
          `${OPENTOFU}_arm64.tar.gz`,
          '9bd0228a81bcd0c88f7045c74378f45a815779f19897191dff7d9efba9976b9e',
          'tofu',
        ),
      },
    },
    go: {
      module: 'opentofu',
      version: '1.12.6',
      package: 'github.com/opentofu/opentofu/cmd/tofu',
      stamp: 'github.com/opentofu/opentofu/version.dev=no',
    },
  },
  'aws-schema-provider': {
    mirror: {
      version: '6.25.0',
      sha256: amd64('5c1af586d455ca8f394b4ff981866bd537f46adc71194281dee60cd8b137fa6a'),
    },
    // The version is of the schema that it serves, which is not compiled in.
    go: {
      module: 'aws-schema-provider',
      version: '6.25.0',
      package: 'sealift/engines/aws-schema-provider',
    },
  },
  squawk: {
    wheel: {
      distribution: 'squawk-cli',
      version: '2.70.0',
      engineVersion: '2.70.0',
      wheels: {
        'linux/amd64': {
          sha256: 'e67651bb984b01276752ca685f870b281cf493d5d7bd318607148b657c359b52',
          member: 'squawk_cli-2.70.0.data/scripts/squawk',
        },
        'linux/arm64': {
          sha256: '1c352fd18443d808d8ce48f5d4efa43646e210fc951437f6c3c25e51394f4a8f',
          member: 'squawk_cli-2.70.0.data/scripts/squawk',
        },
      },
    },
  },
};
