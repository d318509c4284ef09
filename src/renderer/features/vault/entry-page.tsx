import { MousePointerClick } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { PaneEmpty, PaneError, PaneLoading } from '../../ui/pane-state';
import { BackToList, EntryDetails } from './entry-details';
import { EntryEditor } from './entry-editor';
import './entry-page.css';
import { SeveralEntries } from './several-entries';
import { CONTENT_CODES } from './vault-codes.model';
import { useVault, useVaultActions, useVaultSurroundings } from './vault-context';

/** The third column: the entry that is looked at, edited or made, or what can be done to several. */
export function EntryPage() {
  const { t } = useTranslation('vault');
  const box = useRef<HTMLElement>(null);
  const column = useVault((state) => state.column);
  const isEditing = useVault((state) => state.editor !== undefined);
  const id = useVault((state) => state.entry?.id);
  const wasEditing = useRef(isEditing);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry starts at its top
  useEffect(() => box.current?.scrollTo({ top: 0 }), [id, isEditing]);
  // Where the list has made room, and where the editor was, the focus would be nowhere.
  useEffect(() => {
    const page = box.current;
    const hasLeftEditor = wasEditing.current && !isEditing;
    wasEditing.current = isEditing;
    if (!page || isEditing || page.contains(document.activeElement)) return;
    const isAlone = page.closest('.vault-browser-columns')?.querySelector('.entry-list')?.clientWidth === 0;
    if (column === 'entry' && (isAlone || hasLeftEditor)) {
      page.querySelector<HTMLElement>('h2[tabindex]')?.focus();
    }
  });
  return (
    <section className="entry-page" ref={box} aria-label={t('entry.page')}>
      <Content />
    </section>
  );
}

function Content() {
  const { t } = useTranslation('vault');
  const editor = useVault((state) => state.editor);
  const entry = useVault((state) => state.entry);
  const several = useVault((state) => state.selected.size > 1);
  const { openEntry } = useVaultActions();
  const { helpDesk } = useVaultSurroundings();
  if (editor) return <EntryEditor key={editor.entry?.id ?? 'new'} editor={editor} />;
  if (several) return <SeveralEntries />;
  if (entry?.details) return <EntryDetails key={entry.id} entry={entry.details} />;
  if (entry?.problem) {
    return (
      <>
        <BackToList />
        <PaneError
          heading={t('entry.failed')}
          code={CONTENT_CODES[entry.problem]}
          helpDesk={helpDesk}
          actions={<Button onPress={() => openEntry(entry.id)}>{t('list.again')}</Button>}
        >
          <p>{t(`problems.${entry.problem}`)}</p>
        </PaneError>
      </>
    );
  }
  if (entry) return <PaneLoading lines={6} />;
  return (
    <PaneEmpty icon={MousePointerClick} heading={t('entry.none')}>
      <p>{t('entry.noneHint')}</p>
    </PaneEmpty>
  );
}
