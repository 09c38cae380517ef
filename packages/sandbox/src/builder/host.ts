import { access, readdir } from 'node:fs/promises';
import { configurationFailure } from '@sealift/core/failure';
import { hostPlatform } from '@sealift/engines/ensure';

/**
 * @throws Failure `configuration` where BuildKit cannot build
 */
export function requireBuildHost(user: number | undefined = process.getuid?.()): void {
  hostPlatform();
  if (user === 0) return;
  throw configurationFailure({
    code: 'sandbox/no-root',
    cause:
      'A rehearsal needs root: BuildKit mounts file systems for each RUN line, and base images are unpacked with their owners and device files.',
    remedy: 'Run it as root (sudo -E npm run rehearse), or in a privileged container or virtual machine.',
  });
}

/** What RUN lines need of the host to reach the network as the host does. */
export type HostTrust = {
  /** PEM file of all authorities that the host trusts; only where a private one is among them. */
  readonly bundle?: string;
  /** HTTP_PROXY and the like, as the host has them. */
  readonly proxies: Readonly<Record<string, string>>;
};

/** Where administrators put private authorities: Debian, Fedora, Arch, SUSE. */
const ANCHORS = [
  '/usr/local/share/ca-certificates',
  '/etc/pki/ca-trust/source/anchors',
  '/etc/ca-certificates/trust-source/anchors',
  '/etc/pki/trust/anchors',
];
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
];
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

/**
 * Finds out whether images can be built only with the host's private authority or proxy: behind an inspecting proxy
 * `RUN pip install` fails otherwise, although the Dockerfile is right.
 * @param env the host's environment, not the one that the rehearsal gives to its children
 */
export async function detectHostTrust(
  env: Readonly<Record<string, string | undefined>>,
): Promise<HostTrust | undefined> {
  const proxies = Object.fromEntries(
    PROXIES.flatMap((name) => (env[name] ? [[name, env[name]] as const] : [])),
  );
  const own = env['SSL_CERT_FILE'];
  const isPrivate =
    (own !== undefined && own !== '' && !BUNDLES.includes(own)) ||
    (await Promise.all(ANCHORS.map(hasCertificate))).includes(true);
  const bundle = isPrivate ? await firstReadable([...(own ? [own] : []), ...BUNDLES]) : undefined;
  if (bundle === undefined && Object.keys(proxies).length === 0) return undefined;
  return { ...(bundle === undefined ? {} : { bundle }), proxies };
}

async function hasCertificate(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => /\.(crt|pem|cer)$/.test(name));
}

async function firstReadable(files: readonly string[]): Promise<string | undefined> {
  for (const file of files)
    if (
      await access(file).then(
        () => true,
        () => false,
      )
    )
      return file;
  return undefined;
}
