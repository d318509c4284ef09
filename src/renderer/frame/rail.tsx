import { CalendarDays, KeyRound, LayoutGrid, type LucideIcon, Settings, Sun, Video } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon';
import { Tooltip } from '../ui/tooltip';
import { VisuallyHidden } from '../ui/visually-hidden';
import { PANES, type PaneId } from './panes.model';
import './rail.css';
import { ON_MAC } from './use-frame-keys';

const ICONS: Readonly<Record<PaneId, LucideIcon>> = {
  today: Sun,
  calendar: CalendarDays,
  meetings: Video,
  launcher: LayoutGrid,
  vault: KeyRound,
  settings: Settings,
};

/** The way between the panes. Long German names carry soft hyphens, which only the eye may meet. */
export function Rail({ current, onNavigate }: { current: PaneId; onNavigate: (pane: PaneId) => void }) {
  const { t } = useTranslation('frame');
  return (
    <nav className="rail" aria-label={t('regions.navigation')} data-frame-region="">
      <ul className="rail-list">
        {PANES.map((pane, index) => {
          const label = t(`panes.${pane}`);
          const name = label.replaceAll('\u00ad', '');
          return (
            <li key={pane} className="rail-entry">
              <Tooltip
                text={t('openPane', { pane: name })}
                shortcut={t(ON_MAC ? 'keys.mac' : 'keys.other', { digit: index + 1 })}
                placement="right"
              >
                <Button
                  className="rail-button"
                  {...(pane === current ? { 'aria-current': 'page' as const } : {})}
                  onPress={() => onNavigate(pane)}
                >
                  <Icon of={ICONS[pane]} />
                  <span className="rail-label" aria-hidden="true">
                    {label}
                  </span>
                  <VisuallyHidden>{name}</VisuallyHidden>
                </Button>
              </Tooltip>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
