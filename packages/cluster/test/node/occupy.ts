import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Namespace, PATHS } from '../../src/node/namespace.ts';

/** A process, a mount, network devices and a control group, as containers have them. */
export async function occupyNamespace(namespace: Namespace, folder: string, mark: string): Promise<void> {
  const run = (file: string, ...args: readonly string[]) => namespace.run({ file, args, env: PATHS });
  const mounted = path.join(folder, 'mounted');
  mkdirSync(mounted, { recursive: true });
  await run('mount', '-t', 'tmpfs', 'tmpfs', mounted);
  await run('ip', 'link', 'add', 'left', 'type', 'veth', 'peer', 'name', 'right');
  const script = path.join(folder, `${mark}.sh`);
  // It goes into the group itself, a child into one that only it knows of; it ignores what asks it to end, and has a child.
  const groups = '/sys/fs/cgroup';
  writeFileSync(
    script,
    `trap '' TERM HUP INT
for tree in ${groups} ${groups}/*; do
  test -e $tree/cgroup.procs || continue
  mkdir -p $tree/${mark}/container 2>/dev/null
  mkdir -p $tree/${namespace.cgroup}/pod 2>/dev/null && echo $$ > $tree/${namespace.cgroup}/pod/cgroup.procs 2>/dev/null
done
(
  me=$(sh -c 'echo $PPID')
  for tree in ${groups} ${groups}/*; do
    test -e $tree/${mark}/container/cgroup.procs || continue
    echo $me > $tree/${mark}/container/cgroup.procs 2>/dev/null
  done
  touch ${folder}/${mark}.ready
  sleep 1000
) &
wait
sleep 1000
`,
  );
  await namespace.start({ name: mark, file: '/bin/sh', args: [script], env: PATHS, log: `${script}.log` });
  await run('sh', '-c', `while ! test -e ${folder}/${mark}.ready; do sleep 0.02; done`);
}
