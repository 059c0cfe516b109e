/**
 * Actor picker: whose machine is shown. Of many thousand, the first that fit what was written are offered.
 */

import { useState } from 'react';
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { inspector, useInspector } from '../store/inspector.ts';
import { nameText } from '../store/names.ts';
import { machineOf } from './chart-now.ts';

const OFFERED_MAX = 80;

export function ActorPicker({ actor }: { readonly actor: string }) {
  const [text, setText] = useState<string | null>(null);
  const records = useInspector((state) => state.records);
  useInspector((state) => state.version);
  const wanted = text === null || text === actor ? '' : text.toLowerCase();
  const offered: { id: string; machine: string }[] = [];
  if (text !== null) {
    for (const number of records.byActor.keys()) {
      const id = records.text(number);
      if (!id.toLowerCase().includes(wanted)) continue;
      const machine = machineOf(records, id);
      if (machine !== null) offered.push({ id, machine });
      if (offered.length >= OFFERED_MAX) break;
    }
  }
  return (
    <ComboBox
      className="chart-picker"
      aria-label="Participant or process"
      menuTrigger="focus"
      allowsEmptyCollection
      items={offered}
      inputValue={text ?? actor}
      onInputChange={(value) => text !== null && setText(value)}
      onOpenChange={(isOpen) => setText(isOpen ? actor : null)}
      onSelectionChange={(key) => {
        if (key === null) return;
        setText(null);
        inspector().showActor(String(key));
      }}
    >
      <div className="chart-picker-row">
        <Input spellCheck={false} onFocus={(event) => event.target.select()} />
        <Button aria-label="Participants and processes">▾</Button>
      </div>
      <Popover className="chart-picker-list">
        <ListBox<{ id: string; machine: string }>
          renderEmptyState={() => <p>Nobody is called so.</p>}
        >
          {({ id, machine }) => (
            <ListBoxItem id={id} textValue={id}>
              <span>{nameText(id)}</span> <span className="chart-quiet">{machine}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
