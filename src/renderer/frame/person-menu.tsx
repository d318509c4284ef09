import { LogOut, Settings } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { initialsOf } from '../ui/initials';
import { Menu } from '../ui/menu';
import './person-menu.css';

/** Who is signed in. */
export interface FramePerson {
  readonly name: string;
  readonly email: string;
  readonly department: string;
}

export interface PersonMenuProps {
  readonly person: FramePerson;
  readonly onOpenSettings: () => void;
  readonly onSignOut: () => void;
}

/** The person's initials; behind them who is signed in, and signing out. */
export function PersonMenu({ person, onOpenSettings, onSignOut }: PersonMenuProps) {
  const { t } = useTranslation('frame');
  const initials = initialsOf(person.name);
  return (
    <Menu
      label={t('person.menu')}
      header={
        <div className="person-menu-header">
          <p className="person-menu-name">{person.name}</p>
          <p>{person.department}</p>
          <p>{person.email}</p>
        </div>
      }
      entries={[
        { id: 'settings', label: t('person.settings'), icon: Settings, onChoose: onOpenSettings },
        { id: 'sign-out', label: t('person.signOut'), icon: LogOut, onChoose: onSignOut },
      ]}
    >
      <Button className="person-menu-button" aria-label={t('person.button', { initials, name: person.name })}>
        {initials}
      </Button>
    </Menu>
  );
}
