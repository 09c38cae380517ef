/** Which path of the API a kind has: the API server says so itself. https://kubernetes.io/docs/reference/using-api/api-concepts/ */
import { configurationFailure } from '@sealift/core/failure';
import type { Connection } from './connection.ts';
import type { Kind, Reference } from './object.ts';

type Resource = { readonly plural: string; readonly namespaced: boolean };

type Discovered = {
  readonly resources?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
};

export type Resources = {
  /**
   * Path of the collection, or of one object when `name` is given.
   * @throws Failure `cluster/unknown-kind`
   */
  pathOf(place: Kind & { readonly name?: string; readonly namespace?: string }): Promise<string>;
};

export function createResources(connection: Connection): Resources {
  const known = new Map<string, ReadonlyMap<string, Resource>>();
  const rootOf = (apiVersion: string) =>
    apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const discover = async (apiVersion: string) => {
    const { status, text } = await connection.send({ method: 'GET', path: rootOf(apiVersion) });
    const found: Discovered = status === 200 ? JSON.parse(text) : {};
    // Names with a slash are parts of a resource: pods/log.
    const own = (found.resources ?? []).filter(({ name }) => !name.includes('/'));
    const byKind = new Map(
      own.map(({ kind, name, namespaced }) => [kind, { plural: name, namespaced }] as const),
    );
    known.set(apiVersion, byKind);
    return byKind;
  };
  const find = async ({ apiVersion, kind }: Kind): Promise<Resource> => {
    // A custom resource may have come since.
    const resource = known.get(apiVersion)?.get(kind) ?? (await discover(apiVersion)).get(kind);
    if (resource !== undefined) return resource;
    throw configurationFailure({
      code: 'cluster/unknown-kind',
      cause: `The API server serves no ${kind} of ${apiVersion}.`,
      remedy: 'Apply its CustomResourceDefinition first, or mend apiVersion and kind.',
    });
  };
  return {
    pathOf: async (place) => {
      const { plural, namespaced } = await find(place);
      const { namespace } = place;
      const root = rootOf(place.apiVersion);
      const inside =
        namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
      const name = place.name === undefined ? '' : `/${encodeURIComponent(place.name)}`;
      // One object of a namespaced kind is always in a namespace.
      const fallback = namespaced && namespace === undefined && name !== '' ? '/namespaces/default' : inside;
      return `${root}${fallback}/${plural}${name}`;
    },
  };
}

/** Path of the objects that a reference's kind has in its namespace. */
export const collectionOf = ({ name: _name, ...collection }: Reference) => collection;
