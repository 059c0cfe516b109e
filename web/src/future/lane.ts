/**
 * Lane: whose event it is, as the strip groups them.
 */
export interface Lane {
  readonly name: string;
  readonly colour: string;
}

const LANES = {
  client: { name: 'clients', colour: '--client' },
  source: { name: 'sources', colour: '--source' },
  server: { name: 'ordering', colour: '--server' },
  billing: { name: 'billing', colour: '--billing' },
  credit: { name: 'credit', colour: '--credit' },
  viewing: { name: 'viewing', colour: '--viewing' },
  network: { name: 'network', colour: '--text-quiet' },
} as const satisfies Readonly<Record<string, Lane>>;

/** All lanes from top to bottom. */
export const LANES_IN_ORDER: readonly Lane[] = Object.values(LANES);

/** The lane of an address: a participant's, or the network's. */
export function laneOf(owner: string): Lane {
  const role = owner.split('/')[0] ?? '';
  switch (role) {
    case 'client':
    case 'source':
      return LANES[role];
    case 'processing-server':
      return LANES.server;
    case 'billing-processor':
      return LANES.billing;
    case 'credit-issuer':
      return LANES.credit;
    case 'interface-server':
    case 'accounting-system':
    case 'subscriber-database':
      return LANES.viewing;
    default:
      return LANES.network;
  }
}
