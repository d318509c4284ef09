import { LogOut, type LucideIcon, Settings2, Users } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import type { LocalMediaState } from './devices/local-media';
import './meeting-bar.css';
import { DeviceToggle } from './meeting-controls';
import type { MeetingsActions } from './meetings.store';

/** What can be opened beside the tiles. */
export type MeetingPanel = 'people' | 'devices';

const PANELS: readonly (readonly [MeetingPanel, LucideIcon])[] = [
  ['people', Users],
  ['devices', Settings2],
];

export interface MeetingBarProps {
  readonly media: LocalMediaState;
  readonly panel: MeetingPanel | undefined;
  readonly onPanel: (panel: MeetingPanel | undefined) => void;
  readonly onTurn: MeetingsActions['turn'];
  readonly onLeave: () => void;
}

/** What can be done in a meeting. */
export function MeetingBar({ media, panel, onPanel, onTurn, onLeave }: MeetingBarProps) {
  const { t } = useTranslation('meetings');
  return (
    <div className="meeting-bar" role="toolbar" aria-label={t('controls.label')}>
      <div className="meeting-bar-group">
        <DeviceToggle kind="microphone" media={media} onTurn={onTurn} hasWords autoFocus />
        <DeviceToggle kind="camera" media={media} onTurn={onTurn} hasWords />
      </div>
      <div className="meeting-bar-group">
        {PANELS.map(([id, icon]) => (
          <ToggleButton
            key={id}
            className="button button-secondary meeting-bar-panel"
            isSelected={panel === id}
            onChange={(isSelected) => onPanel(isSelected ? id : undefined)}
            aria-label={t(`controls.${id}`)}
          >
            <Icon of={icon} />
            <span className="meeting-bar-words">{t(`controls.${id}`)}</span>
          </ToggleButton>
        ))}
      </div>
      <Button variant="danger" icon={LogOut} onPress={onLeave} className="meeting-bar-leave">
        {t('controls.leave')}
      </Button>
    </div>
  );
}
