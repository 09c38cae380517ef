import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { troubleshootingUrl } from '../src/troubleshooting.ts';

const PAGE = 'docs/troubleshooting.md#edits-not-found';
const HOME = `https://github.com/sealift/sealift/blob/main/${PAGE}`;
const COMMIT = 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3';
const link = (repository?: string, ref?: string, server?: string) =>
  troubleshootingUrl('edits/not-found', {
    GITHUB_ACTION_REPOSITORY: repository,
    GITHUB_ACTION_REF: ref,
    GITHUB_SERVER_URL: server,
  });

it('is that of the version that runs', () => {
  expect(link('sealift/sealift', COMMIT)).toBe(`https://github.com/sealift/sealift/blob/${COMMIT}/${PAGE}`);
  expect(link('Sealift/Sealift', 'v1')).toBe(`https://github.com/sealift/sealift/blob/v1/${PAGE}`);
  expect(link('acme/sealift', 'release/v1.2')).toBe(
    `https://github.com/acme/sealift/blob/release/v1.2/${PAGE}`,
  );
});

it('is on the own server for a copy under another name, and with the project for its own', () => {
  const server = 'https://ghe.acme.example:8443/';
  expect(link('acme/sealift', 'v1', server)).toBe(
    `https://ghe.acme.example:8443/acme/sealift/blob/v1/${PAGE}`,
  );
  expect(link('sealift/sealift', 'v1', server)).toBe(`https://github.com/sealift/sealift/blob/v1/${PAGE}`);
});

test.each<readonly [string, (string | undefined)?, (string | undefined)?, string?]>([
  ['a checkout, of which the runner says nothing'],
  ['a checkout, of which the runner says it with nothing', '', ''],
  ['no ref', 'sealift/sealift'],
  ['no owner', 'sealift', 'v1'],
  ['more than a name', 'evil.example/x/y', 'v1'],
  ['a way up', '../..', 'v1'],
  ['a ref that leads up', 'acme/sealift', '../../../../evil/x/blob/main'],
  ['a ref that leads up later', 'acme/sealift', 'v1/../..'],
  ['an empty part', 'acme/sealift', 'v1//x'],
  ['a question', 'acme/sealift', 'v1?x=y'],
  ['an anchor of its own', 'acme/sealift', 'v1#x'],
  ['an escape', 'acme/sealift', 'v1%2f..'],
  ['a command', 'acme/sealift', 'v1\n::add-mask::x'],
  ['two lines', 'acme/sealift\n', 'v1\n'],
  ['Markdown', 'acme/sealift', 'v1)[x](y'],
  ['a server that is none', 'acme/sealift', 'v1', 'javascript:alert(1)'],
  ['a server without TLS', 'acme/sealift', 'v1', 'http://ghe.acme.example'],
])('is the home of the project for %s', (_, repository, ref, server) => {
  expect(link(repository, ref, server)).toBe(HOME);
});

it('is one line without white space and an address of the page, whatever the environment says', () => {
  const text = fc.oneof(
    fc.constantFrom(undefined, 'acme/sealift', 'v1', 'https://ghe.acme.example'),
    fc.string({ unit: fc.constantFrom(...'aZ1/.:@#?%-_\\\n \u202e') }),
  );
  fc.assert(
    fc.property(text, text, text, (repository, ref, server) => {
      const url = link(repository, ref, server);
      expect(url).toMatch(/^https:\/\/[^\s/]+\/\S+\/blob\/\S+\/docs\/troubleshooting\.md#edits-not-found$/);
      expect(new URL(url).href).toBe(url);
    }),
  );
});
