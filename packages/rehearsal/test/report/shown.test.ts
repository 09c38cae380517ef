import { expect, it } from 'vitest';
import { showAs } from '../../src/report/shown.ts';

const DIR = '/tmp/sealift-rehearsal-x';
const shown = showAs(
  DIR,
  '/home/me/shop',
  [
    { folder: `${DIR}/sources/app`, as: '/home/me/shop' },
    { folder: `${DIR}/sources/ops`, as: 'the ops repository' },
  ],
  () => ['acme/shop', 'Acme/ops'],
);

it.each([
  [`${DIR}/sources/app/apps/api/Dockerfile: line 3`, '/home/me/shop/apps/api/Dockerfile: line 3'],
  [`in ${DIR}/sources/ops`, 'in the ops repository'],
  [
    `${DIR}/sandbox/runs/run-ab12/jobs/release.build_0_/work/shop/shop/apps/api/x.py:1: no`,
    '/home/me/shop/apps/api/x.py:1: no',
  ],
  [
    `${DIR}/sandbox/runs/run-ab12/repository/.github/workflows/a.yml`,
    '/home/me/shop/.github/workflows/a.yml',
  ],
  [`${DIR}/sandbox/ghcr and ${DIR}/sandbox`, `${DIR}/sandbox/ghcr and ${DIR}/sandbox`],
  ['see https://github.com/acme/ops/pull/12.', 'see acme/ops#12 (in the stand-in).'],
  ['https://github.com/moby/moby/pull/1', 'https://github.com/moby/moby/pull/1'],
])('%s', (text, expected) => {
  expect(shown(text)).toBe(expected);
});
