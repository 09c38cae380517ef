/** An ops repository that says who may deploy, and a run that asks it for something. */
import type { Attack } from './attack.ts';
import { OPS_FILE, type ReleaseWorld, valuesOf } from './world.ts';

type Case = Attack<ReleaseWorld, 'records' | 'bump'>;
export const PAYMENTS = 'deploy/helm/payments/values-prod.yaml';
export const TRUST = `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: ["https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v*"]
    files: ["deploy/helm/{app}/values-prod.yaml"]
  apps: { api: {} }
`;
/** An ops repository that says who may deploy, and what the app side says to bump. */
export const asks = (
  tries: string,
  inputs: Readonly<Record<string, string>>,
  outcome: Case['outcome'],
  { trust = TRUST, files = {} }: { trust?: string; files?: Readonly<Record<string, string>> } = {},
): Case => ({
  tries,
  against: 'bump',
  given: (world) => {
    world.opsFiles = {
      [OPS_FILE]: valuesOf(world),
      [PAYMENTS]: 'image: { repository: ghcr.io/acme/payments, tag: v1 }\n',
      '.sealift.yml': trust,
      ...files,
    };
  },
  does: (world) => {
    world.inputs.bump = { ...inputs };
    world.recorder.keep('ghs_012345678901234567');
  },
  outcome,
});
