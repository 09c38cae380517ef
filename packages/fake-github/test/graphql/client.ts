import { createAppToken } from '../app-token.ts';
import type { StandIn } from '../octokit.ts';

export type GraphAnswer = {
  readonly status: number;
  // Tests look into it with toMatchObject.
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly { readonly type?: string; readonly message: string; readonly path?: unknown }[];
  readonly headers: Headers;
};

export type Graph = (query: string, variables?: Record<string, unknown>) => Promise<GraphAnswer>;

/** A client that hides nothing of the answer. */
export const createGraph =
  (standIn: StandIn, token: string | undefined): Graph =>
  async (query, variables) => {
    const response = await fetch(`${standIn.urls.api}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query, variables }),
      headers: {
        'user-agent': 'test',
        ...(token === undefined ? {} : { authorization: `bearer ${token}` }),
      },
    });
    const body = (await response.json()) as Partial<GraphAnswer>;
    return { status: response.status, data: body.data, errors: body.errors ?? [], headers: response.headers };
  };

export type Ops = {
  readonly name: string;
  readonly slug: string;
  readonly token: string;
  readonly graph: Graph;
  /** Global id of the repository. */
  readonly id: string;
  readonly main: string;
};

let count = 0;

/** A repository of its own for a test, and an App that may write to it. */
export async function createOps(
  standIn: StandIn,
  permissions: Record<string, 'read' | 'write'> = { contents: 'write', pull_requests: 'write' },
): Promise<Ops> {
  count += 1;
  const name = `ops-${count}`;
  const slug = `bumper-${count}`;
  await standIn.github.createRepository({ owner: 'acme', name, from: standIn.source });
  const app = standIn.github.createApp({ slug, permissions, repositories: [`acme/${name}`] });
  const token = await createAppToken(standIn, app, `acme/${name}`);
  const { data } = await standIn.octokit(token).rest.repos.get({ owner: 'acme', repo: name });
  const main = await standIn.git(['rev-parse', 'main'], standIn.source);
  return { name, slug, token, graph: createGraph(standIn, token), id: data.node_id, main };
}
