import { CalendarDays, Video } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseMeetingRef } from '../../../shared/features/meetings/meeting-ref.model';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { PaneHeader } from '../../ui/pane-header';
import { PaneEmpty } from '../../ui/pane-state';
import { TextField } from '../../ui/text-field';
import './meetings-start.css';
import type { Meeting } from './meetings.store';

function LinkForm({ onCheck }: { readonly onCheck: (meeting: Meeting) => void }) {
  const { t } = useTranslation('meetings');
  const [link, setLink] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const isLink = parseMeetingRef(link) !== undefined;
    setIsWrong(!isLink);
    if (isLink) onCheck({ ref: link.trim() });
  };
  return (
    <form className="meetings-start-link" onSubmit={submit} noValidate>
      <TextField
        label={t('start.link.label')}
        note={t('start.link.note')}
        value={link}
        onChange={(text) => {
          setLink(text);
          setIsWrong(false);
        }}
        type="url"
        autoComplete="off"
        {...(isWrong ? { problem: t('start.link.problem') } : {})}
      />
      <Button type="submit">{t('start.link.join')}</Button>
    </form>
  );
}

export interface MeetingsStartProps {
  readonly left: Meeting | undefined;
  readonly onCheck: (meeting: Meeting) => void;
  readonly onOpenCalendar: () => void;
}

/** No meeting runs: where they start. */
export function MeetingsStart({ left, onCheck, onOpenCalendar }: MeetingsStartProps) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <PaneHeader title={t('title')} />
      {left && (
        <Notice
          tone="info"
          className="meetings-start-left"
          heading={left.title ? t('start.leftTitled', { title: left.title }) : t('start.left')}
          actions={<Button onPress={() => onCheck(left)}>{t('start.rejoin')}</Button>}
        />
      )}
      <PaneEmpty
        icon={Video}
        heading={t('start.heading')}
        actions={
          <Button variant="primary" icon={CalendarDays} onPress={onOpenCalendar}>
            {t('start.openCalendar')}
          </Button>
        }
      >
        <p>{t('start.text')}</p>
      </PaneEmpty>
      <Card heading={t('start.link.heading')} className="meetings-start-card">
        <LinkForm onCheck={onCheck} />
      </Card>
    </>
  );
}
