import { stableId } from '../identity.ts';
import type { Packages, StoredVersion } from '../packages.ts';
import { atLeast, type Level, recordUse } from '../permissions.ts';
import { renderRepository } from '../render/repositories.ts';
import { Denied } from '../rest/access.ts';
import { notFound } from '../rest/api-error.ts';
import { actorOf, type Call, noContent, ok, paginate, type Route, route } from '../rest/call.ts';
import { findRepository, toTime } from '../state.ts';

const OWNERS = [
  { template: '/orgs/{org}', parameter: 'org', type: 'Organization' },
  { template: '/users/{username}', parameter: 'username', type: 'User' },
] as const;

export const packageRoutes = (packages: Packages): readonly Route[] =>
  OWNERS.flatMap(({ template, parameter, type }) => {
    const path = `${template}/packages/{package_type}/{package_name}/versions`;
    const page = template.slice(0, template.lastIndexOf('/'));
    /** What a caller may not see does not exist. */
    const enter = (
      call: Call,
      level: Level,
    ): { readonly name: string; readonly all: readonly StoredVersion[] } => {
      const principal = actorOf(call);
      const owner = call.world.accounts.get(String(call.path[parameter]));
      const granted = principal.grant.permissions['packages'];
      const name = `${owner?.login}/${String(call.path['package_name'])}`;
      const all = owner?.type === type ? packages.versions(name) : undefined;
      if (all === undefined || call.path['package_type'] !== 'container') throw notFound();
      if (!atLeast(granted, level) || principal.owner.toLowerCase() !== owner?.login.toLowerCase())
        throw new Denied(['packages', level], principal.kind);
      recordUse(principal.grant, 'packages', level);
      return { name, all };
    };
    const render = (call: Call, { id, digest, tags, createdAt, updatedAt }: StoredVersion) => {
      const owner = String(call.path[parameter]);
      const name = encodeURIComponent(String(call.path['package_name']));
      const html = `${call.world.urls.server}${page}/${owner}/packages/container/${name}`;
      return {
        id,
        name: digest,
        url: `${call.world.urls.api}${page}/${owner}/packages/container/${name}/versions/${id}`,
        package_html_url: html,
        html_url: `${html}/${id}`,
        created_at: toTime(createdAt),
        updated_at: toTime(updatedAt),
        metadata: { package_type: 'container', container: { tags: [...tags] } },
      };
    };
    const one = (call: Call, all: readonly StoredVersion[]): StoredVersion => {
      const found = all.find(({ id }) => id === call.path['package_version_id']);
      if (found === undefined) throw notFound();
      return found;
    };
    const renderPackage = (call: Call, name: string, all: readonly StoredVersion[]) => {
      const { world } = call;
      const repository = findRepository(world, packages.linked(name) ?? '');
      const [, ...parts] = name.split('/');
      const at = `${page}/${name.split('/')[0]}/packages/container/${encodeURIComponent(parts.join('/'))}`;
      const times = all.map(({ createdAt }) => createdAt);
      return {
        id: stableId('package', name),
        name: parts.join('/'),
        package_type: 'container',
        url: `${world.urls.api}${at}`,
        html_url: `${world.urls.server}${at}`,
        version_count: all.length,
        visibility: 'private',
        created_at: toTime(Math.min(...times, world.clock.now())),
        updated_at: toTime(Math.max(...times, 0)),
        ...(repository === undefined ? {} : { repository: renderRepository(world, repository) }),
      };
    };
    return [
      route(`GET ${path.slice(0, -'/versions'.length)}`, 'token', async (call) => {
        const { name, all } = enter(call, 'read');
        return ok(renderPackage(call, name, all));
      }),
      route(`GET ${path}`, 'token', async (call) => {
        const { entries, headers } = paginate(call, enter(call, 'read').all);
        return ok(
          entries.map((version) => render(call, version)),
          headers,
        );
      }),
      route(`GET ${path}/{package_version_id}`, 'token', async (call) =>
        ok(render(call, one(call, enter(call, 'read').all))),
      ),
      route(`DELETE ${path}/{package_version_id}`, 'token', async (call) => {
        const { name, all } = enter(call, 'write');
        packages.delete(name, one(call, all).id);
        return noContent;
      }),
    ];
  });
