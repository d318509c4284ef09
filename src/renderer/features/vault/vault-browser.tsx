import { Keyboard, Plus } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import type { HelpDesk } from '../../ui/help-desk-contact';
import { IconButton } from '../../ui/icon-button';
import { PaneHeader } from '../../ui/pane-header';
import type { VirtualListHandle } from '../../ui/virtual-list';
import { EntryList } from './entry-list';
import { EntryPage } from './entry-page';
import { ScopeTree } from './scope-tree';
import { useVaultKeys } from './use-vault-keys';
import type { VaultStore } from './vault.store';
import './vault-browser.css';
import {
  type Question,
  useVault,
  useVaultActions,
  useVaultSurroundings,
  VaultContext,
} from './vault-context';
import { VaultMessage } from './vault-message';
import { ListFailed, SaveWords, VaultNotices } from './vault-notices';
import { VaultQuestions } from './vault-questions';

export interface VaultBrowserProps {
  readonly store: VaultStore;
  readonly helpDesk: HelpDesk;
  /** More actions for the whole vault, beside "new entry": lock, health, settings. */
  readonly toolbar?: ReactNode;
  /** News from elsewhere, above the columns. */
  readonly notices?: ReactNode;
}

/** The pane of an open vault: tree, list and entry, side by side as far as there is room. */
export function VaultBrowser({ store, helpDesk, toolbar, notices }: VaultBrowserProps) {
  const [question, setQuestion] = useState<Question>();
  const close = useCallback(() => setQuestion(undefined), []);
  const surroundings = useMemo(() => ({ store, helpDesk, ask: setQuestion }), [store, helpDesk]);
  // What was shown for a moment does not wait for the person to come back.
  useEffect(() => {
    const { hideAll } = store.getState();
    window.addEventListener('blur', hideAll);
    return () => {
      window.removeEventListener('blur', hideAll);
      hideAll();
    };
  }, [store]);
  return (
    <VaultContext value={surroundings}>
      <Head toolbar={toolbar} />
      <Columns notices={notices} />
      <VaultQuestions question={question} onClose={close} />
    </VaultContext>
  );
}

function Head({ toolbar }: { readonly toolbar: ReactNode }) {
  const { t } = useTranslation('vault');
  const { addEntry } = useVaultActions();
  const { ask } = useVaultSurroundings();
  return (
    <PaneHeader
      title={t('title')}
      aside={<SaveWords />}
      actions={
        <>
          <Button variant="primary" icon={Plus} onPress={addEntry}>
            {t('entry.add')}
          </Button>
          <IconButton
            label={t('shortcuts.title')}
            icon={Keyboard}
            shortcut="F1"
            onPress={() => ask({ kind: 'shortcuts' })}
          />
          {toolbar}
        </>
      }
    />
  );
}

function Columns({ notices }: { readonly notices: ReactNode }) {
  const pane = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<VirtualListHandle>(null);
  const column = useVault((state) => state.column);
  const { showColumn } = useVaultActions();
  const before = useRef(column);
  const onSearch = useCallback(() => {
    showColumn('list');
    // The list is in sight after it is drawn.
    requestAnimationFrame(() => search.current?.select());
  }, [showColumn]);
  useVaultKeys(pane, onSearch);
  // Back from an entry, the list goes on where it was.
  useEffect(() => {
    if (before.current === 'entry' && column === 'list' && document.activeElement === document.body) {
      list.current?.focus();
    }
    before.current = column;
  }, [column]);
  return (
    <div className="vault-browser" ref={pane}>
      <div className="vault-browser-notices">
        <VaultNotices />
        <ListFailed />
        {notices}
      </div>
      <div className="vault-browser-columns" data-column={column}>
        <div className="vault-browser-tree">
          <ScopeTree />
        </div>
        <EntryList search={search} list={list} />
        <EntryPage />
      </div>
      <VaultMessage />
    </div>
  );
}
