import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { IconButton } from '../../ui/icon-button';
import { TextField } from '../../ui/text-field';
import './editor-fields.css';
import { EditorSecret } from './editor-secret';
import { type DraftField, problemOfField } from './entry-draft.model';
import type { Editor } from './entry-editor.model';
import { useVaultActions } from './vault-context';

/** The person's own fields: a name, a value, and whether it is kept from being seen. */
export function EditorFields({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('vault');
  const { change, endStep } = useVaultActions();
  const { fields } = editor.draft;
  const set = (key: number, step: string, given: Partial<DraftField>) =>
    change(
      { fields: fields.map((field) => (field.key === key ? { ...field, ...given } : field)) },
      `${step} ${key}`,
    );
  const add = () => {
    endStep();
    const key = Math.max(-1, ...fields.map((field) => field.key)) + 1;
    const blank = { key, was: undefined, name: '', isProtected: false, value: new Uint8Array() };
    change({ fields: [...fields, blank] }, 'add field');
    endStep();
  };
  const remove = (key: number) => {
    endStep();
    change({ fields: fields.filter((field) => field.key !== key) }, 'remove field');
    endStep();
  };
  return (
    <fieldset className="editor-fields">
      <legend className="field-label">{t('editor.fields')}</legend>
      {fields.map((field) => {
        const problem = problemOfField(field, fields);
        return (
          <div key={field.key} className="editor-fields-field">
            <TextField
              label={t('editor.fieldName')}
              value={field.name}
              maxLength={500}
              autoComplete="off"
              onChange={(name) => set(field.key, 'name', { name })}
              onBlur={endStep}
              {...(problem && { problem: t(`editor.fieldProblems.${problem}`) })}
            />
            <FieldValue field={field} set={set} />
            <div className="editor-fields-foot">
              <Checkbox
                label={t('editor.isProtected')}
                isChosen={field.isProtected}
                onChange={(isProtected) => set(field.key, 'protect', { isProtected })}
              />
              <IconButton
                label={t('editor.removeField', { name: field.name || t('editor.nameless') })}
                icon={Trash2}
                onPress={() => remove(field.key)}
              />
            </div>
          </div>
        );
      })}
      <Button icon={Plus} onPress={add}>
        {t('editor.addField')}
      </Button>
    </fieldset>
  );
}

interface FieldValueProps {
  readonly field: DraftField;
  readonly set: (key: number, step: string, given: Partial<DraftField>) => void;
}

function FieldValue({ field, set }: FieldValueProps) {
  const { t } = useTranslation('vault');
  const { endStep, fetchSecret } = useVaultActions();
  const { key, was, isProtected, value } = field;
  // Made unprotected without having been seen: still only bytes that nobody here knows.
  if (isProtected || value === undefined) {
    return (
      <EditorSecret
        label={t('editor.fieldValue')}
        value={value}
        isKept={was !== undefined}
        fetch={was === undefined ? undefined : () => fetchSecret(was)}
        onChange={(next) => set(key, 'value', { value: next ?? (was ? undefined : new Uint8Array()) })}
        onLeave={endStep}
      />
    );
  }
  return (
    <TextField
      label={t('editor.fieldValue')}
      value={new TextDecoder().decode(value)}
      autoComplete="off"
      spellCheck="false"
      onChange={(text) => set(key, 'value', { value: new TextEncoder().encode(text) })}
      onBlur={endStep}
    />
  );
}
