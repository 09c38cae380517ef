import { describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/client.ts';
import { type Connection, type Request, type Response, warningsOf } from '../../src/client/connection.ts';
import { conditionOf, nameOf } from '../../src/client/object.ts';

const DISCOVERY: Readonly<Record<string, object>> = {
  '/api/v1': {
    resources: [
      { name: 'namespaces', kind: 'Namespace', namespaced: false },
      { name: 'pods', kind: 'Pod', namespaced: true },
      { name: 'pods/log', kind: 'Pod', namespaced: true },
    ],
  },
  '/apis/apps/v1': { resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true }] },
};

/** An API server with these answers; discovery is as above. Time stands still but for sleeping. */
function server(answer: (request: Request, at: number) => Partial<Response> | object = () => ({})) {
  const asked: Request[] = [];
  let now = 0;
  const connection: Connection = {
    url: 'https://127.0.0.1:1',
    close: () => {},
    send: async (request) => {
      const discovered = DISCOVERY[request.path];
      if (discovered !== undefined) return { status: 200, text: JSON.stringify(discovered), warnings: [] };
      if (request.path.startsWith('/apis/example.io/v1') && !request.path.includes('things'))
        return { status: 404, text: '', warnings: [] };
      asked.push(request);
      const given = answer(request, now);
      const text = JSON.stringify(given);
      return 'status' in given && 'text' in given
        ? { status: 200, warnings: [], text, ...given }
        : { status: 200, warnings: [], text };
    },
  };
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  return { client: createClient(connection, clock), asked, now: () => now };
}

const status = (code: number, message: string) => ({ status: code, text: JSON.stringify({ message }) });
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'shop' } };
const reference = { apiVersion: 'v1', kind: 'Pod', name: 'a', namespace: 'shop' };

describe('a request', () => {
  it('to apply is server-side, strict and takes fields over', async () => {
    const { client, asked } = server(() => ({
      status: 201,
      text: JSON.stringify(pod),
      warnings: ['privileged'],
    }));
    expect(await client.apply(pod)).toEqual({ object: pod, warnings: ['privileged'] });
    expect(asked).toEqual([
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/shop/pods/a?fieldManager=sealift&force=true&fieldValidation=Strict',
        contentType: 'application/apply-patch+yaml',
        body: pod,
      },
    ]);
  });

  it.each([
    ['dry', { dryRun: true }, 'fieldValidation=Strict&dryRun=All'],
    ['lenient', { validation: 'Ignore' as const }, 'fieldValidation=Ignore'],
  ])('may be %s', async (_, options, query) => {
    const { client, asked } = server();
    await client.create(pod, options);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      path: `/api/v1/namespaces/shop/pods?fieldManager=sealift&${query}`,
    });
  });

  it('for one object of no namespace means the default one; for a list, all', async () => {
    const { client, asked } = server(() => ({ items: [{ metadata: { name: 'a' } }] }));
    await client.get({ apiVersion: 'v1', kind: 'Pod', name: 'a' });
    const found = await client.list({ apiVersion: 'v1', kind: 'Pod' }, { labels: 'a=b', fields: 'c=d' });
    expect(found).toEqual([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }]);
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/v1/namespaces/default/pods/a',
      '/api/v1/pods?labelSelector=a%3Db&fieldSelector=c%3Dd',
    ]);
  });

  it('about what is in no namespace has none in its path', async () => {
    const { client, asked } = server();
    await client.patch(
      { apiVersion: 'v1', kind: 'Namespace', name: 'x', namespace: 'y' },
      { a: 1 },
      {
        kind: 'json',
        part: 'status',
      },
    );
    expect(asked[0]).toMatchObject({
      path: '/api/v1/namespaces/x/status?fieldManager=sealift&fieldValidation=Strict',
      contentType: 'application/json-patch+json',
    });
  });

  it('of several objects begins with what others need', async () => {
    const { client, asked } = server();
    const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd', namespace: 'n' } };
    await client.applyAll([
      deployment,
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } },
      pod,
    ]);
    expect(asked.map(({ path }) => path.split('?')[0])).toEqual([
      '/api/v1/namespaces/n',
      '/apis/apps/v1/namespaces/n/deployments/d',
      '/api/v1/namespaces/shop/pods/a',
    ]);
  });

  it('to delete says whether there was something', async () => {
    const there = server();
    await expect(there.client.delete(reference)).resolves.toBe(true);
    const gone = server(() => status(404, 'not found'));
    await expect(gone.client.delete(reference)).resolves.toBe(false);
  });
});

describe('a refusal', () => {
  it.each([
    [404, 'cluster/not-found'],
    [409, 'cluster/conflict'],
    [403, 'cluster/refused'],
    [422, 'cluster/refused'],
    [500, 'cluster/refused'],
  ])('by %d is %s, in the words of the API server', async (code, expected) => {
    const { client } = server(() => status(code, 'admission webhook "x" denied the request'));
    await expect(client.create(pod)).rejects.toMatchObject({
      code: expected,
      message: expect.stringMatching(/create Pod shop\/a .*denied the request/),
    });
  });

  it.each([
    ['no Status', 'gateway', 'gateway'],
    ['a Status without a message', JSON.stringify({ reason: 'Forbidden' }), 'Forbidden'],
    ['a message that is none', JSON.stringify({ message: 7 }), '{"message":7}'],
  ])('with %s shows what there is', async (_, text, expected) => {
    const { client } = server(() => ({ status: 403, text }));
    await expect(client.create(pod)).rejects.toThrow(expected);
  });

  it('says which kind is not served', async () => {
    const { client } = server();
    await expect(client.get({ apiVersion: 'example.io/v1', kind: 'Thing', name: 'x' })).rejects.toMatchObject(
      {
        code: 'cluster/unknown-kind',
        message: 'The API server serves no Thing of example.io/v1.',
      },
    );
  });
});

describe('waiting', () => {
  it('ends with the object that is wanted', async () => {
    const { client } = server((_request, at) => ({
      ...pod,
      status: { phase: at < 300 ? 'Pending' : 'Running' },
    }));
    const seen = await client.waitFor<typeof pod & { status?: { phase: string } }>(
      reference,
      (object) => object?.status?.phase === 'Running',
      { what: 'to run', timeout: 1_000 },
    );
    expect(seen?.status?.phase).toBe('Running');
  });

  it('looks less often the longer it takes', async () => {
    const { client, asked } = server();
    await expect(
      client.waitFor(reference, () => false, { what: 'to run', timeout: 60_000 }),
    ).rejects.toMatchObject({ code: 'cluster/timeout' });
    expect(asked.length).toBeLessThan(170);
  });

  it('that is in vain says what was seen last', async () => {
    const pending = server(() => ({ ...pod, status: { phase: 'Pending' } }));
    const options = { what: 'to run', timeout: 500 };
    await expect(pending.client.waitFor(reference, () => false, options)).rejects.toThrow(
      'Pod shop/a did not come to run within 0.5 s; last seen: {"phase":"Pending"}',
    );
    const absent = server(() => status(404, ''));
    await expect(absent.client.waitFor(reference, () => false, options)).rejects.toThrow('it is not there');
  });

  it('stops when it is told to', async () => {
    const { client } = server();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(client.waitFor(reference, () => false, { what: 'x', timeout: 1, signal })).rejects.toThrow(
      'enough',
    );
  });
});

describe('warnings', () => {
  it.each<[string | undefined, readonly string[]]>([
    [undefined, []],
    ['299 - "would violate PodSecurity"', ['would violate PodSecurity']],
    ['299 - "a, b", 299 - "c \\"d\\" \\\\e"', ['a, b', 'c "d" \\e']],
    ['nonsense', []],
  ])('of %j', (header, expected) => {
    expect(warningsOf(header)).toEqual(expected);
  });
});

describe('an object', () => {
  it('has a name for people', () => {
    expect(nameOf(reference)).toBe('Pod shop/a');
    expect(nameOf({ apiVersion: 'v1', kind: 'Node', name: 'n' })).toBe('Node n');
  });

  it.each([
    ['nothing', undefined],
    ['no status', pod],
    ['conditions that are none', { ...pod, status: { conditions: 'x' } }],
    ['others', { ...pod, status: { conditions: [{ type: 'Other', status: 'True' }] } }],
  ])('with %s has no condition', (_, object) => {
    expect(conditionOf(object, 'Ready')).toBeUndefined();
  });
});
