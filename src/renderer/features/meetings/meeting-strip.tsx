import { ArrowLeft, AudioLines } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { StatusMark } from '../../ui/status-chip';
import { DeviceToggle } from './meeting-controls';
import './meeting-strip.css';
import { isUnderWay, type MeetingsStore, type Visit } from './meetings.store';

function useNews(visit: Visit): string {
  const { t } = useTranslation('meetings');
  if (visit.stage === 'joining') return t('strip.joining');
  if (visit.stage === 'reconnecting') return t('strip.reconnecting');
  if (visit.stage !== 'in-meeting') return '';
  if (visit.isStuck) return t('strip.stuck');
  const { room, self } = visit;
  const loudest = room.speaking[0] ?? room.activeSpeaker;
  if (loudest === self.peerId) return t('strip.youSpeak');
  const speaker = room.participants.find(({ peerId }) => peerId === loudest);
  if (speaker) return t('strip.speaking', { name: speaker.displayName });
  return t('room.count', { count: room.participants.length + 1 });
}

export interface MeetingStripProps {
  readonly store: MeetingsStore;
  /** Opens the pane Meetings. */
  readonly onReturn: () => void;
}

/** The running meeting in one line, below the other panes; nothing while there is none. */
export function MeetingStrip({ store, onReturn }: MeetingStripProps) {
  const { t } = useTranslation('meetings');
  const visit = useStore(store, (state) => state.visit);
  const media = useStore(store, (state) => state.media);
  const news = useNews(visit);
  if (!isUnderWay(visit)) return null;
  const { turn } = store.getState();
  const isSpoken = visit.stage === 'in-meeting' && !visit.isStuck && visit.room.speaking.length > 0;
  return (
    <div className="meeting-strip">
      <p className="meeting-strip-words">
        <StatusMark tone={visit.stage === 'in-meeting' && !visit.isStuck ? 'success' : 'busy'} />
        <span className="meeting-strip-title">
          {('meeting' in visit && visit.meeting.title) || t('strip.inMeeting')}
        </span>
        <span className="meeting-strip-news">
          {isSpoken && <Icon of={AudioLines} />}
          {news}
        </span>
      </p>
      <div className="meeting-strip-buttons">
        <DeviceToggle kind="microphone" media={media} onTurn={turn} />
        <DeviceToggle kind="camera" media={media} onTurn={turn} />
        <Button icon={ArrowLeft} onPress={onReturn}>
          {t('strip.back')}
        </Button>
      </div>
    </div>
  );
}
