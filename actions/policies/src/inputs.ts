import type { InputReader } from '@sealift/action-kit/inputs';
import { ENGINES, type Engine } from '@sealift/core/admission/render';
import { isAppName } from '@sealift/core/config/app-name';
import { configurationFailure } from '@sealift/core/failure';

export type Inputs = {
  /** From the top of the checkout. */
  readonly trust: string;
  readonly environment: string | undefined;
  readonly namespaces: readonly string[];
  readonly engine: Engine;
  readonly tuf: { readonly mirror: string; readonly root: string } | undefined;
  readonly output: string;
};

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
const NAMESPACE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const wrong = (cause: string, remedy: string) =>
  configurationFailure({ code: 'policies/bad-input', cause, remedy });

/** @throws Failure `policies/bad-input` */
export function loadInputs(reader: InputReader): Inputs {
  const given = {
    trust: reader.required('trust'),
    environment: reader.optional('environment'),
    namespaces: reader.list('namespaces'),
    engine: reader.choice('engine', ENGINES),
    output: reader.required('output'),
  };
  const mirror = reader.optional('tuf-mirror');
  const root = reader.optional('tuf-root');
  const [namespace] = given.namespaces;
  if (namespace === undefined)
    throw wrong(
      'The input "namespaces" is empty.',
      'Name the namespaces that the apps run in: in all others nothing changes.',
    );
  const bad = given.namespaces.find((name) => !NAMESPACE.test(name));
  if (bad !== undefined)
    throw wrong(
      `"${bad}" in "namespaces" is not the name of a namespace.`,
      'Give exact names, without patterns.',
    );
  if (given.environment !== undefined && !isAppName(given.environment))
    throw wrong(
      `The input "environment" is "${given.environment}".`,
      'Give the name of an environment, as "trust" spells it.',
    );
  if ((mirror === undefined) !== (root === undefined))
    throw wrong(
      `"${mirror === undefined ? 'tuf-root' : 'tuf-mirror'}" is given alone.`,
      'Give both for a Sigstore instance of your own, or none for the public one.',
    );
  if (mirror !== undefined && given.engine !== 'kyverno')
    throw wrong(
      '"tuf-mirror" is given for policy-controller, whose policies cannot name one.',
      'Give its address to the controller itself (--tuf-mirror, --tuf-root), and leave it out here.',
    );
  return { ...given, tuf: mirror === undefined || root === undefined ? undefined : { mirror, root } };
}
