/**
 * Arrangement: the views, in three columns with dividers, or one below another where it is narrow.
 *
 *     ┌ Map ───────┬ sequence chart ───────┬ Detail ──────┐
 *     │ Convers.   │                       │ State chart  │
 *     │ Properties ├───────────────────────┤ Money Future │
 *     │            │ records               │ Act …        │
 *     └────────────┴───────────────────────┴──────────────┘
 */
import { type ComponentType, useRef } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { ActPanel } from '../act/act-panel.tsx';
import { StateChart } from '../chart/state-chart.tsx';
import { CompareView } from '../compare/compare-view.tsx';
import { ConversationList } from '../conversations/conversation-list.tsx';
import { DetailPanel } from '../detail/detail-panel.tsx';
import { FutureEvents } from '../future/future-events.tsx';
import { NetworkMap } from '../map/network-map.tsx';
import { MoneyPanel } from '../money/money-panel.tsx';
import { PropertyList } from '../properties/property-list.tsx';
import { RecordList } from '../records/record-list.tsx';
import { ScenarioPanel } from '../scenario/scenario-panel.tsx';
import { SequenceChart } from '../sequence/sequence-chart.tsx';
import { LEFT_TABS, RIGHT_TABS } from './command.ts';
import { FilterBar } from './filter-bar.tsx';
import { arrange, type LeftTab, type RightTab, SIZE, useShell } from './shell-state.ts';
import { Splitter } from './splitter.tsx';
import { ViewFrame } from './view-frame.tsx';
import './arrangement.css';

const LEFT_VIEWS: Readonly<Record<LeftTab, ComponentType>> = {
  map: NetworkMap,
  conversations: ConversationList,
  properties: PropertyList,
};
const RIGHT_VIEWS: Readonly<Record<RightTab, ComponentType>> = {
  detail: DetailPanel,
  chart: StateChart,
  money: MoneyPanel,
  future: FutureEvents,
  act: ActPanel,
  scenario: ScenarioPanel,
  compare: CompareView,
};

/** What differs between the two outer columns. */
const SIDES = {
  left: { px: 'leftPx', label: 'Width of the left column', min: 220, max: 720, perPx: 1 },
  right: { px: 'rightPx', label: 'Width of the right column', min: 260, max: 900, perPx: -1 },
} as const;

export function Arrangement() {
  const leftTab = useShell((state) => state.leftTab);
  const rightTab = useShell((state) => state.rightTab);
  const leftPx = useShell((state) => state.leftPx);
  const rightPx = useShell((state) => state.rightPx);
  return (
    <main
      className="columns"
      style={{ '--left': `${leftPx}px`, '--right': `${rightPx}px` } as object}
    >
      <TabColumn
        label="The network"
        chosen={leftTab}
        titles={LEFT_TABS}
        views={LEFT_VIEWS}
        onChoice={(tab) => arrange({ leftTab: tab })}
      />
      <SideSplitter side="left" />
      <Middle />
      <SideSplitter side="right" />
      <TabColumn
        label="About the selection"
        chosen={rightTab}
        titles={RIGHT_TABS}
        views={RIGHT_VIEWS}
        onChoice={(tab) => arrange({ rightTab: tab })}
      />
    </main>
  );
}

/** The divider between an outer column and the middle one. */
function SideSplitter({ side }: { readonly side: keyof typeof SIDES }) {
  const { px, label, min, max, perPx } = SIDES[side];
  return (
    <Splitter
      label={label}
      orientation="vertical"
      value={useShell((state) => state[px])}
      min={min}
      max={max}
      step={20}
      usual={SIZE[px]}
      perPx={() => perPx}
      onChange={(value) => arrange({ [px]: value })}
    />
  );
}

/** The sequence chart above, the records below. */
function Middle() {
  const share = useShell((state) => state.chartShare);
  const ref = useRef<HTMLDivElement>(null);
  return (
    <div className="middle">
      <FilterBar />
      <div ref={ref} className="middle-views" style={{ '--share': share } as object}>
        <Pane name="The sequence chart" className="middle-chart" view={SequenceChart} />
        <Splitter
          label="Height of the sequence chart"
          orientation="horizontal"
          value={share}
          min={0.1}
          max={0.9}
          step={0.04}
          usual={SIZE.chartShare}
          perPx={() => 1 / Math.max(1, ref.current?.clientHeight ?? 1)}
          onChange={(chartShare) => arrange({ chartShare })}
        />
        <Pane name="The record list" className="middle-records" view={RecordList} />
      </div>
    </div>
  );
}

interface PaneProps {
  readonly name: string;
  readonly className: string;
  readonly view: ComponentType;
}

function Pane({ name, className, view: View }: PaneProps) {
  return (
    <div className={`pane ${className}`}>
      <ViewFrame name={name}>
        <View />
      </ViewFrame>
    </div>
  );
}

interface TabColumnProps<Name extends string> {
  readonly label: string;
  readonly chosen: Name;
  readonly titles: Readonly<Record<Name, string>>;
  readonly views: Readonly<Record<Name, ComponentType>>;
  readonly onChoice: (name: Name) => void;
}

function TabColumn<Name extends string>(props: TabColumnProps<Name>) {
  const { label, chosen, titles, views, onChoice } = props;
  const names = Object.keys(titles) as Name[];
  return (
    <Tabs
      className="pane tabs"
      selectedKey={chosen}
      onSelectionChange={(key) => onChoice(key as Name)}
    >
      <TabList className="tab-list" aria-label={label}>
        {names.map((name) => (
          <Tab key={name} id={name} className="tab">
            {titles[name]}
          </Tab>
        ))}
      </TabList>
      {names.map((name) => {
        const View: ComponentType = views[name];
        return (
          <TabPanel key={name} id={name} className="tab-panel">
            <ViewFrame name={titles[name]}>
              <View />
            </ViewFrame>
          </TabPanel>
        );
      })}
    </Tabs>
  );
}
