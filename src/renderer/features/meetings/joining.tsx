import { DoorOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { PaneHeader } from '../../ui/pane-header';
import { PaneEmpty } from '../../ui/pane-state';
import type { Meeting } from './meetings.store';

/** Longer than joining usually takes; the session itself gives up after 25 s at most. */
const SLOW_AFTER_MS = 5_000;

/** The seconds between the wish and the meeting. Ends by itself, well or with a failure. */
export function Joining({ meeting, onCancel }: { readonly meeting: Meeting; readonly onCancel: () => void }) {
  const { t } = useTranslation('meetings');
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const { title } = meeting;
  return (
    <>
      <PaneHeader title={title ?? t('meeting')} />
      <PaneEmpty
        icon={DoorOpen}
        heading={t('joining.heading')}
        actions={
          <Button autoFocus onPress={onCancel}>
            {t('joining.cancel')}
          </Button>
        }
      >
        <p role="status">{isSlow ? t('joining.slow') : t('joining.text')}</p>
      </PaneEmpty>
    </>
  );
}
