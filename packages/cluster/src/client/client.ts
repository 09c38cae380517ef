import { failedWith, remoteFailure } from '@sealift/core/failure';
import type { Clock } from '@sealift/core/log';
import type { Connection, Response } from './connection.ts';
import { type Kind, type KubernetesObject, nameOf, type Reference, referenceTo } from './object.ts';
import { refusal } from './refusal.ts';
import { collectionOf, createResources } from './resources.ts';

export type WriteOptions = {
  /** The API server and its admission judge, and nothing is changed. */
  readonly dryRun?: boolean;
  /** `Strict` unless said: unknown and doubled fields are refused, not dropped. */
  readonly validation?: 'Strict' | 'Warn' | 'Ignore';
};

export type Written<T extends KubernetesObject> = {
  readonly object: T;
  /** E.g. that Pod Security would refuse the pods of a workload, which it takes. */
  readonly warnings: readonly string[];
};

export type PatchKind = 'merge' | 'json' | 'strategic';

export type WaitOptions = {
  /** What is waited for, for the message: `to be Available`; of `until` with its subject: `a pod to be there`. */
  readonly what: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
};

/** Typed requests to an API server. Everything throws a Failure `cluster/…`; see failure-codes.ts. */
export type Client = {
  readonly connection: Connection;
  /** Server-side apply, which makes or changes; fields that another manager holds are taken over. */
  apply<T extends KubernetesObject>(object: T, options?: WriteOptions): Promise<Written<T>>;
  /** In the order of kinds that others need: namespaces, custom resources, the rest. */
  applyAll(
    objects: readonly KubernetesObject[],
    options?: WriteOptions,
  ): Promise<Written<KubernetesObject>[]>;
  create<T extends KubernetesObject>(object: T, options?: WriteOptions): Promise<Written<T>>;
  /** Undefined when there is none. */
  get<T extends KubernetesObject = KubernetesObject>(reference: Reference): Promise<T | undefined>;
  list<T extends KubernetesObject = KubernetesObject>(
    kind: Kind,
    options?: { readonly namespace?: string; readonly labels?: string; readonly fields?: string },
  ): Promise<T[]>;
  /** @param part e.g. `status` or `scale` */
  patch<T extends KubernetesObject = KubernetesObject>(
    reference: Reference,
    patch: object,
    options?: WriteOptions & { readonly kind?: PatchKind; readonly part?: string },
  ): Promise<T>;
  /** @returns whether there was one */
  delete(reference: Reference): Promise<boolean>;
  /**
   * Asks until the answer is not undefined.
   * @throws Failure `cluster/timeout`; what `ask` throws
   */
  until<T>(ask: () => Promise<T | undefined>, options: WaitOptions): Promise<T>;
  /**
   * Asks until `done` is true of the object (undefined while there is none).
   * @throws Failure `cluster/timeout` that says what was last seen
   */
  waitFor<T extends KubernetesObject = KubernetesObject>(
    reference: Reference,
    done: (object: T | undefined) => boolean,
    options: WaitOptions,
  ): Promise<T | undefined>;
};

const MANAGER = 'sealift';
/** Milliseconds between two looks: a tenth of the time that was waited already, so that long waits cost little. */
const PAUSE = { shortest: 100, longest: 500 };
const PATCHES: Readonly<Record<PatchKind, string>> = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

export function createClient(connection: Connection, clock: Clock): Client {
  const resources = createResources(connection);
  const write = async <T extends KubernetesObject>(
    what: string,
    object: T,
    request: { readonly method: 'POST' | 'PATCH'; readonly path: string; readonly contentType?: string },
    query: Readonly<Record<string, string>>,
  ): Promise<Written<T>> => {
    const { path, ...rest } = request;
    const response = await connection.send({
      ...rest,
      path: `${path}?${new URLSearchParams(query)}`,
      body: object,
    });
    return {
      object: parse<T>(`${what} ${nameOf(referenceTo(object))}`, response),
      warnings: response.warnings,
    };
  };
  const apply: Client['apply'] = async (object, options = {}) => {
    const path = await resources.pathOf(referenceTo(object));
    const query = { fieldManager: MANAGER, force: 'true', ...queryOf(options) };
    // JSON is YAML.
    return write(
      'apply',
      object,
      { method: 'PATCH', path, contentType: 'application/apply-patch+yaml' },
      query,
    );
  };
  const get = async <T extends KubernetesObject>(reference: Reference): Promise<T | undefined> => {
    const path = await resources.pathOf(reference);
    const response = await connection.send({ method: 'GET', path });
    return response.status === 404 ? undefined : parse<T>(`get ${nameOf(reference)}`, response);
  };
  const until: Client['until'] = async (ask, { what, timeout, signal }) => {
    const began = clock.now();
    for (;;) {
      signal?.throwIfAborted();
      const found = await ask();
      if (found !== undefined) return found;
      const waited = clock.now() - began;
      if (waited >= timeout) throw neverCame(what, timeout);
      await clock.sleep(Math.min(PAUSE.longest, Math.max(PAUSE.shortest, waited / 10)), signal);
    }
  };
  return {
    connection,
    apply,
    get,
    applyAll: async (objects, options) => {
      const written: Written<KubernetesObject>[] = [];
      for (const object of inOrder(objects)) written.push(await apply(object, options));
      return written;
    },
    create: async (object, options = {}) => {
      const path = await resources.pathOf(collectionOf(referenceTo(object)));
      return write(
        'create',
        object,
        { method: 'POST', path },
        { fieldManager: MANAGER, ...queryOf(options) },
      );
    },
    list: async (kind, { namespace, labels, fields } = {}) => {
      const path = await resources.pathOf({ ...kind, ...(namespace === undefined ? {} : { namespace }) });
      const query = new URLSearchParams({
        ...(labels === undefined ? {} : { labelSelector: labels }),
        ...(fields === undefined ? {} : { fieldSelector: fields }),
      });
      const response = await connection.send({ method: 'GET', path: `${path}?${query}` });
      const { items } = parse<{ items: never[] }>(`list ${kind.kind}`, response);
      // Members of a list do not repeat what they are.
      return items.map((item: object) => ({ ...kind, ...item }) as never);
    },
    patch: async (reference, patch, { kind = 'merge', part, ...options } = {}) => {
      const path = await resources.pathOf(reference);
      const query = new URLSearchParams({ fieldManager: MANAGER, ...queryOf(options) });
      const response = await connection.send({
        method: 'PATCH',
        path: `${path}${part === undefined ? '' : `/${part}`}?${query}`,
        contentType: PATCHES[kind],
        body: patch,
      });
      return parse(`patch ${nameOf(reference)}`, response);
    },
    delete: async (reference) => {
      const path = await resources.pathOf(reference);
      const body = { propagationPolicy: 'Background' };
      const response = await connection.send({ method: 'DELETE', path, body });
      if (response.status === 404) return false;
      parse(`delete ${nameOf(reference)}`, response);
      return true;
    },
    until,
    waitFor: async <T extends KubernetesObject>(
      reference: Reference,
      done: (object: T | undefined) => boolean,
      options: WaitOptions,
    ) => {
      const { seen } = await until(async () => {
        const object = await get<T>(reference);
        return done(object) ? { seen: object } : undefined;
      }, options).catch(async (error: unknown) => {
        throw failedWith(error, 'cluster/timeout')
          ? tooLate(reference, options, await get(reference))
          : error;
      });
      return seen;
    },
  };
}

const FIRST = ['Namespace', 'CustomResourceDefinition', 'PriorityClass', 'StorageClass', 'ServiceAccount'];
const rankOf = ({ kind }: Kind) => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);

const inOrder = (objects: readonly KubernetesObject[]): KubernetesObject[] =>
  objects.toSorted((left, right) => rankOf(left) - rankOf(right));

const queryOf = ({ dryRun = false, validation = 'Strict' }: WriteOptions): Record<string, string> => ({
  fieldValidation: validation,
  ...(dryRun ? { dryRun: 'All' } : {}),
});

function parse<T>(what: string, response: Response): T {
  if (response.status < 200 || response.status > 299) throw refusal(what, response);
  return JSON.parse(response.text);
}

function tooLate(reference: Reference, { what, timeout }: WaitOptions, object: KubernetesObject | undefined) {
  const { status } = (object ?? {}) as { status?: unknown };
  const seen = object === undefined ? 'it is not there' : JSON.stringify(status ?? {}).slice(0, 2_000);
  return remoteFailure({
    code: 'cluster/timeout',
    cause: `${nameOf(reference)} did not come ${what} within ${timeout / 1_000} s; last seen: ${seen}.`,
    remedy: 'Look at its events and at the logs of the controller that is responsible for it.',
  });
}

const neverCame = (what: string, timeout: number) =>
  remoteFailure({
    code: 'cluster/timeout',
    cause: `Waiting for ${what} was given up after ${timeout / 1_000} s.`,
    remedy: 'Look at the logs of the cluster.',
  });
