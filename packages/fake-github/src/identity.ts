import { createHash, randomBytes } from 'node:crypto';

export type Account = {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Organization' | 'Bot';
};

/** The ids that the real service uses; some tools know them. */
export const ACTIONS_BOT: Account = { id: 41_898_282, login: 'github-actions[bot]', type: 'Bot' };
/** Commits that GitHub makes and signs itself carry this account as committer. */
export const WEB_FLOW: Account = { id: 19_864_447, login: 'web-flow', type: 'User' };

/**
 * A number of the size of GitHub's ids that is the same in every rehearsal, so that OIDC subjects, which hold the
 * ids of owner and repository, can be compared between two runs.
 */
export function stableId(kind: string, name: string): number {
  const hash = createHash('sha256').update(`${kind}\0${name.toLowerCase()}`).digest();
  return 100_000_000 + (hash.readUInt32BE(0) % 800_000_000);
}

/** GitHub's opaque global ids: nothing may be read from them, they only have to differ. */
export const nodeId = (prefix: string, ...parts: readonly (string | number)[]): string =>
  `${prefix}_${Buffer.from(parts.join(':')).toString('base64url')}`;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `length` characters out of 62, drawn without bias. */
export function randomText(length: number): string {
  let text = '';
  while (text.length < length)
    for (const byte of randomBytes(length * 2))
      if (byte < ALPHABET.length * 4 && text.length < length) text += ALPHABET[byte % ALPHABET.length];
  return text;
}

/** The address that GitHub puts into commits of an account without a public one. */
export const noReplyAddress = (account: Account): string =>
  `${account.id}+${account.login}@users.noreply.github.com`;

export type Accounts = {
  get(login: string): Account | undefined;
  /** Logins differ in more than case. */
  ensure(login: string, type: Account['type']): Account;
  byAddress(email: string): Account | undefined;
  all(): readonly Account[];
};

export function createAccounts(): Accounts {
  const known = new Map<string, Account>();
  for (const account of [ACTIONS_BOT, WEB_FLOW]) known.set(account.login.toLowerCase(), account);
  return {
    get: (login) => known.get(login.toLowerCase()),
    ensure: (login, type) => {
      const present = known.get(login.toLowerCase());
      if (present) return present;
      const account: Account = { id: stableId('account', login), login, type };
      known.set(login.toLowerCase(), account);
      return account;
    },
    all: () => [...known.values()],
    byAddress: (email) => {
      if (email === 'noreply@github.com') return WEB_FLOW;
      const login = /^(?:\d+\+)?([^@]+)@users\.noreply\.github\.com$/i.exec(email)?.[1];
      return login === undefined ? undefined : known.get(login.toLowerCase());
    },
  };
}
