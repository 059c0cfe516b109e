/**
 * An evening of film by hand: alice watches all of it, bob stops after five minutes.
 *
 *     0        10:00  12:00                30:00     1.00, then 6 cents a minute of programme,
 *     | part-1 | spot |       part-2       |         15 cents back for a minute of commercial
 */
export const EVENING = `scenario: Film evening
seed: 7
starts: 2026-06-01T19:00
transmissions:
  film:
    kind: movie
    title: The Film
    minutes: 30
    viewing:
      source: metro-cable
      share: 60%
      deliveries:
        few: { title: with a commercial, timeline: cut, tariff: plain }
timelines:
  cut:
    frames-per-second: 24
    elements:
      - { id: part-1, length: 10m, people: [Actor A] }
      - { id: spot, kind: subsidy, length: 2m }
      - { id: part-2, length: 18m }
    rights:
      - { holder: Actor A, work: The Film, rate: 3 cents per minute }
tariffs:
  plain:
    initial: 1.00
    programming: 6 cents per minute
    subsidy: 15 cents per minute
    surveys: { poll: 0.50 }
sources:
  metro-cable: { medium: cable }
subscribers:
  alice: { receives: [metro-cable] }
  bob: { receives: [metro-cable] }
script:
  - { at: "20:00", do: alice plays film with few }
  - { at: "20:01", do: bob plays film at the lowest price }
  - { since: viewing.started by bob, after: 1m, do: bob takes part in poll }
  - { since: viewing.started by bob, after: 5m, do: bob stops }
expect: []
`;
