/** The names that public Sigstore answers under; the rehearsal keeps them. */
export const SIGSTORE_HOSTS = {
  fulcio: 'fulcio.sigstore.dev',
  ctLog: 'ctfe.sigstore.dev',
  rekor: 'log2025-1.rekor.sigstore.dev',
  timestamp: 'timestamp.sigstore.dev',
  tuf: 'tuf-repo-cdn.sigstore.dev',
} as const;

/** The names of GitHub's own instance, which signs for private repositories and has neither log. */
export const GITHUB_SIGSTORE_HOSTS = {
  fulcio: 'fulcio.githubapp.com',
  timestamp: 'timestamp.githubapp.com',
  tuf: 'tuf-repo.github.com',
} as const;

/** Whose identity tokens Fulcio takes. Somebody else answers for it, before Sigstore starts. */
export const OIDC_ISSUER = 'https://token.actions.githubusercontent.com';

export const FULCIO_URL = `https://${SIGSTORE_HOSTS.fulcio}`;
/** With its shard, as the public log has it. */
export const CT_LOG_URL = `https://${SIGSTORE_HOSTS.ctLog}/rehearsal`;
export const REKOR_URL = `https://${SIGSTORE_HOSTS.rekor}`;
export const TIMESTAMP_URL = `https://${SIGSTORE_HOSTS.timestamp}/api/v1/timestamp`;

export const GITHUB_FULCIO_URL = `https://${GITHUB_SIGSTORE_HOSTS.fulcio}`;
export const GITHUB_TIMESTAMP_URL = `https://${GITHUB_SIGSTORE_HOSTS.timestamp}/api/v1/timestamp`;
