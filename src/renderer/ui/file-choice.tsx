import { File, FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { Button } from './button';
import './field.css';
import './file-choice.css';
import { Icon } from './icon';

/** A file as it is shown: the page never knows its path as one. */
export interface ShownFile {
  readonly name: string;
  readonly folder?: string | undefined;
}

export interface FileChoiceProps {
  readonly label: string;
  readonly file: ShownFile | undefined;
  /** What stands where no file is chosen. */
  readonly nothing: string;
  /** Name of the button that opens the system's dialog. */
  readonly choose: string;
  readonly onChoose: () => void;
  readonly note?: string | undefined;
  readonly isDisabled?: boolean;
  /** More buttons, such as one that takes the choice back. */
  readonly children?: ReactNode;
}

/** A file chosen in the system's dialog: its name and folder, and the button that opens the dialog. */
export function FileChoice(props: FileChoiceProps) {
  const { label, file, nothing, choose, onChoose, note, isDisabled = false, children } = props;
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be laid out like a field's label
    <div className="field file-choice" role="group" aria-labelledby={id}>
      <span className="field-label" id={id}>
        {label}
      </span>
      <div className="file-choice-row">
        {file ? (
          <p className="file-choice-file">
            <Icon of={File} />
            <span className="file-choice-words">
              <span className="file-choice-name">{file.name}</span>
              {file.folder && <span className="file-choice-folder">{file.folder}</span>}
            </span>
          </p>
        ) : (
          <p className="file-choice-nothing">{nothing}</p>
        )}
        <Button icon={FolderOpen} onPress={onChoose} isDisabled={isDisabled}>
          {choose}
        </Button>
        {children}
      </div>
      {note && <p className="field-note">{note}</p>}
    </div>
  );
}
