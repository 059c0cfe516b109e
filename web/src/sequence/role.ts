/**
 * Role: what kind of participant a lifeline belongs to; its colour, its shape and its place.
 *
 *     ● client   ■ server   ◆ source   ⬢ billing   ▲ credit   ▬ viewing
 */

export type Role = 'client' | 'server' | 'billing' | 'credit' | 'viewing' | 'source' | 'other';

/** From left to right when lifelines are ordered by role. */
export const ROLES: readonly Role[] = [
  'client',
  'server',
  'billing',
  'credit',
  'viewing',
  'source',
  'other',
];

const HUB_ROLES: Readonly<Record<string, Role>> = {
  client: 'client',
  source: 'source',
  'processing-server': 'server',
  'billing-processor': 'billing',
  'credit-issuer': 'credit',
  'interface-server': 'viewing',
  'accounting-system': 'viewing',
  'subscriber-database': 'viewing',
};

/** The role of an address: `client/alice` is a client. */
export function roleOf(address: string): Role {
  const slash = address.indexOf('/');
  return HUB_ROLES[slash < 0 ? address : address.slice(0, slash)] ?? 'other';
}

/** The outline of a role's shape in a box of 12 by 12. */
export const ROLE_SHAPES: Readonly<Record<Role, string>> = {
  client: 'M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10z',
  server: 'M1.5 1.5h9v9h-9z',
  source: 'M6 .5L11.5 6L6 11.5L.5 6z',
  billing: 'M3.2 1h5.6L11.5 6L8.8 11H3.2L.5 6z',
  credit: 'M6 1L11.5 10.5H.5z',
  viewing: 'M.5 3h11v6h-11z',
  other: 'M6 3a3 3 0 1 1 0 6a3 3 0 1 1 0-6z',
};
