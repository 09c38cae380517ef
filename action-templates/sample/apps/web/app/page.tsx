import { listItems } from '@/lib/api';
import { ItemList } from './item-list';

// Asked for at each request: the image is built where there is no api.
export const dynamic = 'force-dynamic';

export default async function Page() {
  const answer = await listItems();
  return (
    <main>
      <h1>Shop</h1>
      <ItemList initial={answer.ok ? answer.items : null} />
    </main>
  );
}
