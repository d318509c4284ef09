import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Tree } from '../../ui/tree';
import { scopeNodes } from './scope-tree-nodes';
import { useVault } from './vault-context';
import { scopeKey, scopeOf, withGroupsInside } from './vault-look.model';

export interface GroupChoiceDialogProps {
  readonly title: string;
  /** A group that is moved: it cannot go into itself. */
  readonly without?: string;
  readonly onChoose: (group: string) => void;
  readonly onClose: () => void;
}

/** Asks for a group: the way to move things without dragging. */
export function GroupChoiceDialog({ title, without, onChoose, onClose }: GroupChoiceDialogProps) {
  const { t } = useTranslation('vault');
  const outline = useVault((state) => state.outline);
  const groups = outline?.groups ?? [];
  const root = groups.find(({ parent }) => parent === undefined)?.id ?? '';
  const [key, setKey] = useState(() => scopeKey({ kind: 'group', group: root }));
  if (!outline) return null;
  const left = without ? withGroupsInside(groups, without) : new Set<string>();
  const offered = groups.filter(({ id }) => !left.has(id));
  const nodes = scopeNodes({ ...outline, groups: offered, tags: [] }, t).filter(
    ({ id }) => scopeOf(id)?.kind === 'group',
  );
  const chosen = scopeOf(key);
  const choose = () => {
    if (chosen?.kind !== 'group') return;
    onClose();
    onChoose(chosen.group);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button variant="primary" onPress={choose}>
            {t('ask.moveHere')}
          </Button>
          <Button onPress={onClose}>{t('ask.cancel')}</Button>
        </>
      }
    >
      <Tree
        label={t('tree.groups')}
        nodes={nodes}
        selected={key}
        onSelect={setKey}
        expanded={new Set(offered.map(({ id }) => scopeKey({ kind: 'group', group: id })))}
        onExpand={() => undefined}
      />
    </Dialog>
  );
}
