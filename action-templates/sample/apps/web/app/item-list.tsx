'use client';

import { useState } from 'react';
import type { ShopItem } from '@/lib/items';

/** @param initial what the server has already asked for; null when the api did not answer */
export function ItemList({ initial }: { readonly initial: readonly ShopItem[] | null }) {
  const [items, setItems] = useState(initial);

  async function refresh() {
    try {
      const response = await fetch('/api/items');
      setItems(response.ok ? await response.json() : null);
    } catch {
      setItems(null);
    }
  }

  return (
    <section aria-label="Items">
      {items === null && <p role="alert">The items cannot be shown at the moment.</p>}
      {items?.length === 0 && <p>There are no items yet.</p>}
      {items !== null && items.length > 0 && (
        <ul>
          {items.map(({ id, name, price }) => (
            <li key={id}>
              {name}
              {price !== undefined && ` · ${price}`}
            </li>
          ))}
        </ul>
      )}
      <button type="button" onClick={refresh}>
        Refresh
      </button>
    </section>
  );
}
