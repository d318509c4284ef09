import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import type { HelpDesk } from '../ui/help-desk-contact';
import { PaneError } from '../ui/pane-state';

interface FailureBoundaryProps {
  readonly helpDesk?: HelpDesk | undefined;
  readonly children: ReactNode;
}

/** Keeps a mistake of ours in one pane from emptying the window: says so, and offers to begin again. */
export class FailureBoundary extends Component<FailureBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? <Failure helpDesk={this.props.helpDesk} /> : this.props.children;
  }
}

function Failure({ helpDesk }: Pick<FailureBoundaryProps, 'helpDesk'>) {
  const { t } = useTranslation('frame');
  return (
    <PaneError
      heading={t('failure.heading')}
      helpDesk={helpDesk}
      code="APP-500"
      actions={
        <Button variant="primary" onPress={() => location.reload()}>
          {t('failure.reload')}
        </Button>
      }
    >
      <p>{t('failure.what')}</p>
    </PaneError>
  );
}
