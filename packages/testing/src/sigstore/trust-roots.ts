/**
 * Whom to trust with what {@link makeBundle} makes: a TrustedRoot for each instance of this process.
 * https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto, as JSON
 */
import { ALWAYS } from './certificates.ts';
import { GITHUB, PUBLIC } from './instances.ts';
import type { Keys } from './keys.ts';

const MEDIA_TYPE = 'application/vnd.dev.sigstore.trustedroot+json;version=0.1';
/** How GitHub's own instance is told from the public one. */
export const GITHUB_FULCIO = 'fulcio.githubapp.com';
const validFor = { start: ALWAYS[0] };

const authority = (uri: string, commonName: string, chain: readonly Buffer[]) => ({
  subject: { organization: '', commonName },
  uri,
  certChain: { certificates: chain.map((der) => ({ rawBytes: der.toString('base64') })) },
  validFor,
});

const log = (baseUrl: string, { keys, id }: { readonly keys: Keys; readonly id: Buffer }) => ({
  baseUrl,
  hashAlgorithm: 'SHA2_256',
  publicKey: { rawBytes: keys.spki.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
  logId: { keyId: id.toString('base64') },
});

export const TRUSTED_ROOT: string = JSON.stringify({
  mediaType: MEDIA_TYPE,
  tlogs: [log(`https://${PUBLIC.log.host}`, PUBLIC.log)],
  certificateAuthorities: [
    authority('https://fulcio.example', 'fake fulcio', [PUBLIC.authority.certificate]),
  ],
  ctlogs: [log('https://ct-log.example', PUBLIC.ctLog)],
  timestampAuthorities: [],
});

export const GITHUB_TRUSTED_ROOT: string = JSON.stringify({
  mediaType: MEDIA_TYPE,
  certificateAuthorities: [authority(GITHUB_FULCIO, 'fake fulcio of github', [GITHUB.authority.certificate])],
  timestampAuthorities: [
    authority('timestamp.githubapp.com', 'fake timestamp authority of github', [
      GITHUB.timestamps.certificate,
      GITHUB.timestamps.root.certificate,
    ]),
  ],
});

/** By instance, as a TUF repository would give them. */
export const trustRoots = {
  public: async (): Promise<string> => TRUSTED_ROOT,
  github: async (): Promise<string> => GITHUB_TRUSTED_ROOT,
  /** Two texts that a test can tell from one another: no service is asked. */
  signing: async () => ({
    trustedRoot: TRUSTED_ROOT,
    usual: '{"services":"usual"}',
    large: '{"services":"large"}',
  }),
};
