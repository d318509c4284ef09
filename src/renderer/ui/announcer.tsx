import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import './announcer.css';
import './visually-hidden.css';

/** Says something to screen readers. `assertive` interrupts: only for what cannot wait. */
export type Announce = (message: string, urgency?: 'polite' | 'assertive') => void;

const AnnouncerContext = createContext<Announce | undefined>(undefined);

interface Said {
  readonly message: string;
  /** Grows with each announcement, so that the same words twice are read twice. */
  readonly turn: number;
}

const NOTHING: Said = { message: '', turn: 0 };

/** Holds the live regions of the page. Once, around everything. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [polite, setPolite] = useState(NOTHING);
  const [assertive, setAssertive] = useState(NOTHING);
  const announce = useCallback<Announce>((message, urgency = 'polite') => {
    const say = urgency === 'polite' ? setPolite : setAssertive;
    say(({ turn }) => ({ message, turn: turn + 1 }));
  }, []);
  return (
    <AnnouncerContext value={announce}>
      {children}
      {/* The attribute keeps react-aria from hiding the regions behind an open dialog. */}
      <div className="announcer visually-hidden" data-live-announcer="true">
        <div role="log" aria-live="polite" aria-relevant="additions">
          <p key={polite.turn}>{polite.message}</p>
        </div>
        <div role="log" aria-live="assertive" aria-relevant="additions">
          <p key={assertive.turn}>{assertive.message}</p>
        </div>
      </div>
    </AnnouncerContext>
  );
}

/** @throws outside an Announcer, which is a bug. */
export function useAnnounce(): Announce {
  const announce = useContext(AnnouncerContext);
  if (!announce) throw new Error('useAnnounce needs an Announcer around it');
  return announce;
}
