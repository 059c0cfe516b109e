/**
 * Claims: what the source texts say such a network does, each with the id that scenarios cite.
 *
 *     U1 ... U26   upgraded media features: buying one, providing it, being billed for it
 *
 * Several claims say the same of a method, of a program and of an apparatus; each keeps its own row,
 * because a scenario shows it of a different part. Only claims listed here count as rows.
 */

/** A claim, in a few words. */
export interface Claim {
  readonly id: string;
  readonly title: string;
}

export const CLAIMS: readonly Claim[] = [
  { id: 'U1', title: 'A selection leads by itself to a purchase and a provision' },
  { id: 'U2', title: 'The entertainment system that selects displays the feature' },
  { id: 'U3', title: 'The server bills its part, the source bills its own' },
  { id: 'U4', title: 'Such billing is per transaction, or once a cycle' },
  { id: 'U5', title: 'The server bills both parts, the source bills the server later' },
  { id: 'U6', title: 'Bill and later bill are each per transaction, or once a cycle' },
  { id: 'U7', title: 'A source modifies the transmission, or gives a token' },
  { id: 'U8', title: 'A client sends a selection and receives the feature' },
  { id: 'U9', title: 'The client is billed for the feature it received' },
  { id: 'U10', title: 'The credit account is charged on receipt, or when the cycle ends' },
  { id: 'U11', title: 'Seven kinds of transmission carry features' },
  { id: 'U12', title: 'Four kinds of feature are sold' },
  { id: 'U13', title: 'Six media carry transmissions' },
  { id: 'U14', title: 'A program coordinates purchase and provision' },
  { id: 'U15', title: 'A program bills its part and hands billing information on' },
  { id: 'U16', title: 'A program bills both parts and is billed later' },
  { id: 'U17', title: 'A program has a transmission modified, or passes a token on' },
  { id: 'U18', title: 'A client program sends a selection and receives the feature' },
  { id: 'U19', title: 'A client program receives the bill for the feature' },
  { id: 'U20', title: 'The bill it receives charges a credit account' },
  { id: 'U21', title: 'A server system coordinates purchase and provision' },
  { id: 'U22', title: 'A processing server instructs sources, a billing processor sells' },
  { id: 'U23', title: 'A client system sends a selection and receives the feature' },
  { id: 'U24', title: 'A user interface offers options and takes the selection' },
  { id: 'U25', title: 'Receiver, purchasing unit and provision unit work together' },
  { id: 'U26', title: 'A sending unit selects, a receiving unit receives' },
];
