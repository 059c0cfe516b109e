/**
 * View frame: holds one view, so that a mistake in it leaves the others standing.
 */
import { Component, type ReactNode } from 'react';

interface FrameProps {
  readonly name: string;
  readonly children: ReactNode;
}
interface FrameState {
  readonly problem: string | null;
}

export class ViewFrame extends Component<FrameProps, FrameState> {
  override state: FrameState = { problem: null };

  static getDerivedStateFromError(error: unknown): FrameState {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { problem } = this.state;
    const { name, children } = this.props;
    if (problem === null) return <div className="view">{children}</div>;
    return (
      <div className="view view-failed" role="alert">
        <p>
          <b>{name} cannot be drawn.</b> {problem}
        </p>
        <button type="button" onClick={() => this.setState({ problem: null })}>
          Try again
        </button>
      </div>
    );
  }
}
