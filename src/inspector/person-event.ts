/**
 * Person event: what another tool has a person do, as a sentence of the script.
 *
 *     { type: 'user.select', feature, transmission } of alice     alice selects surround on cup-final
 *
 * As a sentence it is checked against the scenario like any other, is repeated by forks, and can be
 * saved. Whoever adds words to a name adds words to the sentence, which then fits nothing.
 */
import { hostOf, nameOf, roleOf } from '../machines/address.ts';
import { mediaText } from '../sim/scenario/media-time.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The sentence for an event of a client or of a process of theirs; null where no person can do that. */
export function sentenceFor(address: string, event: Fields): string | null {
  if (roleOf(address) !== 'client') return null;
  const said = verbOf(event);
  return said === null ? null : `${nameOf(hostOf(address))} ${said}`;
}

function verbOf(event: Fields): string | null {
  const { transmission } = event;
  switch (event.type) {
    case 'user.select':
      return `selects ${event.feature} on ${transmission}`;
    case 'user.browse':
      return `browses ${transmission}`;
    case 'user.interact':
      return `interacts with ${transmission}`;
    case 'user.cancel':
      return 'cancels';
    case 'user.switch-off':
      return 'switches off';
    case 'user.switch-on':
      return 'switches on';
    case 'user.play':
      return `plays ${transmission} ${choiceIn(event)}`;
    case 'user.pause':
    case 'user.resume':
    case 'user.stop':
      return `${event.type.slice('user.'.length)}s`;
    case 'user.seek':
      return `seeks to ${placeIn(event.to)}`;
    case 'user.respond':
      return event.part == null ? 'answers' : `answers ${event.part}`;
    case 'user.take-part':
      return `takes part in ${event.survey}`;
    case 'user.commit':
      return `commits to ${transmission}`;
    case 'user.bid':
      return `bids ${Number(event.amountMinor) / 100} in ${event.auction}`;
  }
  return null;
}

/** A delivery by its name, as the machine is told or in short; else the lowest price. */
function choiceIn({ choice, delivery }: Fields): string {
  const named = isFields(choice) ? choice.delivery : delivery;
  return named === undefined ? 'at the lowest price' : `with ${named}`;
}

function placeIn(to: unknown): string {
  if (!isFields(to)) return String(to);
  return 'frame' in to ? `frame ${to.frame}` : mediaText(Number(to.us), 'us');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
