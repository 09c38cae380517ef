import { listItems } from '@/lib/api';

export const dynamic = 'force-dynamic';

/** The browser's way to the api, which no browser reaches itself. */
export async function GET(request: Request): Promise<Response> {
  const answer = await listItems(request.headers.get('x-request-id') ?? undefined);
  return answer.ok
    ? Response.json(answer.items, { headers: { 'cache-control': 'no-store' } })
    : Response.json(
        { error: answer.error },
        { status: answer.status, headers: { 'cache-control': 'no-store' } },
      );
}
