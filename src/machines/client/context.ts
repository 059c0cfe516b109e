/**
 * Client context: what a client system remembers, and the questions its machine asks of it.
 *
 * Units: `patienceMs` in milliseconds, instants in microseconds, rates in bits per second.
 */
import type { Address } from '../address.ts';
import type { Outcome, OutcomeName } from '../effects.ts';
import type { MessageType, Received, Selection } from '../protocol.ts';
import { type TokenFault, tokenFault } from '../token.ts';

export interface ClientInput {
  readonly client: Address;
  /** The client's own name, without its role: `alice`; order ids are `alice-1`, `alice-2`, … */
  readonly name: string;
  /** The sources it can receive, the preferred one first. */
  readonly receives: readonly string[];
  /** The device's token keys, by source address. */
  readonly keys: Readonly<Record<Address, string>>;
  /** For features that raise the access rate: what the link then carries. */
  readonly accessRates: Readonly<Record<string, number>>;
  readonly patienceMs: number;
}
/** The order a client is busy with. */
export interface CurrentOrder extends Selection {
  readonly order: string;
  /** The order process; a convention until it has spoken, its own address afterwards. */
  readonly address: Address;
  /** The provision that was received, while its receipt is being confirmed. */
  readonly provision: string;
}
/** A feature on display, and the order it belongs to. */
export interface Display extends Selection {
  readonly order: string;
}
export interface ClientContext extends ClientInput {
  /** What was selected and is not ordered yet, oldest first. */
  readonly wanted: readonly Selection[];
  readonly orderCount: number;
  readonly current: CurrentOrder | null;
  readonly display: readonly Display[];
  /** The transmissions whose options the user interface has shown. */
  readonly shown: readonly string[];
  readonly usedNonces: readonly string[];
  readonly interactionCount: number;
  readonly viewingCount: number;
  readonly bidCount: number;
  /** The interactions that were not answered yet, by conversation: when each was asked. */
  readonly interactions: Readonly<Record<string, number>>;
}

/** One for all clients: there can be millions that have none of something. */
const NONE: readonly never[] = [];
const NO_INTERACTIONS: ClientContext['interactions'] = {};

/** The context of a client that has done nothing yet. */
export function newClient(input: ClientInput): ClientContext {
  return {
    wanted: NONE,
    orderCount: 0,
    current: null,
    display: NONE,
    shown: NONE,
    usedNonces: NONE,
    interactionCount: 0,
    viewingCount: 0,
    bidCount: 0,
    interactions: NO_INTERACTIONS,
    ...input,
  };
}

/** The client with an order of what it wants next begun. */
export function beginOrder(context: ClientContext): Partial<ClientContext> {
  const [selection, ...wanted] = context.wanted;
  if (selection === undefined) return {};
  const order = `${context.name}-${context.orderCount + 1}`;
  const address = `processing-server/order-${order}`;
  return {
    wanted,
    orderCount: context.orderCount + 1,
    current: { order, address, provision: '', ...selection },
  };
}

/** The client with the feature of its current order on display, and no current order. */
export function displayCurrent({ current, display }: ClientContext): Partial<ClientContext> {
  if (current === null) return {};
  const { order, transmission, feature } = current;
  return { current: null, display: [...display, { order, transmission, feature }] };
}

/** The id of the current order; empty without one. */
export function orderOf({ current }: ClientContext): string {
  return current?.order ?? '';
}

/** The ids under which the current order's request of a type is sent, and answered. */
export function orderLetter(context: ClientContext, type: MessageType) {
  const order = orderOf(context);
  return { requestId: `${order}:${type}`, conversation: order };
}

/** True when the client waits for what a message of `conversation` brings. */
export function isWaitingFor(context: ClientContext, conversation: string): boolean {
  return context.current?.order === conversation;
}

/** The id under which the options of a transmission are asked for. */
export function optionsRequestId(context: ClientContext, transmission: string): string {
  return `${context.name}:options:${transmission}`;
}

/** The id under which receipt of the current provision is reported. */
export function receiptRequestId({ current }: ClientContext): string {
  return `${current?.provision ?? ''}:feature.received`;
}

/** True when the feature of `order` is on display. */
export function displays(context: ClientContext, order: string): boolean {
  return context.display.some((shown) => shown.order === order);
}

/** Why this device refuses a token, or null when the token opens what the client waits for. */
export function faultOf(
  context: ClientContext,
  delivery: Received<'token.deliver'>,
): TokenFault | 'not wanted' | null {
  const { current } = context;
  if (current === null || current.order !== delivery.conversation) return 'not wanted';
  return tokenFault({
    token: delivery.token,
    key: context.keys[delivery.source] ?? '',
    client: context.name,
    transmission: current.transmission,
    feature: current.feature,
    atUs: delivery.atUs,
    usedNonces: context.usedNonces,
  });
}

/** Something that ended at this client. */
export function outcome(
  { client }: ClientContext,
  name: OutcomeName,
  conversation: string,
  detail: Outcome['detail'] = {},
): Outcome {
  return { type: 'outcome', name, conversation, detail: { client, ...detail } };
}
