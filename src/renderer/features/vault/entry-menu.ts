import {
  CopyPlus,
  FolderInput,
  KeyRound,
  Pencil,
  RotateCcw,
  Star,
  StarOff,
  Timer,
  Trash2,
  UserRound,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MenuEntry } from '../../ui/menu';
import { useVaultActions, useVaultSurroundings } from './vault-context';

/** What the actions for one or several entries must know of them. */
export interface EntriesMeant {
  readonly ids: readonly string[];
  readonly areInBin: boolean;
  readonly areFavourites: boolean;
  /** Only where a single entry is meant. */
  readonly single?: { readonly hasPassword: boolean; readonly hasTotp: boolean; readonly hasUser: boolean };
}

/** The actions for entries: in the context menu, behind the dots of an entry's page, and for several at once. */
export function useEntryMenu(): (meant: EntriesMeant) => MenuEntry[] {
  const { t } = useTranslation('vault');
  const { ask } = useVaultSurroundings();
  const { copy, edit, duplicate, remove, restore, setFavourite } = useVaultActions();
  return ({ ids, areInBin, areFavourites, single }) => {
    const [first = ''] = ids;
    if (areInBin) {
      return [
        { id: 'restore', label: t('bin.restore'), icon: RotateCcw, onChoose: () => void restore(ids) },
        {
          id: 'delete',
          label: t('bin.deleteForever'),
          icon: Trash2,
          shortcut: t('keys.delete'),
          onChoose: () => ask({ kind: 'delete', ids }),
        },
      ];
    }
    const copies: (MenuEntry | false)[] = single
      ? [
          single.hasUser && {
            id: 'copy-user',
            label: t('entry.copyUser'),
            icon: UserRound,
            shortcut: t('keys.ctrl', { key: 'B' }),
            onChoose: () => void copy('UserName'),
          },
          single.hasPassword && {
            id: 'copy-password',
            label: t('entry.copyPassword'),
            icon: KeyRound,
            shortcut: t('keys.ctrl', { key: 'C' }),
            onChoose: () => void copy('Password'),
          },
          single.hasTotp && {
            id: 'copy-totp',
            label: t('entry.copyTotp'),
            icon: Timer,
            shortcut: t('keys.ctrl', { key: 'T' }),
            onChoose: () => void copy('totp'),
          },
          {
            id: 'edit',
            label: t('entry.edit'),
            icon: Pencil,
            shortcut: t('keys.ctrl', { key: 'E' }),
            onChoose: () => edit(),
          },
          {
            id: 'duplicate',
            label: t('entry.duplicate'),
            icon: CopyPlus,
            onChoose: () => void duplicate(first),
          },
        ]
      : [];
    return [
      ...copies.filter((entry) => entry !== false),
      {
        id: 'favourite',
        label: t(areFavourites ? 'entry.unmark' : 'entry.mark'),
        icon: areFavourites ? StarOff : Star,
        onChoose: () => void setFavourite(ids, !areFavourites),
      },
      { id: 'move', label: t('entry.move'), icon: FolderInput, onChoose: () => ask({ kind: 'move', ids }) },
      {
        id: 'remove',
        label: t('entry.remove'),
        icon: Trash2,
        shortcut: t('keys.delete'),
        onChoose: () => void remove(ids),
      },
    ];
  };
}
