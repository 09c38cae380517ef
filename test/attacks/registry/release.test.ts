/** The registry, or who stands between, while an image is merged, signed and tagged: it may serve, drop and answer anything. */
import { digestOf } from '@sealift/core/image/digest';
import { reset, status } from '@sealift/testing/registry-double';
import { type Attack, play, refused } from '../attack.ts';
import { foreignImage, manifestsIn } from '../registry-attacks.ts';
import { release } from '../scenes.ts';
import type { Moment, ReleaseWorld } from '../world.ts';
import { ALWAYS, answer, manifestOf, OCI_INDEX } from './answers.ts';

type Case = Attack<ReleaseWorld, Moment>;

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

play('registry', release, released);
