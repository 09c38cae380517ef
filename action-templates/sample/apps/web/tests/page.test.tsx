/** @jest-environment jsdom */
import { fireEvent, render, screen } from '@testing-library/react';
import Page from '@/app/page';
import * as api from '@/lib/api';

jest.mock('@/lib/api');
const listItems = jest.mocked(api.listItems);
const browserFetch = jest.fn();
globalThis.fetch = browserFetch;

const show = async () => render(await Page());
const answer = (ok: boolean, body: unknown) => ({ ok, json: async () => body });

test('shows items and prices', async () => {
  listItems.mockResolvedValue({
    ok: true,
    items: [
      { id: 1, name: 'anchor', price: '€19.99' },
      { id: 2, name: 'rope' },
    ],
  });
  await show();
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'anchor · €19.99',
    'rope',
  ]);
});

test('says that there is nothing yet, and finds what came since', async () => {
  listItems.mockResolvedValue({ ok: true, items: [] });
  await show();
  screen.getByText('There are no items yet.');
  browserFetch.mockResolvedValue(answer(true, [{ id: 1, name: 'anchor' }]));
  fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
  expect((await screen.findByRole('listitem')).textContent).toBe('anchor');
  expect(browserFetch).toHaveBeenCalledWith('/api/items');
});

test.each([
  ['refuses', () => browserFetch.mockResolvedValue(answer(false, {}))],
  ['is away', () => browserFetch.mockRejectedValue(new TypeError('fetch failed'))],
])('says so when the server %s', async (_, prepare) => {
  listItems.mockResolvedValue({ ok: true, items: [] });
  prepare();
  await show();
  fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
  await screen.findByRole('alert');
});

test('is a page also without the api', async () => {
  listItems.mockResolvedValue({ ok: false, status: 502, error: 'x' });
  await show();
  expect(screen.getByRole('alert').textContent).toBe('The items cannot be shown at the moment.');
  screen.getByRole('heading', { name: 'Shop' });
});
