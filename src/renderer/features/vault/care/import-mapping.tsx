import { useTranslation } from 'react-i18next';
import { Select } from '../../../ui/select';
import './import-mapping.css';
import type { ImportStage, ImportState } from './import.store';
import { choiceOf, isSecret, TARGETS, targetOf } from './import-targets.model';
import { TableFrame } from './table-frame';

export interface ImportMappingProps {
  readonly now: Extract<ImportStage, { stage: 'preview' }>;
  readonly setTarget: ImportState['setTarget'];
}

/** What becomes of each column of a table, with a few of its values; secrets stay hidden. */
export function ImportMapping({ now, setTarget }: ImportMappingProps) {
  const { t } = useTranslation('care');
  const { preview, targets } = now;
  const options = TARGETS.map((id) => ({ id, label: t(`import.targets.${id}`) }));
  return (
    <section className="care-form">
      <h2>{t('import.preview.mapping')}</h2>
      <p className="care-muted">{t('import.preview.mappingNote')}</p>
      <TableFrame label={t('import.preview.mapping')}>
        <thead>
          <tr>
            <th scope="col">{t('import.preview.column')}</th>
            <th scope="col">{t('import.preview.sample')}</th>
            <th scope="col">{t('import.preview.target')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map(({ name, sample, target: suggested }, place) => {
            const target = targets[place] ?? suggested;
            // A column that main took for secret stays hidden whatever else is chosen for it.
            const isHidden = isSecret(target) || isSecret(suggested);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stand in the file's order, names may repeat
              <tr key={place}>
                <th scope="row">{name}</th>
                <td className="import-sample">
                  <Sample values={sample} isHidden={isHidden} />
                </td>
                <td className="import-target">
                  <Select
                    label={t('import.preview.targetOf', { name })}
                    isLabelHidden
                    options={options}
                    value={choiceOf(target)}
                    onChange={(choice) => void setTarget(place, targetOf(choice, name, place))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </TableFrame>
    </section>
  );
}

function Sample({ values, isHidden }: { readonly values: readonly string[]; readonly isHidden: boolean }) {
  const { t } = useTranslation('care');
  const filled = values.filter((value) => value.trim() !== '');
  if (filled.length === 0) return <span className="care-muted">{t('import.preview.noSample')}</span>;
  if (isHidden) return <span className="care-muted">{t('import.preview.hidden')}</span>;
  return filled.slice(0, 2).map((value, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the values never change
    <p key={index} className="import-sample-value">
      {value}
    </p>
  ));
}
