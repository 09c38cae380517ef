import { expect, test } from '@playwright/test';

// In this order: the first needs a database that no other has filled.
test.describe.configure({ mode: 'serial' });

const ANCHOR = { name: 'anchor ⚓', sku: 'A-1', price_cents: 199900 };

test('the first start has no items', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Shop' })).toBeVisible();
  await expect(page.getByText('There are no items yet.')).toBeVisible();
});

test('an item of the database is on the page, and comes without a reload', async ({ page, request }, { config }) => {
  await page.goto('/');
  const made = await request.post(`${config.metadata.api}/items`, { data: ANCHOR });
  expect(made.status()).toBe(201);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('listitem')).toHaveText(['anchor ⚓ · €1,999.00']);
  await page.reload();
  await expect(page.getByRole('listitem')).toHaveText(['anchor ⚓ · €1,999.00']);
});

test('what the api knows of an item stays behind the BFF', async ({ request }) => {
  const response = await request.get('/api/items');
  expect(response.headers()['cache-control']).toBe('no-store');
  expect(await response.json()).toEqual([{ id: 1, name: 'anchor ⚓', price: '€1,999.00' }]);
});

test('a name is text, whatever it looks like', async ({ page, request }, { config }) => {
  const name = '<img src=x onerror="document.title=1">';
  await request.post(`${config.metadata.api}/items`, { data: { name } });
  await page.goto('/');
  await expect(page.getByRole('listitem').last()).toHaveText(name);
  await expect(page).toHaveTitle('Shop');
});

test('a network that fails is said', async ({ page }) => {
  await page.goto('/');
  await page.route('**/api/items', (route) => route.abort());
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be shown' })).toBeVisible();
});

test('pages cannot be framed, and do not say what made them', async ({ request }) => {
  const headers = (await request.get('/')).headers();
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-powered-by']).toBeUndefined();
});

test('both apps have their probes', async ({ request }, { config }) => {
  for (const address of ['/healthz', '/readyz', `${config.metadata.api}/healthz`, `${config.metadata.api}/readyz`])
    expect((await request.get(address)).status(), address).toBe(200);
});
