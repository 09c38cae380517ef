import { failedWith } from '@sealift/core/failure';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BASE, BROKEN, document, EXTENDED, engines, SNAPSHOT, startWorld, type World } from './world.ts';

const LABEL = 'api-break-accepted';

describe.skipIf(engines === undefined)('openapi-gate', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());
  const label = (pull: number, by: string) =>
    world.api(by, 'POST', `/issues/${pull}/labels`, { labels: [LABEL] });
  const unlabel = (pull: number, by: string) => world.api(by, 'DELETE', `/issues/${pull}/labels/${LABEL}`);

  it('passes what breaks nobody, without a comment', async () => {
    const pull = await world.open({ [SNAPSHOT]: EXTENDED });
    const { outputs, failure, summary } = await world.gate(pull);
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ result: 'pass', breaking: '0', drift: 'current', types: 'unchecked' });
    expect(outputs['compared-with']).toMatch(/^commit [0-9a-f]{40}$/);
    expect(summary).toContain('Nothing breaks clients');
    expect(await world.comments(pull)).toEqual([]);
  });

  it('fails on a break, at the line of the snapshot, in one comment that is kept up to date', async () => {
    const pull = await world.open({ [SNAPSHOT]: BROKEN });
    const first = await world.gate(pull);
    expect(failedWith(first.failure, 'openapi/breaking')).toBe(true);
    expect(first.failure).toMatchObject({ location: { file: SNAPSHOT, line: expect.any(Number) } });
    expect(first.outputs).toMatchObject({ result: 'fail', breaking: '1' });
    const [comment] = await world.comments(pull);
    expect(comment?.body).toContain('1 change breaks clients');
    expect(comment?.body).toContain('response-required-property-removed');
    await world.gate(pull);
    expect(await world.comments(pull)).toEqual([comment]);
    const sarif = first.outputs['sarif-file'];
    expect(sarif).toMatch(/\.sarif$/);
  });

  it('fails when the snapshot is not what the app exports, and shows what differs', async () => {
    const pull = await world.open({ [SNAPSHOT]: BASE, 'now.json': EXTENDED });
    const { failure, outputs } = await world.gate(pull, { document: '', export: 'cat now.json' });
    expect(failedWith(failure, 'openapi/stale-snapshot')).toBe(true);
    expect(String(failure)).toContain('color');
    expect(outputs.drift).toBe('stale');
    const warned = await world.gate(pull, { document: '', export: 'cat now.json', drift: 'warn' });
    expect(warned.failure).toBeUndefined();
    expect(warned.outputs.drift).toBe('stale');
  });

  it('takes an export with other blanks and another order of keys for the same', async () => {
    const pull = await world.open({ 'now.json': JSON.stringify(JSON.parse(BASE)) });
    expect((await world.gate(pull, { document: '', export: 'cat now.json' })).failure).toBeUndefined();
  });

  it('gives commands no token and no way to speak to the runner', async () => {
    const pull = await world.open({ 'now.json': BASE });
    const { failure } = await world.gate(pull, {
      document: '',
      export: 'test -z "$INPUT_TOKEN$GITHUB_OUTPUT$ACTIONS_RUNTIME_TOKEN" && cat now.json',
    });
    expect(failure).toBeUndefined();
  });

  it('says when a command fails', async () => {
    const pull = await world.open({});
    const { failure } = await world.gate(pull, { document: '', export: 'echo no such module >&2; exit 3' });
    expect(failedWith(failure, 'openapi/command-failed')).toBe(true);
  });

  it('fails when types are not those of the snapshot', async () => {
    const types = { types: 'lib/types.ts', 'types-command': `sha256sum < ${SNAPSHOT} > lib/types.ts` };
    const pull = await world.open({ 'lib/types.ts': 'old\n' });
    const { failure, outputs } = await world.gate(pull, types);
    expect(failedWith(failure, 'openapi/stale-types')).toBe(true);
    expect(String(failure)).toContain('lib/types.ts');
    expect(outputs.types).toBe('stale');
    const fresh = await world.open({ 'lib/types.ts': 'old\n' });
    expect((await world.gate(fresh, { ...types, 'types-command': 'true' })).outputs.types).toBe('current');
  });

  it('compares with nothing on a first push, and says so', async () => {
    const { failure, outputs, summary } = await world.gate(undefined, { 'base-ref': '0'.repeat(40) });
    expect(failure).toBeUndefined();
    expect(outputs['compared-with']).toBe('');
    expect(summary).toContain('is new');
  });

  it('refuses a base that is not there', async () => {
    const { failure } = await world.gate(undefined, { 'base-ref': 'no-such-branch' });
    expect(failedWith(failure, 'openapi/no-base')).toBe(true);
  });

  describe('a label', () => {
    let pull: number;
    beforeEach(async () => {
      pull = await world.open({ [SNAPSHOT]: BROKEN });
      await world.gate(pull);
      await world.clock.sleep(10_000);
    });

    it('of a reviewer accepts the breaks that the comment shows, run after run', async () => {
      await label(pull, 'bob');
      for (const _ of [1, 2]) {
        await world.clock.sleep(10_000);
        const { failure, outputs } = await world.gate(pull);
        expect(failure).toBeUndefined();
        expect(outputs).toMatchObject({ result: 'pass', breaking: '0', accepted: '1' });
      }
    });

    it.each([
      ['of the author', 'alice', /opened the pull request/],
      ['of who may only read', 'mallory', /may not write/],
      ['of who may only triage', 'tina', /may not write/],
    ])('%s accepts nothing', async (_, by, why) => {
      await label(pull, by);
      const { failure, log } = await world.gate(pull);
      expect(failedWith(failure, 'openapi/breaking')).toBe(true);
      expect(log.lines.join('\n')).toMatch(why);
    });

    it('of the author counts where writers may accept', async () => {
      await label(pull, 'alice');
      expect((await world.gate(pull, { 'accept-by': 'writer' })).failure).toBeUndefined();
    });

    it('accepts no break that came after it, until it is set again', async () => {
      await label(pull, 'bob');
      await world.clock.sleep(10_000);
      const more = document({ name: { type: 'string' } });
      const later = await world.open({ [SNAPSHOT]: more });
      await world.api('alice', 'PATCH', `/pulls/${later}`, { state: 'closed' });
      // The same pull request, with another snapshot in its checkout.
      const { failure, log } = await world.gate(pull);
      expect(failedWith(failure, 'openapi/breaking')).toBe(true);
      expect(log.lines.join('\n')).toMatch(/other breaks/);
      await unlabel(pull, 'bob');
      await world.clock.sleep(10_000);
      await label(pull, 'bob');
      expect((await world.gate(pull)).failure).toBeUndefined();
    });

    it('accepts nothing when the comment was edited after it', async () => {
      await label(pull, 'bob');
      await world.clock.sleep(10_000);
      const [comment] = await world.comments(pull);
      await world.api('alice', 'PATCH', `/issues/comments/${comment?.id}`, {
        body: `${comment?.body}\nfine`,
      });
      const { failure, log } = await world.gate(pull);
      expect(failedWith(failure, 'openapi/breaking')).toBe(true);
      expect(log.lines.join('\n')).toMatch(/changed after/);
    });
  });

  it('never changes a comment of somebody else that looks like its own', async () => {
    const pull = await world.open({ [SNAPSHOT]: BROKEN });
    const forged = '<!-- sealift-openapi api -->\nnothing to see';
    await world.api('mallory', 'POST', `/issues/${pull}/comments`, { body: forged });
    await world.gate(pull);
    const bodies = (await world.comments(pull)).map(({ body }) => body);
    expect(bodies[0]).toBe(forged);
    expect(bodies).toHaveLength(2);
  });

  it('writes no comment on a pull request from a fork', async () => {
    const pull = await world.open({ [SNAPSHOT]: BROKEN }, { fork: 'mallory' });
    expect(failedWith((await world.gate(pull)).failure, 'openapi/breaking')).toBe(true);
    expect(await world.comments(pull)).toEqual([]);
  });

  it('uploads what it found', async () => {
    const pull = await world.open({ [SNAPSHOT]: BROKEN });
    const { outputs } = await world.gate(pull, { 'upload-sarif': 'true' });
    expect(outputs['sarif-id']).toMatch(/\S/);
  });
});

describe.skipIf(engines === undefined)('the policy file', () => {
  const POLICY = '.github/openapi-gate.yml';
  const policy = (until: string) =>
    `accepted:\n  - rule: response-required-property-removed\n    operation: GET /items\n    contains: "\`name\`"\n    reason: nobody reads it\n    until: ${until}\n`;

  it.each([
    ['of the base accepts a break', { [POLICY]: policy('2999-01-01') }, {}, true],
    ['of the pull request accepts nothing', {}, { [POLICY]: policy('2999-01-01') }, false],
    ['counts until its day', { [POLICY]: policy('2020-01-01') }, {}, false],
    [
      'gives a rule another level',
      { [POLICY]: 'levels:\n  response-required-property-removed: info\n' },
      {},
      true,
    ],
  ])('%s', async (_, base, change, passes) => {
    const world = await startWorld({ [SNAPSHOT]: BASE, ...base });
    try {
      const pull = await world.open({ [SNAPSHOT]: BROKEN, ...change });
      const { failure } = await world.gate(pull);
      expect(failure === undefined).toBe(passes);
    } finally {
      await world.stop();
    }
  });
});

describe.skipIf(engines === undefined)('a released image', () => {
  const released = {
    'released-image': 'ghcr.io/acme/shop/api:main',
    'certificate-identity':
      'https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v1',
  };
  it('is compared with by the document that is attested on it', async () => {
    const world = await startWorld();
    try {
      const pull = await world.open({ [SNAPSHOT]: BROKEN });
      const digest = `sha256:${'1'.repeat(64)}` as const;
      const { failure, outputs } = await world.gate(pull, released, {
        readRelease: async () => ({
          reference: 'ghcr.io/acme/shop/api:main',
          digest,
          document: JSON.parse(BROKEN),
        }),
      });
      expect(failure).toBeUndefined();
      expect(outputs['compared-with']).toBe(`attestation ${digest}`);
    } finally {
      await world.stop();
    }
  });
  it('is compared with by the snapshot of the commit that it was released from', async () => {
    const world = await startWorld();
    try {
      const pull = await world.open({ [SNAPSHOT]: BROKEN });
      const commit = await world.standIn.git(['rev-parse', 'main'], world.checkout);
      const { failure, outputs } = await world.gate(
        pull,
        { ...released, 'base-ref': '' },
        {
          readRelease: async () => ({ reference: 'ghcr.io/acme/shop/api:main', commit }),
        },
      );
      expect(failedWith(failure, 'openapi/breaking')).toBe(true);
      expect(outputs['compared-with']).toBe(`commit ${commit}`);
    } finally {
      await world.stop();
    }
  });
});
