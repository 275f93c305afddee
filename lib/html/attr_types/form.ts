/** The attributes of forms and their controls. */
import type { EnctypeValue, GlobalAttrs, MethodValue, TargetValue } from "./global.ts";
import type { FlagValue, IdValue, Nothing, TextValue, UrlValue } from "../types.ts";

/** The types of an input. */
export type InputType =
  | "button"
  | "checkbox"
  | "color"
  | "date"
  | "datetime-local"
  | "email"
  | "file"
  | "hidden"
  | "image"
  | "month"
  | "number"
  | "password"
  | "radio"
  | "range"
  | "reset"
  | "search"
  | "submit"
  | "tel"
  | "text"
  | "time"
  | "url"
  | "week"
  | Nothing;

/** The attributes that form controls share. */
export interface ControlAttrs extends GlobalAttrs {
  /** Whether it is disabled. */
  disabled?: FlagValue;
  /** The form that it belongs to. */
  form?: IdValue;
  /** The name of the value in the form data. Default: the id. */
  name?: TextValue | IdValue;
}

/** The attributes of controls that submit a form. */
export interface SubmitAttrs extends GlobalAttrs {
  /** The URL that the form is submitted to. */
  formaction?: UrlValue;
  /** The encoding of the form's body. */
  formenctype?: EnctypeValue;
  /** The method of the form's request. */
  formmethod?: MethodValue;
  /** Whether the form is submitted without validation. */
  formnovalidate?: FlagValue;
  /** Where the response opens, such as `_blank`. */
  formtarget?: TargetValue;
}

/** The attributes of controls for text. */
export interface EntryAttrs extends GlobalAttrs {
  /** What the browser may fill in, such as `off` or `email`. */
  autocomplete?: TextValue;
  /** The name of the text's direction in the form data. */
  dirname?: TextValue;
  /** The largest number of characters. */
  maxlength?: TextValue;
  /** The smallest number of characters. */
  minlength?: TextValue;
  /** Text that is shown while it is empty. */
  placeholder?: TextValue;
  /** Whether its value can't be edited. */
  readonly?: FlagValue;
  /** Whether a value must be given. */
  required?: FlagValue;
}

/** The attributes of `<button>`. */
export interface ButtonAttrs extends ControlAttrs, SubmitAttrs {
  /** What it does. Default: `submit`. */
  type?: "submit" | "reset" | "button" | Nothing;
  /** The value in the form data if it is pressed. */
  value?: TextValue;
  /** The popover that it shows or hides. */
  popovertarget?: IdValue;
  /** What it does to the popover. */
  popovertargetaction?: "toggle" | "show" | "hide" | Nothing;
  /** What it does to the element of `commandfor`. */
  command?: TextValue;
  /** The element that `command` is for. */
  commandfor?: IdValue;
}

/** The attributes of `<fieldset>`. */
export interface FieldsetAttrs extends GlobalAttrs {
  /** Whether all its controls are disabled. */
  disabled?: FlagValue;
  /** The form that it belongs to. */
  form?: IdValue;
  /** The name of the group. */
  name?: TextValue;
}

/** The attributes of `<form>`. */
export interface FormAttrs extends GlobalAttrs {
  /** The character encoding of the form data. */
  accept_charset?: TextValue;
  /** The URL that it is submitted to. */
  action?: UrlValue;
  /** What the browser may fill in, such as `off` or `email`. */
  autocomplete?: "on" | "off" | Nothing;
  /** The encoding of the body. Default: `multipart/form-data`. */
  enctype?: EnctypeValue;
  /** The method of its request. Default: `get`. */
  method?: MethodValue;
  /** The name. Default: the id. */
  name?: TextValue;
  /** Whether it is submitted without validation by the browser. */
  novalidate?: FlagValue;
  /** The relation of the linked page to this one, such as `noopener`. */
  rel?: TextValue;
  /** Where it opens, such as `_blank`. */
  target?: TargetValue;
}

/** The attributes of `<input>`. */
export interface InputAttrs extends ControlAttrs, SubmitAttrs, EntryAttrs {
  /** The types of files that can be chosen. */
  accept?: TextValue;
  /** Whether the color can be transparent. */
  alpha?: FlagValue;
  /** The text that replaces the image. */
  alt?: TextValue;
  /** The camera that takes the file. */
  capture?: FlagValue | "user" | "environment";
  /** Whether it is checked. */
  checked?: FlagValue;
  /** The color space of the color. */
  colorspace?: TextValue;
  /** Height in pixels. */
  height?: TextValue;
  /** Width in pixels. */
  width?: TextValue;
  /** The `Datalist` of suggestions. */
  list?: IdValue;
  /** The highest value. */
  max?: TextValue;
  /** The lowest value. */
  min?: TextValue;
  /** Whether several values can be chosen. */
  multiple?: FlagValue;
  /** The regular expression that the value must match. */
  pattern?: TextValue;
  /** The popover that it shows or hides. */
  popovertarget?: IdValue;
  /** What it does to the popover. */
  popovertargetaction?: "toggle" | "show" | "hide" | Nothing;
  /** The number of visible characters or rows. */
  size?: TextValue;
  /** The URL to load. */
  src?: UrlValue;
  /** The step between two values. */
  step?: TextValue;
  /** Whether it looks like a switch. */
  switch?: FlagValue;
  /** The type. Default: `text`. */
  type?: InputType;
  /** The value. */
  value?: TextValue;
}

/** The attributes of `<label>`. */
export interface LabelAttrs extends GlobalAttrs {
  /** The control that it belongs to. FastHTML's name of `for`. */
  fr?: IdValue;
  /** The control that it belongs to. */
  _for?: IdValue;
  /** The control that it belongs to. */
  for?: IdValue;
}

/** The attributes of `<meter>`. */
export interface MeterAttrs extends GlobalAttrs {
  /** The measured value. */
  value?: TextValue;
  /** The lowest value. */
  min?: TextValue;
  /** The highest value. */
  max?: TextValue;
  /** The value below which it is low. */
  low?: TextValue;
  /** The value above which it is high. */
  high?: TextValue;
  /** The best value. */
  optimum?: TextValue;
}

/** The attributes of `<optgroup>`. */
export interface OptgroupAttrs extends GlobalAttrs {
  /** Whether it is disabled. */
  disabled?: FlagValue;
  /** The name of the group. */
  label?: TextValue;
}

/** The attributes of `<option>`. */
export interface OptionAttrs extends GlobalAttrs {
  /** Whether it is disabled. */
  disabled?: FlagValue;
  /** The text that is shown. */
  label?: TextValue;
  /** Whether it is selected. */
  selected?: FlagValue;
  /** The value in the form data. Default: the text. */
  value?: TextValue;
}

/** The attributes of `<output>`. */
export interface OutputAttrs extends GlobalAttrs {
  /** The control that it belongs to. FastHTML's name of `for`. */
  fr?: IdValue;
  /** The control that it belongs to. */
  _for?: IdValue;
  /** The control that it belongs to. */
  for?: IdValue;
  /** The form that it belongs to. */
  form?: IdValue;
  /** The name of the value. */
  name?: TextValue;
}

/** The attributes of `<progress>`. */
export interface ProgressAttrs extends GlobalAttrs {
  /** How much is done. */
  value?: TextValue;
  /** The value at which all is done. Default: 1. */
  max?: TextValue;
}

/** The attributes of `<select>`. */
export interface SelectAttrs extends ControlAttrs {
  /** What the browser may fill in, such as `off` or `email`. */
  autocomplete?: TextValue;
  /** Whether several values can be chosen. */
  multiple?: FlagValue;
  /** Whether a value must be given. */
  required?: FlagValue;
  /** The number of visible rows. */
  size?: TextValue;
}

/** The attributes of `<textarea>`. */
export interface TextareaAttrs extends ControlAttrs, EntryAttrs {
  /** Its width in characters. */
  cols?: TextValue;
  /** Its height in lines. */
  rows?: TextValue;
  /** Whether the form data has the line breaks that wrapping adds (`hard`). */
  wrap?: "hard" | "soft" | Nothing;
}
