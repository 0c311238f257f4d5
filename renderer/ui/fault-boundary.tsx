import { Component, type ReactNode } from 'react';

type FaultBoundaryProps = {
  /** Stands in the place of what could not be drawn. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
};

/** Keeps a fault in drawing one thing from taking the whole window with it. */
export class FaultBoundary extends Component<FaultBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
