import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Label,
  Text,
} from 'react-aria-components';
import './field.css';
import './text-area.css';

export interface TextAreaProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  /** A sentence of help under the field. */
  readonly note?: string;
}

/** Several lines of text with a label above; grows with what is written. */
export function TextArea({ label, note, ...rest }: TextAreaProps) {
  return (
    <AriaTextField {...rest} className="field">
      <Label className="field-label">{label}</Label>
      <AriaTextArea className="field-control text-area" />
      {note && (
        <Text slot="description" className="field-note">
          {note}
        </Text>
      )}
    </AriaTextField>
  );
}
