/**
 * Claims: what the source texts say such a network does, each with the id that scenarios cite.
 *
 *     U1 ... U26   upgraded media features: buying one, providing it, being billed for it
 *     B1 ... B24   flexible billing: what is played is charged, what a sponsor pays for is credited
 *     Ba ... Bx    the same: what its description and its figures say beyond the claims
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
  { id: 'B1', title: 'Use is monitored; charges and credits are aggregated and billed' },
  { id: 'B2', title: 'A transaction record has who played how much' },
  { id: 'B3', title: 'The charge is a first fee and a fee for each unit played' },
  { id: 'B4', title: 'Units of programming are frames' },
  { id: 'B5', title: 'Units of programming are time' },
  { id: 'B6', title: 'The fee for a unit is fixed' },
  { id: 'B7', title: 'The fee for a unit varies with the content' },
  { id: 'B8', title: 'The credit is a first fee and a fee for each subsidy unit played' },
  { id: 'B9', title: 'Units of subsidy content are frames' },
  { id: 'B10', title: 'Units of subsidy content are time' },
  { id: 'B11', title: 'The credit for a unit is fixed' },
  { id: 'B12', title: 'The credit for a unit varies with the content' },
  { id: 'B13', title: 'An interface server, an accounting and a billing system do so' },
  { id: 'B14', title: 'A subscriber database has who played how much of either content' },
  { id: 'B15', title: 'Its records have the time that was played' },
  { id: 'B16', title: 'Its records have the frames that were played' },
  { id: 'B17', title: 'Charged at a fixed fee, by time intervals' },
  { id: 'B18', title: 'Charged at a fixed fee, by frame segments' },
  { id: 'B19', title: 'Charged at a varying fee, by time intervals' },
  { id: 'B20', title: 'Charged at a varying fee, by frame segments' },
  { id: 'B21', title: 'Credited at a fixed fee, by time intervals' },
  { id: 'B22', title: 'Credited at a fixed fee, by frame segments' },
  { id: 'B23', title: 'Credited at a varying fee, by time intervals' },
  { id: 'B24', title: 'Credited at a varying fee, by frame segments' },
  { id: 'Ba', title: 'Promotional content is credited for the part viewed' },
  { id: 'Bb', title: 'Commercials are credited for the part viewed' },
  { id: 'Bc', title: 'Surveys and promotions earn a credit or a reduced rate' },
  { id: 'Bd', title: 'Committing early, before the release, makes it cheaper later' },
  { id: 'Be', title: 'Rewinding and reviewing costs a fee for the part reviewed' },
  { id: 'Bf', title: 'Pausing costs a fee for the delay' },
  { id: 'Bg', title: 'An initial fee, then a fee for each actor, song and minute' },
  { id: 'Bh', title: 'Elements and whole films are auctioned, charges and credits' },
  { id: 'Bi', title: 'A fee schedule shows each delivery and its cost before playing' },
  { id: 'Bj', title: 'Fees are in money, vouchers or points' },
  { id: 'Bk', title: 'The initial fee follows type, content or release; it may be zero' },
  { id: 'Bl', title: 'Discounts by time of day, package, earlier purchase and group' },
  { id: 'Bm', title: 'Premiums before the release and at a time of day' },
  { id: 'Bn', title: 'Cancelling stops charge and credit where it happens' },
  { id: 'Bo', title: 'Going past a commercial earns the part viewed, or is not allowed' },
  { id: 'Bp', title: 'A commercial may earn nothing without a response' },
  { id: 'Bq', title: 'Figure 1A: four intervals charged, three commercials credited' },
  { id: 'Br', title: 'Figure 1B: one interval, cancelled at point 101-A' },
  { id: 'Bs', title: 'Figure 2A: three actors get royalties for their scenes' },
  { id: 'Bt', title: 'Figure 2B: a composer and two singers, by segments reached' },
  { id: 'Bu', title: 'Figure 2C: a commercial with actors and a varying credit' },
  { id: 'Bv', title: 'Royalties are recorded whichever way subscribers are billed' },
  { id: 'Bw', title: 'Accrued values are passed on periodically' },
  { id: 'Bx', title: "Billing works within the network and on another system's records" },
];
