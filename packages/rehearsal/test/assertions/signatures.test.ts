/** What is asked of cosign, and what its answers mean. */
import type { Exec } from '@sealift/tools/exec';
import { expect, it } from 'vitest';
import { scanAssertions } from '../../src/assertions/assert-run.ts';
import { assertSignatures } from '../../src/assertions/signatures.ts';

const question = {
  app: 'api',
  reference: 'ghcr.io/acme/shop/api@sha256:index',
  platforms: ['ghcr.io/acme/shop/api@sha256:amd64'],
  identity: 'https://github.com/sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
  repository: 'acme/shop',
  ref: 'refs/heads/main',
  githubRoot: undefined,
};
const SIGNED = JSON.stringify([{ critical: { type: 'https://sigstore.dev/cosign/sign/v1' } }]);

/** As cosign says that nobody it was asked for has signed. */
const NO_MATCH =
  'Error: no matching signatures: failed to verify certificate identity: no matching CertificateIdentity found';

const ask = (
  answer: (args: readonly string[]) => { exitCode: number; stdout?: string; stderr?: string },
  more: { readonly githubRoot?: string } = {},
) => {
  const exec = (async (_file: string, args: readonly string[]) => ({
    ...{ stdout: '', stderr: '', timedOut: false },
    ...answer(args),
  })) as unknown as Exec;
  return assertSignatures({ ...question, ...more }, { exec, cosign: 'cosign', env: {} });
};
const isExact = (args: readonly string[]) =>
  args.includes(question.identity) && args.includes(question.repository) && args.includes(question.ref);

it('holds when cosign takes the exact identity and refuses every other', async () => {
  const asked = await ask((args) =>
    isExact(args) ? { exitCode: 0, stdout: SIGNED } : { exitCode: 1, stderr: `x\n${NO_MATCH}\n` },
  );
  expect(asked.filter(({ ok }) => !ok)).toEqual([]);
  expect(asked.map(({ claim }) => claim)).toHaveLength(10);
  expect(asked.find(({ claim }) => claim === 'cosign refuses another identity')?.detail).toBe(NO_MATCH);
});

it("asks by GitHub's own instance, and by that alone, where it signed", async () => {
  const calls: (readonly string[])[] = [];
  await ask(
    (args) => {
      calls.push(args);
      return { exitCode: 0, stdout: SIGNED };
    },
    { githubRoot: '/root.json' },
  );
  const flags =
    '--trusted-root /root.json --use-signed-timestamps --insecure-ignore-tlog=true --insecure-ignore-sct=true';
  expect(calls.filter((args) => !args.join(' ').includes(flags))).toEqual([]);
});

it('does not when cosign takes everything', async () => {
  const asked = await ask(() => ({ exitCode: 0, stdout: SIGNED }));
  expect(asked.filter(({ ok }) => !ok).map(({ claim }) => claim)).toEqual([
    'cosign refuses another identity',
    'cosign refuses another source repository',
    'cosign refuses another source ref',
  ]);
});

it.each([['[{"critical":{"type":"https://in-toto.io/x"}}]'], ['no JSON'], ['{}']])(
  'does not when an image was only attested (%s)',
  async (stdout) => {
    const asked = await ask((args) =>
      isExact(args) ? { exitCode: 0, stdout } : { exitCode: 1, stderr: NO_MATCH },
    );
    expect(asked.filter(({ ok }) => !ok).map(({ claim }) => claim)).toEqual([
      'cosign verifies the signature of the digest',
      'cosign verifies the signature of the platform manifest',
    ]);
  },
);

it.each([
  ['could not be asked', { exitCode: 1, stderr: 'Error: GET https://ghcr.io/v2/: connection refused' }],
  ['was killed', { exitCode: -1, stderr: '' }],
])('counts no refusal of a cosign that %s', async (_, answer) => {
  const asked = await ask((args) => (isExact(args) ? { exitCode: 0, stdout: SIGNED } : answer));
  expect(asked.filter(({ ok }) => !ok)).toHaveLength(3);
});

it('names the image of each upload to code scanning', () => {
  const sarif = { id: '1', repository: '', ref: '', commit: '', who: '', file: '' };
  const uploads = ['api', 'web'].map((app, index) => ({
    ...sarif,
    status: index === 0 ? ('complete' as const) : ('failed' as const),
    errors: index === 0 ? [] : ['too large'],
    categories: [`sealift/ghcr.io/acme/shop/${app}/linux/amd64`],
    results: index,
  }));
  expect(scanAssertions({ sarifs: uploads }).map(({ subject, ok, detail }) => [subject, ok, detail])).toEqual(
    [
      ['code scanning of sealift/ghcr.io/acme/shop/api/linux/amd64', true, '0 results'],
      ['code scanning of sealift/ghcr.io/acme/shop/web/linux/amd64', false, '1 results, too large'],
    ],
  );
});
