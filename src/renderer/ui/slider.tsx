import { Slider as AriaSlider, Label, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import './field.css';
import './slider.css';

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
  /** The value in words: "20 Zeichen". */
  readonly words: string;
}

/** A whole number between two ends, by mouse and arrow keys. */
export function Slider({ label, value, least, most, onChange, words }: SliderProps) {
  return (
    <AriaSlider
      className="field slider"
      value={value}
      minValue={least}
      maxValue={most}
      onChange={(next) => onChange(Number(next))}
    >
      <span className="slider-head">
        <Label className="field-label">{label}</Label>
        <SliderOutput className="slider-value">{words}</SliderOutput>
      </span>
      <SliderTrack className="slider-track">
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </AriaSlider>
  );
}
