/** The registry, or who stands between, while a release is verified. */
import { digestOf } from '@sealift/core/image/digest';
import { SIGNATURE_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { status } from '@sealift/testing/registry-double';
import { type Attack, play, refused } from '../attack.ts';
import { attach, manifestsIn, statementsOn, strip, subjectsOf } from '../registry-attacks.ts';
import { verification } from '../scenes.ts';
import type { ReleaseWorld } from '../world.ts';
import { ALWAYS, answer, manifestOf, OCI_INDEX } from './answers.ts';

const verified: readonly Attack<ReleaseWorld, 'verify'>[] = [
  {
    tries: 'says that nothing refers to the image',
    against: 'verify',
    does: ({ registry }) =>
      registry.fault(
        'GET',
        /\/referrers\//,
        answer(`{"schemaVersion":2,"mediaType":"${OCI_INDEX}","manifests":[]}`),
        ALWAYS,
      ),
    outcome: refused('verify/refused', /it is not signed/),
  },
  {
    tries: 'no longer knows of referrers',
    against: 'verify',
    does: ({ registry }) => registry.fault('GET', /\/referrers\//, status(404), ALWAYS),
    outcome: refused('verify/refused', /it is not signed/),
  },
  {
    tries: 'drops the signature of one platform',
    against: 'verify',
    does: (world) => strip(world, subjectsOf(world)[2] ?? digestOf(''), SIGNATURE_TYPE),
    outcome: refused('verify/refused', /linux\/arm64: it is not signed/),
  },
  {
    tries: 'drops the verdict of one platform',
    against: 'verify',
    does: (world) => strip(world, subjectsOf(world)[1] ?? digestOf(''), VERDICT_TYPE),
    outcome: refused('verify/refused', /linux\/amd64: it has no scan verdict/),
  },
  {
    tries: 'lists the statements of one platform for another',
    against: 'verify',
    does: (world) => {
      const [, amd64 = digestOf(''), arm64 = digestOf('')] = subjectsOf(world);
      const own = statementsOn(world, amd64);
      for (const { digest } of statementsOn(world, arm64)) manifestsIn(world).remove(digest);
      for (const { bundle } of own) attach(world, arm64, bundle);
    },
    outcome: refused('verify/refused', /linux\/arm64: .*about sha256:/),
  },
  {
    tries: 'serves the bundles of one statement for all',
    against: 'verify',
    does: (world) => {
      const [first] = statementsOn(world, subjectsOf(world)[1] ?? digestOf(''));
      world.registry.fault('GET', /\/blobs\/sha256:/, answer(first?.bundle ?? ''), ALWAYS);
    },
    outcome: refused('registry/wrong-content', /its digest is sha256:/),
  },
  {
    tries: 'serves bundles without an end',
    against: 'verify',
    does: ({ registry }) =>
      registry.fault('GET', /\/blobs\/sha256:/, answer(Buffer.alloc(40 * 1024 * 1024)), ALWAYS),
    outcome: refused('registry/wrong-content', /larger than/),
  },
  {
    tries: 'lists referrers page after page',
    against: 'verify',
    does: ({ registry }) =>
      registry.fault(
        'GET',
        /\/referrers\//,
        answer(`{"schemaVersion":2,"mediaType":"${OCI_INDEX}","manifests":[]}`, {
          link: `</v2/acme/shop/api/referrers/${digestOf('x')}?next=1>; rel="next"`,
        }),
        ALWAYS,
      ),
    outcome: refused('registry/too-many-referrers', /more than 20 pages/),
  },
  {
    tries: 'has the next page of referrers at a stranger',
    against: 'verify',
    does: ({ registry }) =>
      registry.fault(
        'GET',
        /\/referrers\//,
        answer(`{"schemaVersion":2,"mediaType":"${OCI_INDEX}","manifests":[]}`, {
          link: '<https://evil.example/v2/referrers>; rel="next"',
        }),
        ALWAYS,
      ),
    outcome: refused('registry/wrong-content', /one of its pages is missing/),
  },
  {
    tries: 'serves an index in which one entry was exchanged',
    against: 'verify',
    does: (world) => {
      const { all } = manifestsIn(world);
      const bytes = all.get(world.digest ?? '')?.bytes.toString() ?? '';
      const changed = bytes.replaceAll(world.legs[0]?.image ?? '', world.legs[1]?.image ?? '');
      world.registry.fault('GET', manifestOf(world.digest), answer(changed), ALWAYS);
    },
    outcome: refused('registry/wrong-content', /its digest is/),
  },
  {
    tries: 'sends the bytes of a bundle from another host, which hears no login',
    against: 'verify',
    does: ({ registry }) => {
      registry.fault(
        'GET',
        /\/blobs\/sha256:/,
        status(307, { location: 'https://storage.evil.example/blob' }),
        ALWAYS,
      );
    },
    outcome: refused('registry/not-found', /refused the download of the blob .* \(404\)/),
  },
];

play('registry', verification, verified);
