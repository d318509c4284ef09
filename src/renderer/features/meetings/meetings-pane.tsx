import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { HelpDesk } from '../../ui/help-desk-contact';
import { Joining } from './joining';
import { MeetingFailure } from './meeting-failure';
import { MeetingRoom } from './meeting-room';
import type { MeetingsStore } from './meetings.store';
import { MeetingsStart } from './meetings-start';
import { PreJoin } from './pre-join';
import { useAbandoned } from './use-abandoned';

export interface MeetingsPaneProps {
  readonly store: MeetingsStore;
  /** From the city profile. */
  readonly helpDesk?: HelpDesk | undefined;
  readonly onOpenCalendar: () => void;
}

/** The pane Meetings: where somebody stands with a meeting. Its sound is elsewhere: see MeetingCompanion. */
export function MeetingsPane({ store, helpDesk, onOpenCalendar }: MeetingsPaneProps) {
  const state = useStore(store);
  const { visit, media } = state;
  useAbandoned(
    useCallback(() => {
      // Who looks at another pane shall not wonder about the camera's light. A meeting that runs goes on.
      const { visit: last, leave } = store.getState();
      if (last.stage === 'checking') leave();
    }, [store]),
  );
  switch (visit.stage) {
    case 'idle':
      return (
        <MeetingsStart
          left={visit.left}
          onCheck={(meeting) => void state.check(meeting)}
          onOpenCalendar={onOpenCalendar}
        />
      );
    case 'checking':
      return <PreJoin meeting={visit.meeting} media={media} actions={state} />;
    case 'joining':
      return <Joining meeting={visit.meeting} onCancel={state.leave} />;
    case 'in-meeting':
    case 'reconnecting':
      return <MeetingRoom visit={visit} media={media} actions={state} />;
    case 'failed':
      return (
        <MeetingFailure meeting={visit.meeting} problem={visit.problem} helpDesk={helpDesk} actions={state} />
      );
  }
}
