import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Disclosure as AriaDisclosure, Button, DisclosurePanel, Heading } from 'react-aria-components';
import './disclosure.css';
import { Icon } from './icon';

export interface DisclosureProps {
  /** What is behind it. */
  readonly label: string;
  readonly children: ReactNode;
  readonly isOpenAtFirst?: boolean;
  /** Level of the heading that its button is. */
  readonly level?: 2 | 3;
}

/** What few need, behind one button. */
export function Disclosure({ label, children, isOpenAtFirst = false, level = 3 }: DisclosureProps) {
  return (
    <AriaDisclosure className="disclosure" defaultExpanded={isOpenAtFirst}>
      <Heading className="disclosure-heading" level={level}>
        <Button slot="trigger" className="disclosure-button">
          <Icon of={ChevronRight} className="disclosure-arrow" />
          {label}
        </Button>
      </Heading>
      <DisclosurePanel className="disclosure-panel">
        <div className="disclosure-content">{children}</div>
      </DisclosurePanel>
    </AriaDisclosure>
  );
}
