/** Rules for Falco, which does not run here: their form, and that they name the namespaces that there are. */
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ENVIRONMENTS } from '../../scripts/ops-repository.ts';
import { readOps } from './ops-repository.ts';

type Item = Readonly<
  Partial<Record<'macro' | 'rule' | 'desc' | 'condition' | 'output' | 'priority', string>>
>;

/** https://falco.org/docs/reference/rules/supported-fields/ */
const FIELDS = new Set([
  ...['container.id', 'container.image.repository', 'evt.type', 'k8s.ns.name', 'k8s.pod.name'],
  ...['proc.cmdline', 'proc.exepath', 'proc.name', 'proc.pname', 'user.uid'],
]);

test('have all that a rule needs, of fields that Falco knows', async () => {
  const items: readonly Item[] = parse(await readOps('falco/shop.yaml'));
  const macros = items.flatMap(({ macro }) => macro ?? []);
  const rules = items.filter(({ rule }) => rule !== undefined);
  expect(rules.length).toBeGreaterThan(0);
  for (const { desc, condition = '', output, priority } of rules) {
    expect([desc, output].every((text) => text !== undefined)).toBe(true);
    expect(['WARNING', 'CRITICAL']).toContain(priority);
    expect(macros.some((macro) => condition.includes(macro))).toBe(true);
  }
  const text = items.map(({ condition = '', output = '' }) => `${condition} ${output}`).join(' ');
  const used = text.match(/\b(?:container|evt|k8s|proc|user)\.[a-z.]+/g) ?? [];
  expect(used.filter((field) => !FIELDS.has(field))).toEqual([]);
});

test('are about the namespaces of the shop', async () => {
  const [macro]: readonly Item[] = parse(await readOps('falco/shop.yaml'));
  expect(macro?.condition).toContain(`(${ENVIRONMENTS.map((name) => `shop-${name}`).join(', ')})`);
});
