import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import './field.css';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  /** A sentence of help under the field. */
  readonly note?: string;
  /** What is wrong with the value; shown and read out when present. */
  readonly problem?: string;
}

/** One line of text with its label above. */
export function TextField({ label, note, problem, ...rest }: TextFieldProps) {
  return (
    <AriaTextField {...rest} isInvalid={problem !== undefined} className="field">
      <Label className="field-label">{label}</Label>
      <Input className="field-control" />
      {note && (
        <Text slot="description" className="field-note">
          {note}
        </Text>
      )}
      <FieldError className="field-problem">{problem}</FieldError>
    </AriaTextField>
  );
}
