/**
 * Source desk: the sources of the yardstick: provisions by modification or by token, wholesale bills.
 */
import type { Bodies } from '../../src/machines/protocol.ts';
import { deviceKey, mintToken } from '../../src/machines/token.ts';
import { KIND, Letter, Way } from './letter.ts';
import type { Client, Source } from './parties.ts';
import type { PostOffice } from './post-office.ts';
import { unexpected } from './unexpected.ts';

const TOKEN_US = 5 * 60 * 1_000_000;

export class SourceDesk {
  private readonly office: PostOffice;

  constructor(office: PostOffice) {
    this.office = office;
  }

  provisionRequested(asked: Letter): void {
    const { client, conversation } = asked;
    const { source } = client;
    const { transmission, feature, mode, provision } = asked.body as Bodies['provision.request'];
    const isOffered = source.copyBytes.get(`${transmission}|${feature}`) !== undefined;
    if (!isOffered || !source.input.modes.includes(mode)) unexpected(asked.requestId);
    // One answer to one order: nothing else ever goes this way.
    const wayBack = new Way(source.toServer);
    if (mode === 'token') {
      const token = this.tokenFor(source, client, asked.body as Bodies['provision.request']);
      const body = { provision, token } satisfies Bodies['provision.token'];
      this.office.answer(asked, KIND.provisionToken, source.address, body, wayBack);
      return;
    }
    const body = { provision } satisfies Bodies['provision.modifying'];
    this.office.answer(asked, KIND.provisionModifying, source.address, body, wayBack);
    const modified = { transmission, feature, provision } satisfies Bodies['transmission.modified'];
    const requestId = `${provision}:transmission.modified`;
    const { address: from } = source;
    const { address: to, downlink } = client;
    const kind = KIND.transmissionModified;
    this.office.ask(
      new Letter(kind, from, to, requestId, conversation, modified, client, downlink, 1),
    );
  }

  transmissionAccepted({ client: { source }, body }: Letter): void {
    const { transmission, feature } = body as Bodies['transmission.accepted'];
    source.programmeBytes += source.copyBytes.get(`${transmission}|${feature}`) ?? 0;
  }

  shareNoticed(asked: Letter): void {
    const { client, conversation } = asked;
    const { source } = client;
    const { shareMinor } = asked.body as Bodies['settlement.notice'];
    if (source.input.per !== 'transaction') unexpected(asked.requestId);
    const { address: from, settlementAddress: to, toSettlement } = source;
    this.office.answer(asked, KIND.settlementNoted, from, {}, toSettlement);
    const number = `W-${source.id}#${conversation}`;
    const bill = {
      number,
      itemCount: 1,
      totalMinor: shareMinor,
      per: 'transaction',
      period: null,
    } satisfies Bodies['wholesale.bill'];
    const requestId = `${number}:wholesale.bill`;
    const kind = KIND.wholesaleBill;
    this.office.ask(new Letter(kind, from, to, requestId, number, bill, client, toSettlement, 1));
  }

  private tokenFor(
    source: Source,
    { name }: Client,
    { transmission, feature, provision }: Bodies['provision.request'],
  ): string {
    const { nowUs } = this.office.timeline;
    const claims = {
      source: source.id,
      client: name,
      transmission,
      feature,
      notBeforeUs: nowUs,
      notAfterUs: nowUs + TOKEN_US,
      nonce: provision,
    };
    return mintToken(claims, deviceKey(source.input.masterKey, name));
  }
}
