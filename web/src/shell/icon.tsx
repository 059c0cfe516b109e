/**
 * Icon: the signs of the controls and of the kinds of record, as lines of one weight in the text's colour.
 */
const PATHS = {
  run: 'M5 3l8 5-8 5z',
  fast: 'M2 3l6 5-6 5zM8 3l6 5-6 5z',
  express: 'M2 3l5 5-5 5zM7 3l5 5-5 5zM13.5 3v10',
  pause: 'M5 3v10M11 3v10',
  record: 'M3 3v10M6 3l7 5-7 5z',
  'record-back': 'M13 3v10M10 3L3 8l7 5z',
  message: 'M2 8h8M7 5l3 3-3 3M13.5 3v10',
  'message-back': 'M14 8H6M9 5L6 8l3 3M2.5 3v10',
  stage: 'M2 8h6M6 5l3 3-3 3M12 5a3 3 0 1 1 0 6',
  'stage-back': 'M14 8H8M10 5L7 8l3 3M4 5a3 3 0 1 0 0 6',
  until: 'M2 8h7M6 5l3 3-3 3M11 3h3v10h-3',
  'until-back': 'M14 8H7M10 5L7 8l3 3M5 3H2v10h3',
  breakpoints: 'M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5z',
  bookmark: 'M4 2h8v12l-4-3-4 3z',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9zM10.3 10.3L14 14',
  filter: 'M2 3h12L9.5 8.5V13l-3 1V8.5z',
  link: 'M6.5 9.5l3-3M7 4.5l1.5-1.5a3 3 0 0 1 4.3 4.3L11.3 8.8M9 11.5L7.5 13a3 3 0 0 1-4.3-4.3l1.5-1.5',
  theme: 'M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12',
  help: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.8-1.1 1.8M8 12.5v.5',
  follow: 'M8 1.5V5M8 11v3.5M1.5 8H5M11 8h3.5M8 5.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5z',
  close: 'M4 4l8 8M12 4l-8 8',
  fork: 'M5 2v12M5 9c0-3 6-2 6-6M9 4.5L11 2l2 2.5',
  stimulus: 'M8 2v7M5 6l3 3 3-3M3 13h10',
  sent: 'M3 13L13 3M7 3h6v6',
  delivered: 'M13 3L3 13M3 7v6h6',
  lost: 'M3 13l4-4M9 3l4 4M13 3L9 7M5 9v4H1',
  transition: 'M2 8h10M9 5l3 3-3 3',
  started: 'M8 4a4 4 0 1 1 0 8a4 4 0 0 1 0-8z',
  stopped: 'M8 3a5 5 0 1 1 0 10a5 5 0 0 1 0-10zM6 6h4v4H6z',
  posting: 'M3 5h10M3 11h10M6 2v6M10 8v6',
  document: 'M4 2h6l3 3v9H4zM10 2v3h3M6 8h5M6 11h5',
  outcome: 'M4 14V2h8l-2 3 2 3H4',
  failure: 'M8 2l6.5 12h-13zM8 6.5v3.5M8 12v.4',
} as const;
export type IconName = keyof typeof PATHS;

/** A sign of 16 pixels, silent for a screen reader: the word beside it says it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
