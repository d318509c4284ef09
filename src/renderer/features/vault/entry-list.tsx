import { ArrowDownAZ, ArrowUpAZ, ChevronDown, KeyRound, SearchX, Trash2 } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { EntryRow as Row } from '../../../shared/features/vault/vault-content.contract';
import { useAnnounce } from '../../ui/announcer';
import { Button } from '../../ui/button';
import { ContextMenu, type MenuPoint } from '../../ui/context-menu';
import { IconButton } from '../../ui/icon-button';
import { Menu } from '../../ui/menu';
import { PaneEmpty, PaneLoading } from '../../ui/pane-state';
import { SearchField } from '../../ui/search-field';
import { VirtualList, type VirtualListHandle } from '../../ui/virtual-list';
import { dragEntries } from './drag-items';
import './entry-list.css';
import { useEntryMenu } from './entry-menu';
import { EntryRow } from './entry-row';
import { placeOf } from './list-actions';
import { ScopeTree } from './scope-tree';
import { scopeName } from './scope-words';
import { useVault, useVaultActions, useVaultSurroundings } from './vault-context';
import type { Sort } from './vault-look.model';

/** Title and one line more. */
const ROW_REM = 3.4;
const SORTS: readonly Sort[] = ['title', 'userName', 'url', 'modified', 'expiry'];

export interface EntryListProps {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly list: RefObject<VirtualListHandle | null>;
}

/** The second column: search, order, and the entries of the part of the vault that is chosen. */
export function EntryList({ search, list }: EntryListProps) {
  const { t } = useTranslation('vault');
  const look = useVault((state) => state.look);
  const outline = useVault((state) => state.outline);
  const shown = useVault((state) => state.list);
  const { search: searchFor, selectAt } = useVaultActions();
  const hasSelected = useVault((state) => state.selected.size > 0);
  const announce = useAnnounce();
  const name = scopeName(look.scope, outline, t);

  // What was found is said when the typing pauses.
  const isAnswered = shown?.look === look;
  const total = shown?.total ?? 0;
  useEffect(() => {
    if (!isAnswered || look.text === '') return undefined;
    const timer = setTimeout(() => announce(t('list.found', { count: total })), 600);
    return () => clearTimeout(timer);
  }, [announce, t, isAnswered, total, look.text]);

  return (
    <section className="entry-list" aria-label={name}>
      <div className="entry-list-head">
        <SearchField
          ref={search}
          label={t('list.search')}
          value={look.text}
          onChange={searchFor}
          onLeave={() => {
            list.current?.focus();
            if (!hasSelected) void selectAt(0, 'replace');
          }}
        />
        <SortMenu />
      </div>
      <div className="entry-list-scope">
        <ScopeButton name={name} />
        <h2 className="entry-list-name">{name}</h2>
        <span className="entry-list-count">{shown && t('list.count', { count: total })}</span>
      </div>
      {shown ? total > 0 ? <Rows list={list} search={search} /> : <Nothing /> : <PaneLoading lines={8} />}
    </section>
  );
}

/** Where there is no room for the tree beside the list. */
function ScopeButton({ name }: { readonly name: string }) {
  const { t } = useTranslation('vault');
  return (
    <DialogTrigger>
      <Button className="entry-list-scope-button" variant="quiet" icon={ChevronDown}>
        {name}
      </Button>
      <Popover className="popover entry-list-tree" placement="bottom start" offset={4}>
        <Dialog className="entry-list-tree-content" aria-label={t('tree.title')}>
          {({ close }) => <ScopeTree onChosen={close} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function SortMenu() {
  const { t } = useTranslation('vault');
  const { sort, descending } = useVault((state) => state.look);
  const { sortBy } = useVaultActions();
  return (
    <Menu
      label={t('list.sort')}
      header={t('list.sortedBy', { by: t(`sorts.${sort}`) })}
      entries={[
        ...SORTS.map((id) => ({
          id,
          label: t(`sorts.${id}`),
          onChoose: () => sortBy(id, id === 'modified'),
        })),
        {
          id: 'turn',
          label: t(descending ? 'list.ascending' : 'list.descending'),
          icon: descending ? ArrowDownAZ : ArrowUpAZ,
          onChoose: () => sortBy(sort, !descending),
        },
      ]}
    >
      <IconButton
        label={t('list.sortButton', { by: t(`sorts.${sort}`) })}
        icon={descending ? ArrowUpAZ : ArrowDownAZ}
      />
    </Menu>
  );
}

function Rows({ list, search }: EntryListProps) {
  const { t } = useTranslation('vault');
  const shown = useVault((state) => state.list);
  const selected = useVault((state) => state.selected);
  const entry = useVault((state) => state.entry);
  const actions = useVaultActions();
  const menuOf = useEntryMenu();
  const [menu, setMenu] = useState<{ readonly at: MenuPoint; readonly row: Row }>();
  if (!shown) return null;
  const { look, rows, total } = shown;
  const showsPath = look.scope.kind !== 'group';
  const meant = (key: string) => (selected.has(key) ? [...selected] : [key]);
  const titleOf = (key: string) => rows.get(placeOf(shown, key) ?? -1)?.title ?? '';
  return (
    <>
      <VirtualList<Row>
        ref={list}
        label={t('list.label')}
        count={total}
        itemAt={(place) => rows.get(place)}
        keyOf={({ id }) => id}
        placeOf={(key) => placeOf(shown, key)}
        rowHeight={ROW_REM}
        selected={selected}
        current={entry?.id}
        version={look}
        onChoose={(place, how) => void actions.selectAt(place, how)}
        onChooseAll={() => void actions.selectAll()}
        onOpen={() => actions.showColumn('entry')}
        onSight={actions.showPlaces}
        onMenu={(place, at) => {
          const row = rows.get(place);
          if (!row) return;
          if (!selected.has(row.id)) void actions.selectAt(place, 'replace');
          setMenu({ at, row });
        }}
        onType={(character) => {
          actions.search(look.text + character);
          search.current?.focus();
        }}
        dragItems={(key) => dragEntries(meant(key))}
        dragWords={(key) => {
          const count = meant(key).length;
          return count > 1 ? t('list.count', { count }) : titleOf(key) || t('entry.untitled');
        }}
        render={(row) => <EntryRow row={row} showsPath={showsPath} sort={look.sort} />}
      />
      <ContextMenu
        label={t('list.menu')}
        at={menu?.at}
        onClose={() => setMenu(undefined)}
        entries={menu ? menuOf(meantBy(menu.row, meant(menu.row.id))) : []}
      />
    </>
  );
}

function meantBy(row: Row, ids: readonly string[]) {
  const { isInBin, isFavourite, hasPassword, hasTotp, userName } = row;
  return {
    ids,
    areInBin: isInBin,
    areFavourites: isFavourite,
    ...(ids.length === 1 && { single: { hasPassword, hasTotp, hasUser: userName !== '' } }),
  };
}

/** Nothing to list: because nothing is there, or because nothing fits. */
function Nothing() {
  const { t } = useTranslation('vault');
  const look = useVault((state) => state.look);
  const isEmptyVault = useVault(({ status }) => status?.state === 'open' && status.entries === 0);
  const { addEntry, search, showScope } = useVaultActions();
  const { ask } = useVaultSurroundings();
  if (look.text !== '') {
    const isEverywhere = look.scope.kind === 'all';
    return (
      <PaneEmpty
        icon={SearchX}
        heading={t('nothing.found', { text: look.text })}
        actions={
          <>
            {!isEverywhere && (
              <Button
                onPress={() => {
                  showScope({ kind: 'all' });
                  search(look.text);
                }}
              >
                {t('nothing.searchEverywhere')}
              </Button>
            )}
            <Button variant={isEverywhere ? 'secondary' : 'quiet'} onPress={() => search('')}>
              {t('nothing.clear')}
            </Button>
          </>
        }
      >
        <p>{t('nothing.foundHint')}</p>
      </PaneEmpty>
    );
  }
  if (look.scope.kind === 'bin') return <PaneEmpty icon={Trash2} heading={t('nothing.bin')} />;
  const isPlace = look.scope.kind === 'group' || look.scope.kind === 'all';
  return (
    <PaneEmpty
      icon={KeyRound}
      heading={isEmptyVault ? t('nothing.vault') : t(`nothing.${look.scope.kind}`)}
      actions={
        isPlace && (
          <>
            <Button onPress={addEntry}>{t('entry.add')}</Button>
            {look.scope.kind === 'group' && (
              <Button
                variant="quiet"
                onPress={() => {
                  if (look.scope.kind === 'group') ask({ kind: 'add-group', parent: look.scope.group });
                }}
              >
                {t('groups.addInside')}
              </Button>
            )}
          </>
        )
      }
    >
      <p>{isEmptyVault ? t('nothing.vaultHint') : t(`nothing.${look.scope.kind}Hint`)}</p>
    </PaneEmpty>
  );
}
