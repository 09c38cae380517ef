/**
 * The tools that Sealift runs, each at one version, with the sha256 of what the project released for each platform.
 * A platform without a line here is not downloaded: there is no unverified way in. The sums were compared between
 * several independent publications of them; to move a version, take them from the release's checksum file, verify that
 * file's signature, and wait a week (a compromised release is usually found in days).
 */

/** `<os>/<architecture>` in the words of OCI. */
export type ToolPlatform = 'linux/amd64' | 'linux/arm64' | 'darwin/amd64' | 'darwin/arm64';

export type ToolAsset = {
  readonly url: string;
  /** Of the bytes behind the URL, lower-case hex. */
  readonly sha256: string;
  /** Name of the executable inside the .tar.gz; absent when the URL serves the executable itself. */
  readonly member?: string;
  /** Of the executable inside the archive, where it is known; otherwise the archive is kept and compared with. */
  readonly executableSha256?: string;
};

export type ToolRelease = {
  readonly version: string;
  /** Older ones on the machine are refused: an option or output format that Sealift relies on is not in them. */
  readonly minimum: string;
  /** Versions that must never run, with the reason. */
  readonly refused: Readonly<Record<string, string>>;
  /** Arguments that make it print its version. */
  readonly versionArguments: readonly string[];
  readonly assets: Readonly<Partial<Record<ToolPlatform, ToolAsset>>>;
};

/** An executable that may be run. */
export type Tool = {
  /** Absolute. */
  readonly path: string;
  /** Without a leading "v". */
  readonly version: string;
};

export type ToolName = 'trivy' | 'syft' | 'cosign' | 'buildx' | 'helm' | 'squawk' | 'oasdiff';
export type PinnedReleases = Readonly<Record<ToolName, ToolRelease>>;

const TRIVY = 'https://github.com/aquasecurity/trivy/releases/download/v0.76.0/trivy_0.76.0';
const SYFT = 'https://github.com/anchore/syft/releases/download/v1.54.1/syft_1.54.1';
const COSIGN = 'https://github.com/sigstore/cosign/releases/download/v3.1.3/cosign';
const BUILDX = 'https://github.com/docker/buildx/releases/download/v0.36.1/buildx-v0.36.1';
/** The project publishes executables here only; its release page on GitHub has signatures and sums. */
const HELM = 'https://get.helm.sh/helm-v4.3.0';

const SQUAWK = 'https://github.com/sbdchd/squawk/releases/download/v2.66.0/squawk';

const OASDIFF = 'https://github.com/oasdiff/oasdiff/releases/download/v1.33.0/oasdiff_1.33.0';

/** https://github.com/advisories/GHSA-69fq-xp46-6x23 */
const COMPROMISED = 'it was published by attackers in March 2026 (GHSA-69fq-xp46-6x23)';

export const pinnedReleases: PinnedReleases = {
  trivy: {
    version: '0.76.0',
    // The first whose report says which version wrote it; the options are from 0.63.
    minimum: '0.69.0',
    refused: { '0.69.4': COMPROMISED, '0.69.5': COMPROMISED, '0.69.6': COMPROMISED },
    versionArguments: ['--version'],
    assets: {
      'linux/amd64': {
        url: `${TRIVY}_Linux-64bit.tar.gz`,
        sha256: 'e24b1c51293c1b15e4ba8d45bbc7891ba053f90278ec2698f3562c993e145fe7',
        member: 'trivy',
        executableSha256: '1f889576636db0623539cb339df7d06c40ebf39e7919489eafa1160e29808f19',
      },
      'linux/arm64': {
        url: `${TRIVY}_Linux-ARM64.tar.gz`,
        sha256: 'aab21e677a7b7071fc79f1711480840754c18a1b9d9cefa7ccd06af63a0e8f4c',
        member: 'trivy',
      },
      'darwin/amd64': {
        url: `${TRIVY}_macOS-64bit.tar.gz`,
        sha256: '89563d4d495cf4ef06a0d1950f8710b124e9f7bd2615ec6c47b03673f4ad45a2',
        member: 'trivy',
      },
      'darwin/arm64': {
        url: `${TRIVY}_macOS-ARM64.tar.gz`,
        sha256: 'e7ec0d21fe842553f59af99aba2efbcc822369fbaed27019c575408b6d135fce',
        member: 'trivy',
      },
    },
  },
  syft: {
    version: '1.54.1',
    // Before, modules of Go had a subpath in their package URL, and SPDX a downloadLocation that is not valid.
    minimum: '1.39.0',
    refused: {},
    versionArguments: ['version'],
    assets: {
      'linux/amd64': {
        url: `${SYFT}_linux_amd64.tar.gz`,
        sha256: 'c069905b391cc4c20a5ba65ad5c10be2a7ba074f8ea6ad203e24d14e303dad47',
        member: 'syft',
      },
      'linux/arm64': {
        url: `${SYFT}_linux_arm64.tar.gz`,
        sha256: 'dfdf0537610113edbefe1f1fc6548bc957b2d77439636ec824fcf0e10d46d054',
        member: 'syft',
      },
      'darwin/amd64': {
        url: `${SYFT}_darwin_amd64.tar.gz`,
        sha256: '2956322838b2f64e470eea474495f0cd96be4f222b1ac037258cdc47d965064e',
        member: 'syft',
      },
      'darwin/arm64': {
        url: `${SYFT}_darwin_arm64.tar.gz`,
        sha256: 'b4319c3abaa87a0170ab76ee83ea2260ca34b53aecfa3ab0dd5428d2319d744f',
        member: 'syft',
      },
    },
  },
  cosign: {
    version: '3.1.3',
    // Bundles and signing configurations are from 3.0, `signing-config create --with-default-rekor-v2` is from here.
    minimum: '3.1.1',
    refused: {},
    versionArguments: ['version'],
    assets: {
      'linux/amd64': {
        url: `${COSIGN}-linux-amd64`,
        sha256: '4629c757b7618056f8ddd7e2625ae9fdd94c0372a65049520bc7d9df9efc7f71',
      },
      'linux/arm64': {
        url: `${COSIGN}-linux-arm64`,
        sha256: 'c5d324e091826b0d7a78eb16fef316450b4eb9aaec045611c08ba06f5e73220a',
      },
      'darwin/amd64': {
        url: `${COSIGN}-darwin-amd64`,
        sha256: '2347488e5d5b25336644024dfeca5601b190e91197a71a917bda44744aff106c',
      },
      'darwin/arm64': {
        url: `${COSIGN}-darwin-arm64`,
        sha256: '5cf948c2f4dfe59687bdd0b8523709067383e03982cc543475c8a7dc70e92a76',
      },
    },
  },
  buildx: {
    version: '0.36.1',
    // `--progress=rawjson` and layouts with `tar=false` work from here on.
    minimum: '0.13.0',
    refused: {},
    versionArguments: ['version'],
    assets: {
      'linux/amd64': {
        url: `${BUILDX}.linux-amd64`,
        sha256: '48af8a397ebd60178778bf63611dbcebe5f5e7a9be90eb9147b24b9587455778',
      },
      'linux/arm64': {
        url: `${BUILDX}.linux-arm64`,
        sha256: '5d0cafd9d16afe1a0f0d9529885344ace2cc99efdd531b6c783c5455a6001569',
      },
      'darwin/amd64': {
        url: `${BUILDX}.darwin-amd64`,
        sha256: '52a39ee4012d18f83373656712102ebda55656121dcdabbbb1ccfbd41b7debe8',
      },
      'darwin/arm64': {
        url: `${BUILDX}.darwin-arm64`,
        sha256: '214cdc36788602862dbc82b523d58648b4585c7b0ff95218b0817c44db5573d7',
      },
    },
  },
  helm: {
    version: '4.3.0',
    // `template` has had the options that are used since long before; hosted runners come with the 3 or the 4 line.
    minimum: '3.10.0',
    refused: {},
    versionArguments: ['version', '--short'],
    assets: {
      'linux/amd64': {
        url: `${HELM}-linux-amd64.tar.gz`,
        sha256: '86584a54def73570558f66f5111cc53dfed56689637ae32c1201205d494f54fb',
        member: 'linux-amd64/helm',
      },
      'linux/arm64': {
        url: `${HELM}-linux-arm64.tar.gz`,
        sha256: '31c5794dd55c66a51e6b7d2e2ac7a114ae8b1de41ff1d9ba51748ac973b06a08',
        member: 'linux-arm64/helm',
      },
      'darwin/amd64': {
        url: `${HELM}-darwin-amd64.tar.gz`,
        sha256: '347a784877e0e20eac865e8d1c36a80f6bb0861d6f29abd34defb6570ef95d92',
        member: 'darwin-amd64/helm',
      },
      'darwin/arm64': {
        url: `${HELM}-darwin-arm64.tar.gz`,
        sha256: 'd3870437e1e95b67f8edbde964156c84a26503f560821d40c542441658934fba',
        member: 'darwin-arm64/helm',
      },
    },
  },
  squawk: {
    version: '2.66.0',
    // Names of rules and fields of the JSON report are as in this one from here.
    minimum: '2.66.0',
    refused: {},
    versionArguments: ['--version'],
    assets: {
      'linux/amd64': {
        url: `${SQUAWK}-linux-x64`,
        sha256: 'e7965f8146b53cfa7a4625ceecfea5c6aeb35add39132210aa60b11ae180b9f4',
      },
      'linux/arm64': {
        url: `${SQUAWK}-linux-arm64`,
        sha256: '04455267bb895de1568dc24e52eb062b311096ad614c3e15a77cf8a7b3483c2a',
      },
      'darwin/amd64': {
        url: `${SQUAWK}-darwin-x64`,
        sha256: 'e361365762a6bf11abbef746d29ff46ac0b4feba43df2f0570595f06c67d7daf',
      },
      'darwin/arm64': {
        url: `${SQUAWK}-darwin-arm64`,
        sha256: 'd273f3a234b81b8d540b2cdf1b07ed84f719a3ab11b47d6f3efe96baaf21b40b',
      },
    },
  },
  oasdiff: {
    version: '1.33.0',
    // The oldest that the pairs of openapi-gate were compared with.
    minimum: '1.33.0',
    refused: {},
    versionArguments: ['--version'],
    assets: {
      'linux/amd64': {
        url: `${OASDIFF}_linux_amd64.tar.gz`,
        sha256: '43a4e328e2d13ba1552d760aa68d2485c75c5621f309f6ff64ae895188345247',
        member: 'oasdiff',
      },
      'linux/arm64': {
        url: `${OASDIFF}_linux_arm64.tar.gz`,
        sha256: '4ae3c362d6074d919aada2dea82d0ee84366591600384455d0bdc658ddf8f7ae',
        member: 'oasdiff',
      },
      // One executable for both.
      'darwin/amd64': {
        url: `${OASDIFF}_darwin_all.tar.gz`,
        sha256: '2a479337c15afdcbf0b1e89c0b4d0cf0176472dbc11483358fed1f831d1e46c5',
        member: 'oasdiff',
      },
      'darwin/arm64': {
        url: `${OASDIFF}_darwin_all.tar.gz`,
        sha256: '2a479337c15afdcbf0b1e89c0b4d0cf0176472dbc11483358fed1f831d1e46c5',
        member: 'oasdiff',
      },
    },
  },
};
