export const dynamic = 'force-dynamic';

/** Ready when it serves. It does not ask the api: an api that is away would take every page away with it. */
export const GET = () => Response.json({ status: 'ready' });
