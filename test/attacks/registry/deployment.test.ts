/** The registry, or who stands between, while a release is deployed. */
import { status } from '@sealift/testing/registry-double';
import { type Attack, inert, play, refused } from '../attack.ts';
import { foreignImage } from '../registry-attacks.ts';
import { deployment } from '../scenes.ts';
import { type ReleaseWorld, RUN } from '../world.ts';
import { ALWAYS, OCI_INDEX } from './answers.ts';

const deployed: readonly Attack<ReleaseWorld, 'records' | 'bump'>[] = [
  {
    tries: 'drops the record of the release before it is deployed',
    against: 'bump',
    does: ({ registry }) => registry.fault('GET', /\/referrers\//, status(404), ALWAYS),
    outcome: refused('bump/unverified', /it is not signed/),
  },
  {
    tries: 'names another image under the tag that is deployed',
    against: 'bump',
    does: (world) => {
      const digest = foreignImage(world);
      world.registry.fault(
        'HEAD',
        /\/manifests\/sha-/,
        ({ response }) => {
          response.writeHead(200, {
            'content-type': OCI_INDEX,
            'content-length': '9',
            'docker-content-digest': digest,
          });
          response.end();
        },
        ALWAYS,
      );
    },
    outcome: refused('bump/unverified', /it is not signed/),
  },
  {
    tries: 'names the release under its tag when that is looked for, and another image once it is verified',
    against: 'bump',
    does: (world) => {
      const digest = foreignImage(world);
      let asked = 0;
      world.registry.fault(
        'HEAD',
        new RegExp(`/manifests/sha-${RUN.commit}$`),
        async ({ request, response, proceed }) => {
          // Without a login it is told where to get one.
          if (request.headers.authorization === undefined) return proceed();
          asked += 1;
          if (asked === 1) return proceed();
          response.writeHead(200, {
            'content-type': OCI_INDEX,
            'content-length': '9',
            'docker-content-digest': digest,
          });
          response.end();
        },
        ALWAYS,
      );
    },
    outcome: refused('bump/tag-moved', /names sha256:\w+, and sha256:\w+ is what was verified/),
  },
  {
    tries: 'is away when it is to be verified',
    against: 'bump',
    does: ({ registry }) => registry.fault('GET', /./, status(503), ALWAYS),
    outcome: refused('registry/unavailable', /answered 503/),
  },
  {
    tries: 'answers slowly and well in the end',
    against: 'bump',
    does: ({ registry }) => registry.fault('GET', /\/manifests\//, status(503), 3),
    outcome: inert('released'),
  },
];

play('registry', deployment, deployed);
