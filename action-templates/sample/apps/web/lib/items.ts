import type { components } from './api-types';

/** What a browser gets of an item: chosen field by field, so that a new one of the api is not public by itself. */
export type ShopItem = { readonly id: number; readonly name: string; readonly price?: string };

const EUROS = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });

export function shopItem({ id, name, price_cents }: components['schemas']['Item']): ShopItem {
  // Undefined is an api of before the price: the two are released one after the other.
  if (price_cents === null || price_cents === undefined) return { id, name };
  return { id, name, price: EUROS.format(price_cents / 100) };
}
