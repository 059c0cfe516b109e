/**
 * Bookmarks dialog: the marked places of this scenario: jump, name, remove, add.
 */
import { clockText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { recordSentence } from '../store/names.ts';
import { renameBookmark, toggleBookmark } from './bookmark.ts';
import { recordInView } from './command.ts';
import { closeDialog, Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';

export function BookmarksDialog() {
  const bookmarks = useInspector((state) => state.bookmarks);
  const records = useInspector((state) => state.records);
  const epochUs = useInspector((state) => state.hello?.epochUs ?? 0);
  const here = recordInView();
  const isMarked = bookmarks.some(({ seq }) => seq === here);
  return (
    <Dialog title="Bookmarks">
      {bookmarks.length === 0 ? (
        <p className="quiet-text">
          None yet. They are remembered in this browser, for this scenario.
        </p>
      ) : (
        <ul className="stops">
          {bookmarks.map(({ seq, title }) => (
            <li key={seq}>
              <Icon name="bookmark" />
              <button
                type="button"
                className="number"
                onClick={() => {
                  closeDialog();
                  void inspector().goTo(seq);
                }}
              >
                Go to {seq}, {clockText(epochUs, records.atUs.at(seq - 1))}
              </button>
              <input
                className="grow"
                type="text"
                aria-label={`Name of the bookmark at record ${seq}`}
                value={title}
                onChange={(event) => renameBookmark(seq, event.target.value)}
              />
              <button type="button" className="quiet" onClick={() => toggleBookmark(seq)}>
                <Icon name="close" />
                <span className="unseen">Remove the bookmark at record {seq}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="dialog-feet">
        {here === 0 || isMarked ? null : (
          <button type="button" className="primary" onClick={() => toggleBookmark(here)}>
            Bookmark record {here}: {recordSentence(records, here)}
          </button>
        )}
      </div>
    </Dialog>
  );
}
