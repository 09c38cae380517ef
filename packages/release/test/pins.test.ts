import { describe, expect, it } from 'vitest';
import { pinsIn, setPins, signersIn } from '../src/pins.ts';

const pin = { commit: 'c'.repeat(40), version: '1.2.3' };
const next = { commit: 'd'.repeat(40), version: '1.3.0' };
const SIGNER = 'https://github.com/sealift/sealift/.github/workflows/release-app.yml@';

describe('pins', () => {
  it.each([
    ['      - uses: sealift/sealift/actions/bump@v1 # zizmor: ignore[unpinned-uses] pin the commit instead'],
    ['      - uses: sealift/sealift/actions/bump@v1'],
    [`      - uses: sealift/sealift/actions/bump@${'a'.repeat(40)} # v1.0.0`],
  ])('%s', (line) => {
    const text = setPins(`a\n${line}\nb\n`, pin);
    expect(text).toBe(`a\n      - uses: sealift/sealift/actions/bump@${pin.commit} # v1.2.3\nb\n`);
    expect(pinsIn(text)).toEqual([`${pin.commit} # v1.2.3`]);
    expect(setPins(text, pin)).toBe(text);
  });

  it.each([
    'uses: actions/checkout@v6',
    'with "uses: sealift/sealift/.github/workflows/build-and-push.yml@v1".',
    `certificate-identity: ${SIGNER}refs/tags/v*`,
    'https://github.com/sealift/sealift/blob/main/docs/trust.md',
  ])('leaves %s', (line) => {
    expect(setPins(line, pin)).toBe(line);
    expect(pinsIn(line)).toEqual([]);
  });

  it('bring the commit to where release tags are trusted', () => {
    const list = `workflows:\n  - ${SIGNER}refs/tags/v*\nimages: []\n`;
    const pinned = setPins(list, pin);
    expect(pinned).toBe(
      `workflows:\n  - ${SIGNER}refs/tags/v*\n  - ${SIGNER}${pin.commit} # v1.2.3\nimages: []\n`,
    );
    expect(signersIn(pinned)).toEqual([pin.commit]);
    expect(signersIn(setPins(pinned, next))).toEqual([next.commit]);
    const block = `identity: |\n  ${SIGNER}refs/tags/v*\nnext: 1\n`;
    const inBlock = setPins(setPins(block, pin), next);
    expect(inBlock).toBe(`identity: |\n  ${SIGNER}refs/tags/v*\n  ${SIGNER}${next.commit}\nnext: 1\n`);
  });
});
