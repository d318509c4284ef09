import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Strength } from '../../../shared/features/vault/vault.model';
import { StrengthMeter } from '../../ui/strength-meter';
import { strengthWords } from './access/strength-words.model';
import { EditorSecret } from './editor-secret';
import type { Editor } from './entry-editor.model';
import { GeneratorButton } from './generator-popover';
import { useVaultActions } from './vault-context';

/** Milliseconds without a key until a password is rated. */
const PAUSE_MS = 150;

/** The password of the draft with its strength as it is typed, and the generator. */
export function EditorPassword({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('vault');
  const { t: say } = useTranslation('access');
  const { change, endStep, fetchSecret } = useVaultActions();
  const { draft, entry } = editor;
  const rated = useStrength(editor);
  const words = rated && strengthWords(rated);
  const isRemoved = draft.password?.length === 0 && entry?.password.isSet;
  return (
    <div className="field">
      <EditorSecret
        label={t('fields.Password')}
        value={draft.password}
        isKept={entry?.password.isSet ?? false}
        fetch={() => fetchSecret('Password')}
        onChange={(password) => change({ password }, 'password')}
        onLeave={endStep}
        note={isRemoved ? t('editor.passwordRemoved') : undefined}
      >
        <GeneratorButton
          onTake={(password) => {
            endStep();
            change({ password }, 'generated');
            endStep();
          }}
        />
      </EditorSecret>
      {words && (
        <StrengthMeter
          label={say('strength.label')}
          score={words.score}
          words={say(`strength.score.${words.score}`)}
        />
      )}
      {words?.warning && words.score < 3 && (
        <p className="field-note">
          {words.warning === 'own-words' ? t('entry.ownWords') : say(`strength.warnings.${words.warning}`)}
        </p>
      )}
    </div>
  );
}

/** How strong the password of the draft is; of the entry while it is unchanged. Only the last answer counts. */
function useStrength({ draft, entry }: Editor): Strength | undefined {
  const { rate } = useVaultActions();
  const [rated, setRated] = useState<{ readonly of: Uint8Array; readonly strength: Strength | undefined }>();
  const { password, title, userName, url } = draft;
  useEffect(() => {
    if (!password || password.length === 0) return undefined;
    let isLate = false;
    const timer = setTimeout(async () => {
      const strength = await rate(password, [title, userName, url]);
      if (!isLate) setRated({ of: password, strength });
    }, PAUSE_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [rate, password, title, userName, url]);
  if (!password) return entry?.password.strength;
  // The rating of the password before stays until the next is there: a meter that flickers helps nobody.
  return password.length === 0 ? undefined : rated?.strength;
}
