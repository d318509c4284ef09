import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button';
import { Notice } from '../../ui/notice';
import { PaneHeader } from '../../ui/pane-header';
import { ConnectionDetails } from './connection-details';
import { DeviceChoices } from './device-choices';
import { DeviceProblems } from './device-problems';
import type { LocalMediaState } from './devices/local-media';
import { MeetingBar, type MeetingPanel } from './meeting-bar';
import './meeting-room.css';
import { MeetingTiles } from './meeting-tiles';
import type { MeetingsActions, Visit } from './meetings.store';
import { PeoplePanel } from './people-panel';

export interface MeetingRoomProps {
  readonly visit: Extract<Visit, { stage: 'in-meeting' | 'reconnecting' }>;
  readonly media: LocalMediaState;
  readonly actions: MeetingsActions;
}

/** A running meeting: everybody's picture, what can be done, who is there. */
export function MeetingRoom({ visit, media, actions }: MeetingRoomProps) {
  const { t } = useTranslation('meetings');
  const [panel, setPanel] = useState<MeetingPanel>();
  const { meeting, room, self, stage } = visit;
  const isConnected = stage === 'in-meeting';
  const isAlone = isConnected && room.participants.length === 0;
  return (
    <div className="meeting-room">
      <PaneHeader
        title={meeting.title ?? t('meeting')}
        aside={t('room.count', { count: room.participants.length + 1 })}
      />
      {!isConnected && (
        <Notice tone="warning" heading={t('reconnecting.heading')}>
          <p>{t('reconnecting.text')}</p>
        </Notice>
      )}
      {stage === 'in-meeting' && visit.isStuck && (
        <Notice tone="warning" heading={t('stuck.heading')}>
          <p>{t('stuck.text')}</p>
        </Notice>
      )}
      <div className="meeting-room-notices">
        <DeviceProblems media={media} onTurn={actions.turn} />
      </div>
      <div className="meeting-room-middle">
        <div className="meeting-room-stage">
          <MeetingTiles room={room} self={self} media={media} isConnected={isConnected} onShow={actions.show}>
            {isAlone && <p className="meeting-room-alone">{t('room.alone')}</p>}
          </MeetingTiles>
        </div>
        {panel && (
          <aside className="meeting-room-panel" aria-label={t(`controls.${panel}`)}>
            <header className="meeting-room-panel-header">
              <h2>{t(`controls.${panel}`)}</h2>
              <IconButton label={t('controls.close')} icon={X} onPress={() => setPanel(undefined)} />
            </header>
            {panel === 'people' ? (
              <>
                <PeoplePanel room={room} self={self} media={media} isConnected={isConnected} />
                <ConnectionDetails read={actions.readDetails} />
              </>
            ) : (
              <DeviceChoices media={media} onChoose={actions.choose} />
            )}
          </aside>
        )}
      </div>
      <MeetingBar
        media={media}
        panel={panel}
        onPanel={setPanel}
        onTurn={actions.turn}
        onLeave={actions.leave}
      />
    </div>
  );
}
