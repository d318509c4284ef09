import { Download, Ellipsis, File, Pencil, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryDetails } from '../../../shared/features/vault/vault-content.contract';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { IconButton } from '../../ui/icon-button';
import { Menu } from '../../ui/menu';
import './entry-attachments.css';
import { Part } from './entry-part';
import { useVaultActions, useVaultSurroundings } from './vault-context';
import { vaultFormats } from './vault-formats';

export interface AttachmentsProps {
  readonly attachments: EntryDetails['attachments'];
  /** In the bin and in the history files can only be saved. */
  readonly isReadOnly: boolean;
  readonly version?: number;
}

/** The files of the open entry. What is done to them is done at once, and can be undone. */
export function Attachments({ attachments, isReadOnly, version }: AttachmentsProps) {
  const { t, i18n } = useTranslation('vault');
  const { addAttachments, saveAttachment, removeAttachment } = useVaultActions();
  const { ask } = useVaultSurroundings();
  if (isReadOnly && attachments.length === 0) return null;
  return (
    <Part
      heading={t('parts.attachments')}
      actions={
        !isReadOnly && (
          <Button variant="quiet" icon={Plus} onPress={() => void addAttachments()}>
            {t('attachments.add')}
          </Button>
        )
      }
    >
      {attachments.length > 0 && (
        <ul className="entry-attachments">
          {attachments.map(({ name, size }) => (
            <li key={name} className="entry-attachment">
              <Icon of={File} />
              <span className="entry-attachment-name">{name}</span>
              <span className="entry-attachment-size">{vaultFormats(i18n.language).size(size)}</span>
              <IconButton
                label={t('attachments.save', { name })}
                icon={Download}
                onPress={() => void saveAttachment(name, version)}
              />
              {!isReadOnly && (
                <Menu
                  label={t('attachments.menu', { name })}
                  entries={[
                    {
                      id: 'rename',
                      label: t('attachments.rename'),
                      icon: Pencil,
                      onChoose: () => ask({ kind: 'rename-attachment', name }),
                    },
                    {
                      id: 'remove',
                      label: t('attachments.remove'),
                      icon: Trash2,
                      onChoose: () => void removeAttachment(name),
                    },
                  ]}
                >
                  <IconButton label={t('attachments.menu', { name })} icon={Ellipsis} />
                </Menu>
              )}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
