import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { WallNotice } from './WallNotice.tsx';
import { reloadLater } from './wall-reload.ts';

/** Keeps a wall that has failed from staying blank: it says so, and is loaded anew by itself. */
export class WallBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    reloadLater();
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { t } = useTranslation();
  return <WallNotice title={t('wall.broken')} what={[t('wall.broken-what')]} />;
}
