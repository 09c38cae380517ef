import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pki } from '../pki/pki.ts';
import type { Service } from '../process.ts';
import type { ProxyServer } from '../proxy/proxy.ts';
import { type CtEntry, createCtLog } from './ct-log.ts';
import { SIGSTORE_HOSTS } from './hosts.ts';
import { startFulcio, startRekor, startTimestampAuthority } from './servers.ts';
import { createTrustTargets, publicTrust } from './trust.ts';
import { createTufRepository } from './tuf.ts';

export type SigstoreEngine = 'cosign' | 'fulcio' | 'rekor-server' | 'timestamp-server';

export type SigstoreOptions = {
  /** Paths of the executables. */
  readonly engines: Readonly<Record<SigstoreEngine, string>>;
  /** Made for hosts that include {@link SIGSTORE_HOSTS}. */
  readonly pki: Pki;
  readonly dir: string;
  /** Answers for the OIDC issuer already; the hosts of Sigstore are added to it here. */
  readonly proxy: Pick<ProxyServer, 'route' | 'proxyUrl'>;
};

export type Sigstore = Service & {
  /** For cosign, besides what leads through the proxy. */
  readonly env: Readonly<Record<'TUF_MIRROR' | 'TUF_ROOT_JSON' | 'TUF_ROOT', string>>;
  /** Certificates that were logged, oldest first. */
  readonly certificates: readonly CtEntry[];
};

/**
 * Fulcio, Rekor and a timestamp authority as released, a certificate transparency log and a TUF repository of our own,
 * all under their public names behind the proxy. cosign trusts them through TUF, so its command lines are the usual ones.
 * @throws Failure `configuration` or `remote` when a server does not start; nothing is left running then
 */
export async function startSigstore(options: SigstoreOptions): Promise<Sigstore> {
  const { engines, pki, proxy } = options;
  const dir = path.resolve(options.dir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const ctLog = createCtLog({
    key: await readFile(pki.ctLog.key, 'utf8'),
    roots: await readFile(pki.fulcio.chain, 'utf8'),
  });
  proxy.route(SIGSTORE_HOSTS.ctLog, ctLog);

  const fulcio = { dir, engine: engines.fulcio, proxyUrl: proxy.proxyUrl, caFile: pki.caFile };
  const starting = {
    fulcio: startFulcio({ ...fulcio, name: 'fulcio', keys: pki.fulcio, ctLog: pki.ctLog.publicKey }),
    rekor: startRekor({ pki, dir, engine: engines['rekor-server'] }),
    timestamp: startTimestampAuthority({
      ...{ name: 'timestamp', dir, keys: pki.timestamp },
      engine: engines['timestamp-server'],
    }),
  };
  const trusting = createTrustTargets(engines.cosign, publicTrust(pki), path.join(dir, 'trust'));
  const stop = async () => {
    const outcomes = await Promise.allSettled(Object.values(starting));
    await Promise.all(outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value.stop()));
  };
  try {
    const [targets, fulcio, rekor, timestamp] = await Promise.all([
      trusting,
      starting.fulcio,
      starting.rekor,
      starting.timestamp,
    ]);
    // cosign keeps what it trusts by the address of the mirror: one that is used once cannot be mixed up with the
    // public one, or with that of another rehearsal.
    const base = `/${randomUUID()}`;
    const tuf = createTufRepository(targets, base);
    const root = path.resolve(dir, 'root.json');
    await writeFile(root, tuf.root, { mode: 0o600 });
    proxy.route(SIGSTORE_HOSTS.tuf, tuf);
    proxy.route(SIGSTORE_HOSTS.fulcio, fulcio.target);
    proxy.route(SIGSTORE_HOSTS.rekor, rekor.target);
    proxy.route(SIGSTORE_HOSTS.timestamp, timestamp.target);
    return {
      name: 'sigstore',
      env: {
        TUF_MIRROR: `https://${SIGSTORE_HOSTS.tuf}${base}`,
        TUF_ROOT_JSON: root,
        TUF_ROOT: path.resolve(dir, 'tuf'),
      },
      certificates: ctLog.entries,
      stop,
    };
  } catch (error) {
    await stop();
    await trusting.catch(() => {});
    throw error;
  }
}
