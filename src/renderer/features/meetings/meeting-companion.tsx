import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useAnnounce } from '../../ui/announcer';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { announcements } from './announcements.model';
import { deviceOfKeys } from './meeting-shortcuts';
import { isUnderWay, type MeetingsStore } from './meetings.store';
import { RemoteSound } from './remote-sound';

/** Says what happens in the meeting to those who do not see it. */
function useAnnouncements(store: MeetingsStore): void {
  const { t } = useTranslation('meetings');
  const announce = useAnnounce();
  useEffect(
    () =>
      store.subscribe((after, before) => {
        for (const { key, values, isUrgent } of announcements(before, after)) {
          announce(t(`announce.${key}`, { ...values }), isUrgent ? 'assertive' : 'polite');
        }
      }),
    [store, announce, t],
  );
}

function useShortcuts(store: MeetingsStore): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const kind = deviceOfKeys(event);
      const { visit, media, turn } = store.getState();
      if (!kind || !(isUnderWay(visit) || visit.stage === 'checking')) return;
      event.preventDefault();
      void turn(kind, !media[kind].isOn);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [store]);
}

/**
 * The part of a meeting that is there whatever pane is shown: its sound, its keys, what is announced, and the
 * question whether to leave it for another. Mounted once, for as long as the window lives.
 */
export function MeetingCompanion({ store }: { readonly store: MeetingsStore }) {
  const { t } = useTranslation('meetings');
  const visit = useStore(store, (state) => state.visit);
  const next = useStore(store, (state) => state.next);
  const speakerId = useStore(store, (state) => state.media.speakerId);
  const { goToNext, stay } = store.getState();
  useAnnouncements(store);
  useShortcuts(store);
  const title = 'meeting' in visit ? visit.meeting.title : undefined;
  return (
    <>
      {visit.stage === 'in-meeting' && <RemoteSound room={visit.room} speakerId={speakerId} />}
      <Dialog
        role="alertdialog"
        isOpen={next !== undefined}
        onClose={stay}
        title={t('next.title')}
        actions={
          <>
            <Button variant="primary" onPress={() => void goToNext()}>
              {t('next.go')}
            </Button>
            <Button onPress={stay}>{t('next.stay')}</Button>
          </>
        }
      >
        <p>{title ? t('next.textTitled', { title }) : t('next.text')}</p>
      </Dialog>
    </>
  );
}
