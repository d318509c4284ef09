import { ChevronLeft, Ellipsis, Pencil, Star } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryDetails as Details } from '../../../shared/features/vault/vault-content.contract';
import { Button } from '../../ui/button';
import { Disclosure } from '../../ui/disclosure';
import { Facts } from '../../ui/facts';
import { Icon } from '../../ui/icon';
import { IconButton } from '../../ui/icon-button';
import { Menu } from '../../ui/menu';
import { Notice } from '../../ui/notice';
import { FieldLine } from './detail-line';
import { Attachments } from './entry-attachments';
import './entry-details.css';
import { History } from './entry-history';
import { useEntryMenu } from './entry-menu';
import { Part } from './entry-part';
import { PasswordLine } from './password-line';
import { TotpLine } from './totp-line';
import { useVaultActions, useVaultSurroundings } from './vault-context';
import { vaultFormats } from './vault-formats';
import { iconOf } from './vault-icons';

/** Everything about an entry, and what is done with it every day. */
export function EntryDetails({ entry }: { readonly entry: Details }) {
  const { t } = useTranslation('vault');
  const id = useId();
  return (
    <article className="entry-details" aria-labelledby={id}>
      <Head entry={entry} titleId={id} />
      <Warnings entry={entry} />
      <dl className="entry-details-lines">
        {entry.userName !== '' && (
          <FieldLine
            label={t('fields.UserName')}
            field="UserName"
            value={entry.userName}
            shortcut={t('keys.ctrl', { key: 'B' })}
          />
        )}
        <PasswordLine entry={entry} />
        {entry.totp && <TotpLine totp={entry.totp} />}
        {entry.url !== '' && <FieldLine label={t('fields.URL')} field="URL" value={entry.url} />}
        {entry.fields.map(({ name, value }) => (
          <FieldLine key={name} label={name} field={name} value={value} />
        ))}
        {entry.notes !== '' && <FieldLine label={t('fields.Notes')} field="Notes" value={entry.notes} />}
      </dl>
      <Tags tags={entry.tags} />
      <Attachments attachments={entry.attachments} isReadOnly={entry.isInBin} />
      <History entry={entry} />
      <Times entry={entry} />
    </article>
  );
}

/** Leads back to the list where there is room for one thing only. */
export function BackToList() {
  const { t } = useTranslation('vault');
  const { showColumn } = useVaultActions();
  return (
    <Button
      className="entry-details-back"
      variant="quiet"
      icon={ChevronLeft}
      onPress={() => showColumn('list')}
    >
      {t('entry.back')}
    </Button>
  );
}

function Head({ entry, titleId }: { readonly entry: Details; readonly titleId: string }) {
  const { t } = useTranslation('vault');
  const { setFavourite, edit } = useVaultActions();
  const menuOf = useEntryMenu();
  const { id, title, path, isFavourite, isInBin, customIcon } = entry;
  const name = title || t('entry.untitled');
  const single = {
    hasPassword: entry.password.isSet,
    hasTotp: entry.totp !== undefined && !('problem' in entry.totp),
    hasUser: entry.userName !== '',
  };
  return (
    <header className="entry-details-head">
      <BackToList />
      <div className="entry-details-title">
        <span className="entry-details-icon">
          {customIcon ? <img src={customIcon} alt="" /> : <Icon of={iconOf(entry.iconId)} />}
        </span>
        <div className="entry-details-names">
          <h2 id={titleId} tabIndex={-1}>
            {name}
          </h2>
          {path.length > 0 && <p className="entry-details-path">{path.join(' › ')}</p>}
        </div>
      </div>
      <div className="entry-details-actions">
        {!isInBin && (
          <>
            <Button icon={Pencil} onPress={edit}>
              {t('entry.edit')}
            </Button>
            <IconButton
              label={t(isFavourite ? 'entry.unmark' : 'entry.mark')}
              icon={Star}
              className={isFavourite ? 'entry-details-favourite' : ''}
              onPress={() => void setFavourite([id], !isFavourite)}
            />
          </>
        )}
        <Menu
          label={t('entry.menu', { name })}
          entries={menuOf({ ids: [id], areInBin: isInBin, areFavourites: isFavourite, single })}
        >
          <IconButton label={t('entry.menu', { name })} icon={Ellipsis} />
        </Menu>
      </div>
    </header>
  );
}

function Warnings({ entry }: { readonly entry: Details }) {
  const { t, i18n } = useTranslation('vault');
  const { restore } = useVaultActions();
  const { ask } = useVaultSurroundings();
  const { expires, isInBin, id } = entry;
  const date = expires === undefined ? '' : vaultFormats(i18n.language).date(expires);
  const isExpired = expires !== undefined && expires < Date.now();
  return (
    <>
      {isInBin && (
        <Notice
          tone="info"
          heading={t('bin.isIn')}
          actions={
            <>
              <Button onPress={() => void restore([id])}>{t('bin.restore')}</Button>
              <Button variant="quiet" onPress={() => ask({ kind: 'delete', ids: [id] })}>
                {t('bin.deleteForever')}
              </Button>
            </>
          }
        />
      )}
      {isExpired && (
        <Notice tone="warning" heading={t('entry.expiredSince', { date })}>
          <p>{t('entry.expiredHint')}</p>
        </Notice>
      )}
    </>
  );
}

function Tags({ tags }: { readonly tags: readonly string[] }) {
  const { t } = useTranslation('vault');
  const { showScope } = useVaultActions();
  if (tags.length === 0) return null;
  return (
    <Part heading={t('parts.tags')}>
      <ul className="entry-details-tags">
        {tags.map((tag) => (
          <li key={tag}>
            <Button className="entry-details-tag" onPress={() => showScope({ kind: 'tag', tag })}>
              {tag}
            </Button>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Times({ entry }: { readonly entry: Details }) {
  const { t, i18n } = useTranslation('vault');
  const { dateAndTime, date } = vaultFormats(i18n.language);
  const { created, modified, accessed, expires } = entry;
  return (
    <Disclosure label={t('entry.more')}>
      <Facts
        facts={[
          { label: t('entry.modified'), value: dateAndTime(modified) },
          { label: t('entry.created'), value: dateAndTime(created) },
          { label: t('entry.accessed'), value: dateAndTime(accessed) },
          {
            label: t('parts.expiry'),
            value: expires === undefined ? t('entry.neverExpires') : date(expires),
          },
        ]}
      />
    </Disclosure>
  );
}
