/**
 * Machinery: which machine runs for which participant, and for which kind of process.
 */
import type { Surroundings } from '../actors/surroundings.ts';
import { accountMachine } from '../machines/account/machine.ts';
import { accountingSystemMachine } from '../machines/accounting-system.ts';
import { auctionMachine } from '../machines/auction.ts';
import { billingProcessorMachine } from '../machines/billing-processor.ts';
import { chargeMachine } from '../machines/charge/machine.ts';
import { clientMachine } from '../machines/client/machine.ts';
import { creditAccountMachine } from '../machines/credit-account.ts';
import { creditIssuerMachine } from '../machines/credit-issuer.ts';
import { interfaceServerMachine } from '../machines/interface-server.ts';
import { meteringMachine } from '../machines/metering/machine.ts';
import { orderMachine } from '../machines/order/machine.ts';
import { processingServerMachine } from '../machines/processing-server.ts';
import { ratingMachine } from '../machines/rating-session/machine.ts';
import { royaltiesMachine } from '../machines/royalties.ts';
import { settlementMachine } from '../machines/settlement.ts';
import { sourceMachine } from '../machines/source/machine.ts';
import { subscriberDatabaseMachine } from '../machines/subscriber-database.ts';
import { viewingMachine } from '../machines/viewing/machine.ts';

/** The machines of participants, by role. */
export const PARTICIPANT_MACHINES = {
  client: clientMachine,
  source: sourceMachine,
  'processing-server': processingServerMachine,
  'billing-processor': billingProcessorMachine,
  'credit-issuer': creditIssuerMachine,
  'interface-server': interfaceServerMachine,
  'accounting-system': accountingSystemMachine,
  'subscriber-database': subscriberDatabaseMachine,
} as const;

/** The machines of processes, by kind. */
export const PROCESS_MACHINES: Surroundings['processes'] = {
  order: orderMachine,
  charge: chargeMachine,
  account: accountMachine,
  settlement: settlementMachine,
  'credit-account': creditAccountMachine,
  viewing: viewingMachine,
  metering: meteringMachine,
  auction: auctionMachine,
  rating: ratingMachine,
  royalties: royaltiesMachine,
};
