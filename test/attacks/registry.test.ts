/** The registry, or who stands between: it may serve anything, drop anything and answer anything. */
import { digestOf } from '@sealift/core/image/digest';
import { SIGNATURE_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { type Call, reset, status } from '@sealift/testing/registry-double';
import { type Attack, inert, play, refused } from './attack.ts';
import { attach, foreignImage, manifestsIn, statementsOn, strip, subjectsOf } from './registry-attacks.ts';
import { deployment, release, verification } from './scenes.ts';
import { type Moment, type ReleaseWorld, RUN } from './world.ts';

type Case = Attack<ReleaseWorld, Moment>;
const ALWAYS = 1e6;
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

/** What is asked for a digest of the release, or by any digest. */
const manifestOf = (digest = 'sha256:'): RegExp => new RegExp(`/manifests/${digest}`);
const answer =
  (bytes: string | Buffer, headers: Record<string, string> = {}) =>
  async ({ response, body }: Call) => {
    await body();
    response.writeHead(200, { 'content-type': OCI_INDEX, ...headers });
    response.end(bytes);
  };

const released: readonly Case[] = [
  {
    tries: 'serves other bytes for the digest of a build',
    against: 'merge',
    does: ({ registry, legs }) =>
      registry.fault('GET', manifestOf(legs[0]?.root), answer('{"schemaVersion":2,"manifests":[]}'), ALWAYS),
    outcome: refused('registry/wrong-content', /its digest is sha256:/),
  },
  {
    tries: 'serves another image for the digest of a build, announced as that digest',
    against: 'merge',
    does: (world) => {
      const other = manifestsIn(world).all.get(foreignImage(world))?.bytes ?? '';
      const wanted = world.legs[0]?.root ?? '';
      world.registry.fault(
        'GET',
        manifestOf(wanted),
        answer(other, { 'docker-content-digest': wanted }),
        ALWAYS,
      );
    },
    outcome: refused('registry/wrong-content', /its digest is sha256:/),
  },
  {
    tries: 'serves half of the index that is to be signed',
    against: 'sign',
    does: (world) => {
      const bytes = manifestsIn(world).all.get(world.digest ?? '')?.bytes ?? Buffer.alloc(0);
      world.registry.fault(
        'GET',
        manifestOf(world.digest),
        answer(bytes.subarray(0, bytes.length / 2)),
        ALWAYS,
      );
    },
    outcome: refused('registry/wrong-content', /its digest is/),
  },
  {
    tries: 'serves a manifest of five megabytes',
    against: 'sign',
    does: ({ registry, digest }) =>
      registry.fault('GET', manifestOf(digest), answer(Buffer.alloc(5 * 1024 * 1024, ' ')), ALWAYS),
    outcome: refused('registry/wrong-content', /larger than/),
  },
  {
    tries: 'serves other bytes for a config',
    against: 'merge',
    does: ({ registry }) => registry.fault('GET', /\/blobs\/sha256:/, answer('{"os":"linux"}'), ALWAYS),
    outcome: refused('registry/wrong-content', /digest/),
  },
  {
    tries: 'says that a tag of the release is there that is not',
    against: 'merge',
    does: (world) => {
      const digest = digestOf('nothing');
      world.registry.fault(
        'HEAD',
        /\/manifests\/sha-/,
        ({ response }) => {
          response.writeHead(200, {
            'content-type': OCI_INDEX,
            'content-length': '100',
            'docker-content-digest': digest,
          });
          response.end();
        },
        ALWAYS,
      );
    },
    outcome: refused('publish/not-released', /it is not in the registry/),
  },
  {
    tries: 'answers with a login page',
    against: 'sign',
    does: ({ registry }) =>
      registry.fault(
        'GET',
        manifestOf(),
        answer('<html>Log in</html>', { 'content-type': 'text/html' }),
        ALWAYS,
      ),
    outcome: refused('registry/wrong-content', /its digest is/),
  },
  {
    tries: 'wants every login again',
    against: 'sign',
    does: ({ registry }) => registry.fault('GET', manifestOf(), status(401), ALWAYS),
    outcome: refused('registry/denied', /refused the download of .* \(401\)/),
  },
  {
    tries: 'sends the login to a token service of a stranger',
    against: 'merge',
    does: ({ registry }) =>
      registry.fault(
        'HEAD',
        /\/manifests\//,
        status(401, {
          'www-authenticate': 'Bearer realm="https://tokens.evil.example/token",service="x",scope="y"',
        }),
        ALWAYS,
      ),
    outcome: refused('registry/foreign-realm', /tokens\.evil\.example/),
  },
  {
    tries: 'sends the login to a token service whose address carries a login of its own',
    against: 'merge',
    does: ({ registry }) =>
      registry.fault(
        'HEAD',
        /\/manifests\//,
        status(401, { 'www-authenticate': `Bearer realm="http://a:b@127.0.0.1:1/token",service="x"` }),
        ALWAYS,
      ),
    outcome: refused('registry/foreign-realm', /is not an https address that it may name/),
  },
  {
    tries: 'sends the login to a token service without encryption',
    against: 'merge',
    does: ({ registry }) =>
      registry.fault(
        'HEAD',
        /\/manifests\//,
        status(401, { 'www-authenticate': 'Bearer realm="http://tokens.evil.example/token",service="x"' }),
        ALWAYS,
      ),
    outcome: refused('registry/foreign-realm', /is not an https address that it may name/),
  },
  {
    tries: 'sends the look-up of a manifest on to a stranger',
    against: 'sign',
    does: ({ registry, digest }) =>
      registry.fault(
        'GET',
        manifestOf(digest),
        status(307, { location: 'https://evil.example/v2/manifest' }),
        ALWAYS,
      ),
    outcome: refused('image/not-found', /is not in the registry/),
  },
  {
    tries: 'sends on for ever',
    against: 'sign',
    does: ({ registry, digest }) =>
      registry.fault('GET', /./, status(302, { location: `/v2/acme/shop/api/manifests/${digest}` }), ALWAYS),
    outcome: refused('registry/bad-answer', /redirect|sent on/i),
  },
  {
    tries: 'sends on to a file of the machine',
    against: 'sign',
    does: ({ registry, digest }) =>
      registry.fault('GET', manifestOf(digest), status(302, { location: 'file:///etc/passwd' }), ALWAYS),
    outcome: refused('registry/bad-answer', /which is not an HTTP address/),
  },
  {
    tries: 'ends every connection',
    against: 'sign',
    does: ({ registry }) => registry.fault('GET', /./, reset, ALWAYS),
    outcome: refused('registry/unavailable', /ended the connection/),
  },
  {
    tries: 'takes statements and keeps none',
    against: 'sign',
    does: ({ registry }) =>
      registry.fault(
        'PUT',
        /\/manifests\/sha256:/,
        async ({ response, body }) => {
          const bytes = await body();
          const { subject } = JSON.parse(bytes.toString()) as { subject?: { digest: string } };
          response.writeHead(201, {
            'docker-content-digest': digestOf(bytes),
            'oci-subject': subject?.digest ?? '',
          });
          response.end();
        },
        ALWAYS,
      ),
    outcome: refused('sign/not-kept', /does not keep \d+ statements/),
  },
  {
    tries: 'refuses one of the statements',
    against: 'sign',
    does: ({ registry }) => registry.fault('PUT', /\/manifests\/sha256:/, status(403), ALWAYS),
    outcome: refused('registry/denied', /refused the push of the manifest .* \(403\)/),
  },
  {
    tries: 'takes the tags and puts them nowhere',
    against: 'tags',
    does: ({ registry }) =>
      registry.fault(
        'PUT',
        /\/manifests\/(?:sha-|main)/,
        async ({ response, body }) => {
          response.writeHead(201, { 'docker-content-digest': digestOf(await body()) }).end();
        },
        ALWAYS,
      ),
    outcome: refused('registry/unavailable', /shows nothing and not/),
  },
  {
    tries: 'writes commands for the runner into its errors',
    against: 'sign',
    does: ({ registry }) =>
      registry.fault(
        'GET',
        manifestOf(),
        async ({ response }) => {
          response.writeHead(400, { 'content-type': 'application/json' });
          response.end(
            JSON.stringify({
              errors: [{ code: 'BAD', message: 'x\n::set-output name=digest::evil\r\n::add-path::/tmp' }],
            }),
          );
        },
        ALWAYS,
      ),
    outcome: refused('registry/unavailable', /^(?:(?!\n|\r).)*$/),
  },
];

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

play('registry', release, released);
play('registry', verification, verified);
play('registry', deployment, deployed);
