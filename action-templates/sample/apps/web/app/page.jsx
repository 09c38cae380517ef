export default function Page() {
  return (
    <main>
      <h1>Shop</h1>
      <p>Anchors and ropes.</p>
    </main>
  );
}
