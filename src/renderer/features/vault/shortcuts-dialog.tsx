import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog';
import './shortcuts-dialog.css';
import { ON_MAC } from './use-vault-keys';

/** What can be done by keys: names in the texts, and the keys. */
const GROUPS = [
  ['find', ['search', 'type', 'scopes']],
  ['use', ['copyUser', 'copyPassword', 'copyTotp', 'open']],
  ['change', ['add', 'edit', 'save', 'remove', 'rename', 'undo', 'redo']],
  ['choose', ['extend', 'toggle', 'all', 'menu']],
  ['else', ['escape', 'help', 'window']],
] as const;

/** The keys of the vault: those of KeePassXC where it has one. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('vault');
  const ctrl = t(ON_MAC ? 'keys.command' : 'keys.control');
  return (
    <Dialog isOpen onClose={onClose} title={t('shortcuts.title')}>
      <div className="shortcuts">
        {GROUPS.map(([group, keys]) => (
          <section key={group} aria-label={t(`shortcuts.groups.${group}`)}>
            <h3>{t(`shortcuts.groups.${group}`)}</h3>
            <dl className="shortcuts-list">
              {keys.map((key) => (
                <div key={key} className="shortcut">
                  <dt>{t(`shortcuts.${key}.what`)}</dt>
                  <dd>
                    <kbd>{t(`shortcuts.${key}.keys`, { ctrl })}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
