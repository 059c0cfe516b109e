/**
 * Money: accounts, documents and accrual pictures at the cursor.
 */
export function MoneyPanel() {
  return <p>…</p>;
}
