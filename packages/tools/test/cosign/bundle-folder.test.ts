import { mkdir, mkdtemp, symlink, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Digest } from '@sealift/core/image/digest';
import { digestOf } from '@sealift/core/image/digest';
import { SIGNATURE_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { createRelease, IMAGE_NAME } from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { failureOf } from '@sealift/testing/thrown';
import { beforeEach, describe, expect, test } from 'vitest';
import { readBundleFolder } from '../../src/cosign/bundle-folder.ts';
import { listCandidates, MAX_BUNDLE_SIZE, readBundle, readListed } from '../../src/cosign/bundles.ts';

const [ONE, OTHER] = [digestOf('one'), digestOf('other')];
const bundle = (subject: Digest, type = SIGNATURE_TYPE) => makeBundle({ subject, type, predicate: {} });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'bundles-test-'));
});
const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
const refused = async () =>
  expect(await failureOf(readBundleFolder(folder, undefined))).toMatchObject({ code: 'cosign/bad-bundles' });

/** As a verifier looks for them. */
async function found(digest: Digest): Promise<readonly string[]> {
  const client = await readBundleFolder(folder, undefined);
  const subject = { ...IMAGE_NAME, digest };
  const { candidates } = await listCandidates(client, subject);
  const listed = await readListed(client, subject, candidates);
  const opened = await Promise.all(listed.map((each) => readBundle(client, subject, each)));
  return opened.map((each) => each?.parsed.statement.type ?? 'unreadable');
}

describe('bundles in files', () => {
  test('are listed for what they are about, whatever the files are called', async () => {
    await mkdir(path.join(folder, 'deep', 'er'), { recursive: true });
    await write('a.json', bundle(ONE));
    await write('deep/b.sigstore', bundle(ONE, VERDICT_TYPE));
    await write('deep/er/c.jsonl', `${bundle(OTHER)}\n\n${bundle(ONE, 'urn:x:y')}\n`);
    await write('trusted_root.json', '{"mediaType":"x"}');
    await write('notes.txt', bundle(OTHER));
    expect([...(await found(ONE))].sort()).toEqual([SIGNATURE_TYPE, VERDICT_TYPE, 'urn:x:y'].sort());
    expect(await found(OTHER)).toEqual([SIGNATURE_TYPE]);
    expect(await found(digestOf('nobody'))).toEqual([]);
  });

  test('about several manifests are listed for each', async () => {
    const statement = JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [ONE, OTHER, ONE].map((digest) => ({ digest: { sha256: digest.slice(7) } })),
      predicateType: VERDICT_TYPE,
      predicate: {},
    });
    await write('a.json', makeBundle({ subject: ONE, type: VERDICT_TYPE, predicate: {}, statement }));
    expect(await found(ONE)).toEqual([VERDICT_TYPE]);
    expect(await found(OTHER)).toEqual([VERDICT_TYPE]);
  });

  test('stand in for what the registry lists, and for nothing else of it', async () => {
    const { registry, image } = await createRelease();
    registry.attach(image.index, bundle(image.index, VERDICT_TYPE));
    await write('a.json', bundle(image.index));
    const client = await readBundleFolder(folder, registry);
    const { candidates } = await listCandidates(client, { ...IMAGE_NAME, digest: image.index });
    expect(candidates).toHaveLength(1);
    expect((await client.getManifest(IMAGE_NAME, image.index))?.digest).toBe(image.index);
  });

  test('are none in an empty folder, in one that is not there, or behind a link', async () => {
    await refused();
    const elsewhere = await mkdtemp(path.join(os.tmpdir(), 'bundles-test-'));
    await writeFile(path.join(elsewhere, 'a.json'), bundle(ONE));
    await symlink(path.join(elsewhere, 'a.json'), path.join(folder, 'a.json'));
    await symlink(elsewhere, path.join(folder, 'more'));
    await refused();
    folder = path.join(folder, 'absent');
    await refused();
  });

  test('of more bytes or files than anybody reads are refused unread', async () => {
    await write('a.json', bundle(ONE));
    await truncate(path.join(folder, 'a.json'), 4 * MAX_BUNDLE_SIZE + 1);
    await refused();
    await write('a.json', bundle(ONE));
    expect(await found(ONE)).toHaveLength(1);
    await Promise.all(Array.from({ length: 1000 }, (_, at) => write(`${at}.json`, '')));
    await refused();
  });
});
