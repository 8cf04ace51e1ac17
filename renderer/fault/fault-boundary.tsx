/** A mistake of the program in what the window draws ends in words and a way on, not in an empty page. */
import { Component, type ReactNode } from 'react';
import { FaultScreen } from './fault-screen';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly fault: unknown;
  readonly isFaulty: boolean;
}

export class FaultBoundary extends Component<Props, State> {
  override state: State = { fault: undefined, isFaulty: false };

  /** Anything can be thrown, `undefined` too. */
  static getDerivedStateFromError(fault: unknown): State {
    return { fault, isFaulty: true };
  }

  override render(): ReactNode {
    return this.state.isFaulty ? <FaultScreen fault={this.state.fault} /> : this.props.children;
  }
}
